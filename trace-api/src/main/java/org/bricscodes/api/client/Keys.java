package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** API keys of parties, which an admin gives and takes. */
public final class Keys {

  private final Wire wire;

  Keys(Wire wire) {
    this.wire = wire;
  }

  /**
   * A key, without its secret.
   *
   * @param role exporter, partner, auditor or admin
   * @param revoked since when it is good for nothing
   */
  public record Key(
      String id,
      String party,
      String name,
      String role,
      Instant created,
      Optional<Instant> revoked) {}

  /** A new key; the secret is told here and nowhere else. */
  public record NewKey(Key key, String secret) {}

  /** Makes a key for a party, which is a URI. Calling twice makes two. */
  public NewKey issue(String party, String name, String role) {
    JsonNode answer =
        wire.send(
                Call.post(
                    "/keys",
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("party", party)
                        .put("name", name)
                        .put("role", role)))
            .json();
    return new NewKey(key(answer), answer.path("key").asText());
  }

  /** All keys, oldest first. */
  public List<Key> list() {
    JsonNode answer = wire.send(Call.get("/keys")).json();
    return StreamSupport.stream(answer.path("keys").spliterator(), false).map(Keys::key).toList();
  }

  /** Ends a key at once. */
  public void revoke(String id) {
    wire.send(Call.delete("/keys/" + Paths.segment(id)));
  }

  private static Key key(JsonNode key) {
    return new Key(
        key.path("id").asText(),
        key.path("party").asText(),
        key.path("name").asText(),
        key.path("role").asText(),
        Fields.instant(key, "created"),
        Fields.optionalInstant(key, "revoked"));
  }
}
