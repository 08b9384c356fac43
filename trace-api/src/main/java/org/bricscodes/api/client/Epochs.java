package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** The keys that codes are made with: an admin looks at them and moves on to the next. */
public final class Epochs {

  private static final String KEYS = "/codes/keys";

  private final Wire wire;

  Epochs(Wire wire) {
    this.wire = wire;
  }

  /**
   * The epoch codes are issued in.
   *
   * @param epoch the character its serials begin with
   */
  public record Current(long ordinal, String epoch, int generation, Instant since) {}

  /**
   * A key that made codes.
   *
   * @param status current, retired or compromised
   * @param compromisedSince of a compromised one
   */
  public record Epoch(
      String epoch,
      int generation,
      String keyId,
      String status,
      long issued,
      Optional<Instant> firstUse,
      Optional<Instant> compromisedSince) {}

  /** The epoch codes are issued in. */
  public Current current() {
    return current(wire.send(Call.get(KEYS)).json().path("current"));
  }

  /** Every key that made codes. */
  public List<Epoch> list() {
    JsonNode answer = wire.send(Call.get(KEYS)).json();
    return StreamSupport.stream(answer.path("epochs").spliterator(), false)
        .map(Epochs::epoch)
        .toList();
  }

  /**
   * Moves on to the next epoch.
   *
   * @param from the ordinal that was current; with it, sending twice moves on once
   */
  public Current rotate(String reason, OptionalLong from) {
    return rotate(JsonNodeFactory.instance.objectNode(), reason, from);
  }

  /**
   * Makes a new master key and moves on to an epoch under it; {@code from} as for {@link #rotate}.
   */
  public Current rotateMasterKey(String reason, OptionalLong from) {
    return rotate(JsonNodeFactory.instance.objectNode().put("newMasterKey", true), reason, from);
  }

  /** Records that others may know a key, since the given time or now. */
  public Epoch compromised(String epoch, int generation, Optional<Instant> since, String reason) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
    since.ifPresent(time -> body.put("since", time.toString()));
    String path = KEYS + "/" + Paths.segment(epoch) + "/" + generation + "/compromise";
    return epoch(wire.send(Call.put(path, body)).json());
  }

  private Current rotate(ObjectNode body, String reason, OptionalLong from) {
    body.put("reason", reason);
    from.ifPresent(ordinal -> body.put("from", ordinal));
    return current(wire.send(Call.post(KEYS + "/rotation", body)).json());
  }

  private static Current current(JsonNode node) {
    return new Current(
        node.path("ordinal").asLong(),
        node.path("epoch").asText(),
        node.path("generation").asInt(),
        Fields.instant(node, "since"));
  }

  private static Epoch epoch(JsonNode node) {
    return new Epoch(
        node.path("epoch").asText(),
        node.path("generation").asInt(),
        node.path("keyId").asText(),
        node.path("status").asText(),
        node.path("issued").asLong(),
        Fields.optionalInstant(node, "firstUse"),
        Fields.optionalInstant(node.path("compromise"), "since"));
  }
}
