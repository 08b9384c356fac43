package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.codes.Batch;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.provenance.BundleJson;
import org.bricscodes.provenance.BundleMaker;
import org.bricscodes.provenance.ProofBundle;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.provenance.TracedEvent;

/** {@code /scan/01/…}: what people see of one code, as a page or as JSON; and its proof. */
final class ScanDoors {

  private static final List<String> REPRESENTATIONS = List.of("text/html", "application/json");

  private final ProvenanceReader provenance;
  private final BundleMaker bundles;
  private final ScanPage page;
  private final ScanJson json;
  private final ScanCache cache;
  private final Work work;

  ScanDoors(
      ProvenanceReader provenance,
      BundleMaker bundles,
      ScanPage page,
      ScanJson json,
      ScanCache cache,
      Work work) {
    this.provenance = provenance;
    this.bundles = bundles;
    this.page = page;
    this.json = json;
    this.cache = cache;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/scan/01/{+link}/proof", this::proof),
        Door.open(HttpMethod.GET, "/scan/01/{+link}", this::scan));
  }

  private Future<Answer> scan(Exchange exchange) {
    String accept = exchange.header("Accept").orElse("*/*");
    boolean html = MediaTypes.choose(accept, REPRESENTATIONS).equals("text/html");
    String path = "/01/" + exchange.raw("link");
    String key = (html ? "h" : "j") + path + exchange.rawQuery().map(raw -> "?" + raw).orElse("");
    Optional<Answer> ready = cache.find(key);
    if (ready.isPresent()) {
      return Future.succeededFuture(ready.get());
    }
    DigitalLink link;
    try {
      link = Links.parse(path + exchange.rawQuery().map(raw -> "?" + raw).orElse(""));
    } catch (Problem malformed) {
      if (html) {
        return Future.succeededFuture(headed(page.malformed(path, malformed)));
      }
      throw malformed.with("verdict", "malformed");
    }
    return work.run(
        () -> {
          ScanCache.Version version = cache.version();
          Answer answer = headed(html ? page.answer(link, of(link)) : json.answer(link, of(link)));
          cache.keep(key, version, answer);
          return answer;
        });
  }

  private Future<Answer> proof(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    return work.run(
        () -> {
          Provenance found = of(link);
          ProofBundle bundle = bundles.of(subject(link, found), found.trace());
          if (bundle.events().isEmpty()) {
            throw new Problem(
                ProblemKind.NOT_FOUND, "nothing about this code is in the published log yet");
          }
          return Answer.of(200, Json.MEDIA_TYPE, BundleJson.write(bundle))
              .with("Content-Disposition", "inline; filename=\"proof.json\"")
              .noStore();
        });
  }

  /**
   * What the bundle is about: the code with its lot, under which much of its past was reported; the
   * lot alone as long as nothing was reported of the item itself.
   */
  private static String subject(DigitalLink link, Provenance found) {
    Batch batch = found.batch();
    String lot = batch == null ? link.lot().orElse(null) : batch.lot();
    List<Element> path = new ArrayList<>(List.of(link.key()));
    if (lot != null) {
      path.add(new Element("10", lot));
    }
    boolean named =
        found.trace().events().stream().anyMatch(event -> event.via() == TracedEvent.Via.ITEM);
    if (named || lot == null) {
      link.serial().ifPresent(serial -> path.add(new Element("21", serial)));
    }
    return DigitalLink.of(path).toString();
  }

  private Provenance of(DigitalLink link) {
    return provenance.of(
        link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElse(null));
  }

  private static Answer headed(Answer answer) {
    return answer.with("Vary", "Accept, Accept-Language").with("Cache-Control", "no-cache");
  }
}
