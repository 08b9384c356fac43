package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.InnerCheck;
import org.bricscodes.codes.InnerCode;
import org.bricscodes.codes.InnerState;
import org.bricscodes.codes.InnerStates;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.provenance.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * {@code /scan/01/…/inner}: anybody tells the code under the seal, and the first right one
 * activates the item; {@code /codes/states/01/…/inner}: its owner sees that, and ends a lock.
 *
 * <p>A code that is wrong, and any code for a locked item, get one answer; so do all codes that
 * were never issued, whatever is wrong with them. For an item that is recalled or void no code is
 * looked at, and the answer says so.
 */
final class InnerDoors {

  private static final int MAX_BODY_BYTES = 1024;
  private static final String NOT_CONFIRMED =
      "not confirmed: the code is wrong, or too many wrong ones were told for this item; compare it"
          + " with the label, and try again tomorrow or ask the seller";

  private final CodeBook codes;
  private final InnerStates states;
  private final ProvenanceReader provenance;
  private final NetworkBuckets buckets;
  private final ScanCache scans;
  private final Scans seen;
  private final Work work;

  private final LongAdder activated = new LongAdder();
  private final LongAdder again = new LongAdder();
  private final LongAdder unconfirmed = new LongAdder();
  private final LongAdder limited = new LongAdder();
  private final LongAdder outOfUse = new LongAdder();

  InnerDoors(
      CodeBook codes,
      InnerStates states,
      ProvenanceReader provenance,
      NetworkBuckets buckets,
      ScanCache scans,
      Scans seen,
      Work work) {
    this.codes = codes;
    this.states = states;
    this.provenance = provenance;
    this.buckets = buckets;
    this.scans = scans;
    this.seen = seen;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, "/scan/01/{+link}/inner", this::check).body(MAX_BODY_BYTES),
        Door.open(HttpMethod.GET, "/codes/states/01/{+link}/inner", this::show).only(Role.EXPORTER),
        Door.open(HttpMethod.DELETE, "/codes/states/01/{+link}/inner/lock", this::unlock)
            .only(Role.EXPORTER));
  }

  /** Counts since the start; a rise of the unconfirmed and the limited is somebody guessing. */
  void measure(Metrics metrics) {
    metrics.gauge("inner_codes_activated", "Items activated by their inner code", activated::sum);
    metrics.gauge("inner_codes_again", "Right inner codes told again", again::sum);
    metrics.gauge("inner_codes_unconfirmed", "Inner codes wrong or locked", unconfirmed::sum);
    metrics.gauge("inner_codes_limited", "Inner codes refused by network limits", limited::sum);
    metrics.gauge(
        "inner_codes_out_of_use", "Inner codes told for void or recalled items", outOfUse::sum);
  }

  private Future<Answer> check(Exchange exchange) {
    long seconds = buckets.take(seen.onlookers().address(exchange));
    if (seconds > 0) {
      limited.increment();
      throw new Problem(
              ProblemKind.TOO_MANY_REQUESTS, "too many inner codes from your network; wait a while")
          .with("retryAfter", String.valueOf(seconds));
    }
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("code"));
    Optional<InnerCode> told =
        fields.text("code", 1, InnerCode.MAX_TYPED).flatMap(text -> typed(text, fields));
    fields.check();
    return work.run(
        () -> {
          CodeCheck.Genuine item = genuine(link);
          seen.seeInner(item, exchange);
          String withheld = withheld(verdict(link));
          if (withheld != null) {
            outOfUse.increment();
            ObjectNode answer = Json.object().put("result", "out-of-use").put("message", withheld);
            return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(answer)).noStore();
          }
          InnerCheck outcome =
              CodesProblems.translate(
                  () -> states.check(item, codes.innerCode(item), told.orElseThrow()));
          count(outcome);
          return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json(outcome))).noStore();
        });
  }

  private Future<Answer> show(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    return work.run(
        () -> {
          CodeCheck.Genuine item = owned(link, exchange.caller());
          return answer(item, states.state(item.batch().gtin(), item.serial()));
        });
  }

  private Future<Answer> unlock(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    return work.run(
        () -> {
          CodeCheck.Genuine item = owned(link, exchange.caller());
          return answer(
              item,
              CodesProblems.translate(() -> states.unlock(item.batch().gtin(), item.serial())));
        });
  }

  private CodeCheck.Genuine genuine(DigitalLink link) {
    return found(link)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemKind.NOT_FOUND,
                    "there is no inner code to check here; the page of this code says what is"
                        + " known of it"));
  }

  private CodeCheck.Genuine owned(DigitalLink link, Caller caller) {
    CodeCheck.Genuine item =
        found(link)
            .orElseThrow(
                () -> new Problem(ProblemKind.NOT_FOUND, "this code was never issued here"));
    if (caller.role() != Role.ADMIN && !item.batch().owner().equals(caller.party())) {
      throw new Problem(ProblemKind.NOT_YOURS, "another party ordered this code");
    }
    return item;
  }

  private Optional<CodeCheck.Genuine> found(DigitalLink link) {
    return link.serial()
        .map(serial -> codes.check(link.gtin().orElseThrow(), link.lot().orElse(null), serial))
        .flatMap(
            check ->
                check instanceof CodeCheck.Genuine genuine
                    ? Optional.of(genuine)
                    : Optional.empty());
  }

  private static Optional<InnerCode> typed(String text, JsonFields fields) {
    try {
      return Optional.of(InnerCode.parseTyped(text));
    } catch (IllegalArgumentException e) {
      fields.fault("/code", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What the scan page says of the item, so that both say the same. */
  private Verdict verdict(DigitalLink link) {
    return provenance
        .of(link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElseThrow())
        .verdict();
  }

  /** Why an item is not to be activated, whatever code is told; null: it may be. */
  private static @Nullable String withheld(Verdict verdict) {
    return switch (verdict) {
      case VOID ->
          "not activated: this product code was cancelled, and no pack should carry it; do not use"
              + " what is in it";
      case RECALLED ->
          "not activated: this item is recalled; do not use it, and see its page for what to do";
      case MALFORMED, NOT_ISSUED, WRONG_LOT, EXPIRED, GENUINE, REGISTERED, UNKNOWN -> null;
    };
  }

  private void count(InnerCheck outcome) {
    switch (outcome) {
      case InnerCheck.Activated _ -> {
        activated.increment();
        scans.changed();
      }
      case InnerCheck.AlreadyActivated _ -> again.increment();
      case InnerCheck.NotConfirmed _ -> unconfirmed.increment();
    }
  }

  private static ObjectNode json(InnerCheck outcome) {
    return switch (outcome) {
      case InnerCheck.Activated(Instant at) ->
          Json.object()
              .put("result", "activated")
              .put("at", at.toString())
              .put("message", "right, and told for the first time: this item is activated now");
      case InnerCheck.AlreadyActivated(Instant at) ->
          Json.object()
              .put("result", "already-activated")
              .put("at", at.toString())
              .put(
                  "message",
                  "right, but told before: if that was not you, the seal may have been opened by"
                      + " somebody else");
      case InnerCheck.NotConfirmed() ->
          Json.object().put("result", "not-confirmed").put("message", NOT_CONFIRMED);
    };
  }

  private static Answer answer(CodeCheck.Genuine item, InnerState state) {
    ObjectNode document =
        Json.object()
            .put("gtin", item.batch().gtin().digits())
            .put("serial", item.serial().text())
            .put("wrong", state.wrongEver())
            .put("awaitsOwner", state.awaitsOwner());
    put(document, "firstTried", state.firstTried());
    put(document, "activated", state.activated());
    put(document, "lockedUntil", state.lockedUntil());
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }

  private static void put(ObjectNode document, String name, @Nullable Instant time) {
    if (time != null) {
      document.put(name, time.toString());
    }
  }
}
