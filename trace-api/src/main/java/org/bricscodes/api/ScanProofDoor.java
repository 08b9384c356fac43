package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Predicate;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.BundleJson;
import org.bricscodes.provenance.ProofBundle;

/** {@code /scan/01/…/proof}: what is told of one code, with its proof. */
final class ScanProofDoor {

  private final Proofs proofs;
  private final Readers readers;
  private final Work work;

  ScanProofDoor(Proofs proofs, Readers readers, Work work) {
    this.proofs = proofs;
    this.readers = readers;
    this.work = work;
  }

  /** To stand before what takes any path below a code. */
  Door door() {
    return Door.open(HttpMethod.GET, "/scan/01/{+link}/proof", this::proof);
  }

  private Future<Answer> proof(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    Predicate<RecordedEvent> whole = readers.seesWhole(exchange);
    return work.run(
        () -> {
          ProofBundle bundle = proofs.of(link, whole);
          return Answer.of(200, Json.MEDIA_TYPE, BundleJson.write(bundle))
              .with("Content-Disposition", "inline; filename=\"proof.json\"")
              .with("Vary", "Authorization")
              .noStore();
        });
  }
}
