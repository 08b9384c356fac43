package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.CodeSubject;
import org.bricscodes.codes.InnerStates;
import org.bricscodes.codes.StateChange;
import org.bricscodes.codes.StateLists;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;

/**
 * {@code /codes/states/…}: what became of one code; its batch's owner voids or recalls it, which is
 * a list of one code. When its inner code was first told stands beside the state, and is none: a
 * state is the owner's word.
 */
final class StateDoors {

  private final CodeBook codes;
  private final CodeStates states;
  private final InnerStates inner;
  private final CodeLife life;
  private final CodeEvents events;
  private final ScanCache scans;
  private final Work work;
  private final Limits limits;

  StateDoors(
      CodeBook codes,
      CodeStates states,
      InnerStates inner,
      CodeLife life,
      CodeEvents events,
      ScanCache scans,
      Work work,
      Limits limits) {
    this.codes = codes;
    this.states = states;
    this.inner = inner;
    this.life = life;
    this.events = events;
    this.scans = scans;
    this.work = work;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/codes/states/01/{+link}", this::show).only(Role.EXPORTER),
        Door.open(HttpMethod.PUT, "/codes/states/01/{+link}", this::set)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()));
  }

  /** A code of ours. */
  private record Known(Batch batch, CodeCheck.Genuine check) {}

  private Future<Answer> show(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    return work.run(
        () -> {
          Known code = known(link, exchange.caller());
          return answer(code, states.standing(code.check()));
        });
  }

  private Future<Answer> set(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("state", "reason"));
    Optional<CodeState.Status> status = fields.text("state", 1, 16).flatMap(CodeState.Status::of);
    if (status.isEmpty()) {
      fields.fault("/state", "must be printed, applied, active, sold, recalled or void");
    }
    Optional<String> reason = fields.text("reason", 1, 200);
    fields.check();
    return work.run(
        () -> {
          Known code = known(link, exchange.caller());
          CodeState.Status next = status.orElseThrow();
          CodeSubject.Item item = CodeSubject.Item.of(code.check());
          CodeState state = states.state(item);
          if (state.status() != next) {
            StateChange change = new StateChange(code.check(), next, reason.orElseThrow());
            requireNoFault(life.faults(List.of(change)));
            CodesProblems.translate(() -> life.apply(exchange.caller().party(), List.of(change)));
            scans.changed();
            events.tell(List.of(code.batch().id()));
            state = states.state(item);
            if (state.status() != next) {
              throw new Problem(
                  ProblemKind.CONFLICT,
                  "the code became " + state.status().word() + " in the meantime");
            }
          }
          return answer(code, state);
        });
  }

  private static void requireNoFault(List<StateLists.Refusal> refusals) {
    if (!refusals.isEmpty()) {
      throw new Problem(ProblemKind.CONFLICT, refusals.getFirst().message());
    }
  }

  private Known known(DigitalLink link, Caller caller) {
    Gtin gtin = link.gtin().orElseThrow();
    String serial =
        link.serial()
            .orElseThrow(() -> new Problem(ProblemKind.INVALID_LINK, "a code has a serial, AI 21"));
    CodeCheck check = codes.check(gtin, link.lot().orElse(null), serial);
    if (!(check instanceof CodeCheck.Genuine genuine)) {
      throw new Problem(ProblemKind.NOT_FOUND, "this code was never issued here");
    }
    if (caller.role() != Role.ADMIN && !genuine.batch().owner().equals(caller.party())) {
      throw new Problem(ProblemKind.NOT_YOURS, "another party ordered this code");
    }
    return new Known(genuine.batch(), genuine);
  }

  private Answer answer(Known code, CodeState state) {
    ObjectNode document =
        Json.object()
            .put("gtin", code.batch().gtin().digits())
            .put("lot", code.batch().lot())
            .put("serial", code.check().serial().text())
            .put("state", state.status().word());
    Instant at = state.at();
    if (at != null) {
      document.put("at", at.toString()).put("by", state.by()).put("reason", state.reason());
    }
    Instant activated = inner.state(code.batch().gtin(), code.check().serial()).activated();
    if (activated != null) {
      document.put("activated", activated.toString());
    }
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }
}
