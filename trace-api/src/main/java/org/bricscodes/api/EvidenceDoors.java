package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.bricscodes.api.output.EvidenceSheet;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundleJson;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.bricscodes.shares.FairShares;

/**
 * {@code /scan/01/…/evidence.pdf}: the proof of a code for those who need paper, one page that says
 * what the proof shows, with the proof in the file. It is the same that {@code trace evidence}
 * prints, of a proof that this service checks first as anybody would, pinning nothing.
 *
 * <p>At most {@link #MAX} are made at once, shared fairly: each reads, checks and sets all that a
 * proof holds. For the same reason a network has an allowance of its own, so that one cannot keep
 * the rest from them. Who is refused while looking with a browser is told on a page, in her
 * language.
 */
final class EvidenceDoors {

  static final int MAX = 4;

  /** Bytes of a proof that goes with a sheet: it lies in memory several times meanwhile. */
  private static final int MAX_PROOF = 4 << 20;

  private static final int OF_NETWORK = 20;
  private static final Duration OF_NETWORK_EVERY = Duration.ofSeconds(6);

  private final FairSlots slots = new FairSlots(MAX, "sheets");
  private final NetworkBuckets networks;
  private final Onlookers onlookers;
  private final SheetRefusals refusals;
  private final Proofs proofs;
  private final Readers readers;
  private final LabelFonts fonts;
  private final Work work;
  private final BaseUrl baseUrl;
  private final BundleVerifier verifier;

  /**
   * @param ledgers whose receipts are checked
   */
  EvidenceDoors(
      Proofs proofs,
      Readers readers,
      LedgerProviders ledgers,
      LabelFonts fonts,
      Onlookers onlookers,
      LongSupplier nanoTime,
      SecureRandom random,
      Work work,
      BaseUrl baseUrl) {
    this.networks = new NetworkBuckets(OF_NETWORK, OF_NETWORK_EVERY, nanoTime, random);
    this.onlookers = onlookers;
    this.refusals = new SheetRefusals(baseUrl);
    this.proofs = proofs;
    this.readers = readers;
    this.fonts = fonts;
    this.work = work;
    this.baseUrl = baseUrl;
    this.verifier = new BundleVerifier(ledgers, BundlePins.NONE);
  }

  List<Door> doors() {
    return List.of(Door.open(HttpMethod.GET, "/scan/01/{+link}/evidence.pdf", this::evidence));
  }

  private Future<Answer> evidence(Exchange exchange) {
    Future<Answer> made;
    try {
      made = made(exchange);
    } catch (Problem refused) {
      made = Future.failedFuture(refused);
    }
    return SheetRefusals.isBrowser(exchange)
        ? made.recover(failure -> refusals.page(exchange, reader(exchange), failure))
        : made;
  }

  private Reader reader(Exchange exchange) {
    return Reader.of(
        exchange.rawQuery(), exchange.header("Accept-Language"), onlookers.country(exchange));
  }

  private Future<Answer> made(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    Predicate<RecordedEvent> whole = readers.seesWhole(exchange);
    Lane lane = Lane.current();
    long seconds = networks.take(onlookers.address(exchange));
    if (seconds > 0) {
      throw new Problem(
              ProblemKind.TOO_MANY_REQUESTS,
              "a network gets "
                  + OF_NETWORK
                  + " sheets at once and one more every "
                  + OF_NETWORK_EVERY.toSeconds()
                  + " seconds")
          .with("retryAfter", String.valueOf(seconds));
    }
    return work.run(
        () -> {
          try (FairShares.Share _ = slots.take(lane)) {
            return Answer.of(200, "application/pdf", sheet(link, whole))
                .with("Content-Disposition", "inline; filename=\"evidence.pdf\"")
                .with("Vary", "Authorization, Accept")
                .noStore();
          }
        });
  }

  private byte[] sheet(DigitalLink link, Predicate<RecordedEvent> whole) {
    byte[] bundle = BundleJson.write(proofs.of(link, whole));
    if (bundle.length > MAX_PROOF) {
      throw new Problem(
          ProblemKind.RESULT_TOO_LARGE,
          "the proof has "
              + bundle.length
              + " bytes, and a sheet takes one of at most "
              + MAX_PROOF
              + "; take the proof itself");
    }
    return switch (verifier.check(bundle)) {
      case BundleCheck.Proven proven -> sheet(proven, bundle);
      case BundleCheck.Failed failed ->
          throw new IllegalStateException(
              "a proof made here is none: " + failed.pointer() + " " + failed.what());
      case BundleCheck.Unusable _, BundleCheck.ProvenSet _ ->
          throw new IllegalStateException("a proof made here is none of a code");
    };
  }

  private byte[] sheet(BundleCheck.Proven proven, byte[] bundle) {
    DigitalLink page = DigitalLink.parse(proven.code()).withBase(baseUrl.at("/scan"));
    try {
      return EvidenceSheet.withProof(proven, bundle, page, fonts);
    } catch (IllegalArgumentException e) {
      throw new Problem(
          ProblemKind.NOT_ACCEPTABLE,
          "the sheet cannot be set: " + e.getMessage() + "; take the proof itself");
    }
  }
}
