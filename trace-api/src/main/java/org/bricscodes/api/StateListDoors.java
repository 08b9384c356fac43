package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeChecks;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.StateChange;
import org.bricscodes.codes.StateLists;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;

/**
 * Lists of codes: {@code POST /codes/batches/{batchId}/voids} voids codes of one batch, {@code POST
 * /codes/states} sets states of any codes of the caller's. All lines are checked before the first
 * is done, and every fault is named; a list that was accepted is done whole, also through a crash.
 */
final class StateListDoors {

  private static final int SERIAL_LENGTH = 16;

  private final CodeBook codes;
  private final CodeLife life;
  private final OwnedBatches batches;
  private final CodeEvents events;
  private final ScanCache scans;
  private final Work work;

  StateListDoors(CodeBook codes, CodeLife life, CodeEvents events, ScanCache scans, Work work) {
    this.codes = codes;
    this.life = life;
    this.batches = new OwnedBatches(codes);
    this.events = events;
    this.scans = scans;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, "/codes/batches/{batchId}/voids", this::voids)
            .only(Role.EXPORTER)
            .body(CodeLines.MAX_BODY_BYTES),
        Door.open(HttpMethod.POST, "/codes/states", this::states)
            .only(Role.EXPORTER)
            .body(CodeLines.MAX_BODY_BYTES));
  }

  private Future<Answer> voids(Exchange exchange) {
    String id = exchange.decoded("batchId");
    QueryString query = exchange.query();
    query.only(Set.of("reason"));
    CodeLines.Defaults defaults =
        new CodeLines.Defaults(Optional.of(CodeState.Status.VOID), query.value("reason"));
    return work.run(
        () -> {
          Batch batch = batches.find(id, exchange.caller());
          CodeLines list =
              CodeLines.read(exchange.body(), exchange.header("Content-Type"), defaults);
          return done(list, exchange.caller(), batch);
        });
  }

  private Future<Answer> states(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("state", "reason"));
    Optional<CodeState.Status> status = query.value("state").flatMap(CodeState.Status::of);
    if (query.value("state").isPresent() && status.isEmpty()) {
      throw Problem.invalidParameter(
          "state", "must be printed, applied, active, sold, recalled or void");
    }
    CodeLines.Defaults defaults = new CodeLines.Defaults(status, query.value("reason"));
    return work.run(
        () -> {
          CodeLines list =
              CodeLines.read(exchange.body(), exchange.header("Content-Type"), defaults);
          return done(list, exchange.caller(), null);
        });
  }

  private Answer done(CodeLines list, Caller caller, @Nullable Batch batch) {
    List<StateChange> changes = new ArrayList<>(list.lines().size());
    List<Integer> numbers = new ArrayList<>(list.lines().size());
    CodeChecks checks = codes.checks();
    for (CodeLines.Line line : list.lines()) {
      CodeCheck.Genuine code = code(list, line, caller, batch, checks);
      if (code != null) {
        changes.add(new StateChange(code, line.status(), line.reason()));
        numbers.add(line.number());
      }
    }
    list.check(ProblemKind.INVALID_BODY);
    life.faults(changes)
        .forEach(refusal -> list.fault(numbers.get(refusal.line()), refusal.message()));
    list.check(ProblemKind.WRONG_STATE);
    StateLists.Applied applied = apply(caller.party(), changes);
    scans.changed();
    events.tell(changes.stream().map(change -> change.code().batch().id()).toList());
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json(applied))).noStore();
  }

  private StateLists.Applied apply(String party, List<StateChange> changes) {
    try {
      return CodesProblems.translate(() -> life.apply(party, changes));
    } catch (Problem e) {
      throw e.kind() == ProblemKind.OVERLOADED
          ? new Problem(
              ProblemKind.OVERLOADED,
              "too many at once: the list may be done by half, and is finished within a minute"
                  + " then; sending it again is harmless")
          : e;
    }
  }

  /** The code of a line; null if it has a fault, which the list knows then. */
  private static CodeCheck.@Nullable Genuine code(
      CodeLines list,
      CodeLines.Line line,
      Caller caller,
      @Nullable Batch batch,
      CodeChecks checks) {
    CodeCheck check = check(list, line, batch, checks);
    if (check == null) {
      return null;
    }
    if (!(check instanceof CodeCheck.Genuine genuine)) {
      list.fault(line.number(), "this code was never issued here");
      return null;
    }
    if (batch != null && !genuine.batch().id().equals(batch.id())) {
      list.fault(line.number(), "this code is of another batch");
      return null;
    }
    if (caller.role() != Role.ADMIN && !genuine.batch().owner().equals(caller.party())) {
      list.fault(line.number(), "another party ordered this code");
      return null;
    }
    return genuine;
  }

  private static @Nullable CodeCheck check(
      CodeLines list, CodeLines.Line line, @Nullable Batch batch, CodeChecks checks) {
    String text = line.code();
    if (batch != null && text.length() == SERIAL_LENGTH && text.indexOf('/') < 0) {
      return checks.check(batch.gtin(), text);
    }
    try {
      DigitalLink link =
          text.startsWith("/") ? DigitalLink.parseTarget(text) : DigitalLink.parse(text);
      if (link.gtin().isEmpty() || link.serial().isEmpty()) {
        list.fault(line.number(), "the link names no single item; give one with 01 and 21");
        return null;
      }
      return checks.check(
          link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElseThrow());
    } catch (Gs1Exception e) {
      list.fault(
          line.number(),
          batch == null
              ? "is no Digital Link: " + e.getMessage()
              : "is neither a serial of 16 characters nor a Digital Link: " + e.getMessage());
      return null;
    }
  }

  private static ObjectNode json(StateLists.Applied applied) {
    ObjectNode node =
        Json.object()
            .put("changed", applied.changed())
            .put("unchanged", applied.unchanged())
            .put("refused", applied.refused());
    ArrayNode reports = node.putArray("reports");
    applied.reports().forEach(report -> reports.add(ReportDoors.json(report)));
    return node;
  }
}
