package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodesException;
import org.bricscodes.codes.Compromise;
import org.bricscodes.codes.EpochStatus;
import org.bricscodes.codes.IssuingEpoch;
import org.bricscodes.codes.KeyEpoch;
import org.bricscodes.codes.KeyEpochs;
import org.jspecify.annotations.Nullable;

/**
 * {@code /codes/keys}: an admin sees which keys made codes, moves on to the next, marks known ones.
 */
final class EpochDoors {

  private static final int HISTORY = 100;

  private final KeyEpochs epochs;
  private final ScanCache scans;
  private final InstantSource clock;
  private final Work work;
  private final Limits limits;

  EpochDoors(CodeBook codes, ScanCache scans, InstantSource clock, Work work, Limits limits) {
    this.epochs = codes.epochs();
    this.scans = scans;
    this.clock = clock;
    this.work = work;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/codes/keys", exchange -> work.run(this::list)).only(Role.ADMIN),
        Door.open(HttpMethod.POST, "/codes/keys/rotation", this::rotate)
            .only(Role.ADMIN)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.PUT, "/codes/keys/{epoch}/{generation}/compromise", this::compromise)
            .only(Role.ADMIN)
            .body(limits.maxBodyBytes()));
  }

  private Answer list() {
    ObjectNode document = Json.object();
    document.set("current", json(CodesProblems.translate(epochs::current)));
    ArrayNode masters = document.putArray("masterKeys");
    epochs.masterKeys().forEach(masters::add);
    ArrayNode keys = document.putArray("epochs");
    epochs.list().forEach(status -> keys.add(json(status)));
    ArrayNode history = document.putArray("history");
    epochs.history().stream().limit(HISTORY).forEach(epoch -> history.add(json(epoch)));
    return answer(document);
  }

  private Future<Answer> rotate(Exchange exchange) {
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("reason", "from", "newMasterKey"));
    Optional<String> reason = fields.text("reason", 1, 200);
    OptionalLong from = fields.optionalNumber("from", 0, Long.MAX_VALUE);
    boolean newMasterKey = fields.flag("newMasterKey");
    fields.check();
    String by = exchange.caller().party();
    return work.run(
        () ->
            CodesProblems.translate(
                () -> {
                  try {
                    String words = reason.orElseThrow();
                    return answer(
                        json(
                            newMasterKey
                                ? epochs.rotateMasterKey(by, words, from)
                                : epochs.rotate(by, words, from)));
                  } catch (CodesException.UnusableKey e) {
                    throw new Problem(ProblemKind.CONFLICT, String.valueOf(e.getMessage()));
                  }
                }));
  }

  private Future<Answer> compromise(Exchange exchange) {
    KeyEpoch epoch = epoch(exchange.decoded("epoch"));
    int generation = generation(exchange.decoded("generation"));
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("since", "reason"));
    Optional<String> reason = fields.text("reason", 1, 200);
    Instant since = since(fields);
    fields.check();
    return work.run(
        () -> {
          if (epochs.list().stream()
              .noneMatch(key -> key.epoch().equals(epoch) && key.generation() == generation)) {
            throw new Problem(
                ProblemKind.NOT_FOUND, "no codes were issued under this epoch and generation");
          }
          EpochStatus status =
              CodesProblems.translate(
                  () ->
                      epochs.compromise(
                          epoch,
                          generation,
                          since,
                          exchange.caller().party(),
                          reason.orElseThrow()));
          scans.changed();
          return answer(json(status));
        });
  }

  private Instant since(JsonFields fields) {
    Instant now = clock.instant();
    Optional<String> text = fields.optionalText("since", 1, 64);
    try {
      Instant since = text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant).orElse(now);
      if (since.isAfter(now)) {
        fields.fault("/since", "must not be in the future");
      }
      return since;
    } catch (DateTimeParseException _) {
      fields.fault("/since", "must be a time with its offset, as in 2026-11-20T08:00:00Z");
      return now;
    }
  }

  private static KeyEpoch epoch(String text) {
    try {
      return KeyEpoch.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalidParameter("epoch", String.valueOf(e.getMessage()));
    }
  }

  private static int generation(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw Problem.invalidParameter("generation", "must be a number from 0 to 255");
    }
    return Integer.parseInt(text);
  }

  private static ObjectNode json(IssuingEpoch epoch) {
    ObjectNode node =
        Json.object()
            .put("ordinal", epoch.ordinal())
            .put("epoch", epoch.epoch().toString())
            .put("generation", epoch.generation())
            .put("since", epoch.since().toString());
    return epoch.by().isEmpty() ? node : node.put("by", epoch.by()).put("reason", epoch.reason());
  }

  private ObjectNode json(EpochStatus key) {
    ObjectNode node =
        Json.object()
            .put("epoch", key.epoch().toString())
            .put("generation", key.generation())
            .put("keyId", key.keyId())
            .put("keyHere", key.keyHere())
            .put("status", key.standing().name().toLowerCase(Locale.ROOT))
            .put("issued", epochs.issued(key));
    @Nullable Instant firstUse = key.firstUse();
    if (firstUse != null) {
      node.put("firstUse", firstUse.toString());
    }
    Compromise compromise = key.compromise();
    if (compromise != null) {
      node.putObject("compromise")
          .put("since", compromise.since().toString())
          .put("noted", compromise.noted().toString())
          .put("by", compromise.by())
          .put("reason", compromise.reason());
    }
    return node;
  }

  private static Answer answer(ObjectNode document) {
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }
}
