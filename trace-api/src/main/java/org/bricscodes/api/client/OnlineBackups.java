package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backups of a service that go on while it runs; for an admin. */
public final class OnlineBackups {

  private final Wire wire;

  OnlineBackups(Wire wire) {
    this.wire = wire;
  }

  /** One that is whole. */
  public record Taken(String name, Instant made, long rows, long logSize, String logRoot) {}

  /**
   * How backups stand.
   *
   * @param done oldest first
   * @param running whether one is being taken
   * @param failure why the last one failed
   */
  public record State(List<Taken> done, boolean running, Optional<String> failure) {
    public State {
      done = List.copyOf(done);
    }
  }

  /** Begins one. */
  public State begin() {
    return state(wire.send(Call.post("/backups", JsonNodeFactory.instance.objectNode())).json());
  }

  /** What there is. */
  public State state() {
    return state(wire.send(Call.get("/backups")).json());
  }

  private static State state(JsonNode answer) {
    List<Taken> done = new ArrayList<>();
    for (JsonNode each : answer.path("backups")) {
      done.add(
          new Taken(
              each.path("name").asText(),
              Instant.parse(each.path("made").asText()),
              each.path("rows").asLong(),
              each.path("logSize").asLong(),
              each.path("logRoot").asText()));
    }
    JsonNode failure = answer.path("lastFailure");
    return new State(
        done,
        answer.path("runningSince").isTextual(),
        failure.isTextual() ? Optional.of(failure.asText()) : Optional.empty());
  }
}
