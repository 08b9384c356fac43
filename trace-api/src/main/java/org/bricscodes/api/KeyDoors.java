package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /keys}: an admin gives and takes API keys. */
final class KeyDoors {

  private final ApiKeys keys;
  private final Runnable changed;
  private final Work work;
  private final Limits limits;

  KeyDoors(ApiKeys keys, Runnable changed, Work work, Limits limits) {
    this.keys = keys;
    this.changed = changed;
    this.work = work;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/keys", exchange -> Future.succeededFuture(list()))
            .only(Role.ADMIN),
        Door.open(HttpMethod.POST, "/keys", this::issue)
            .only(Role.ADMIN)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.DELETE, "/keys/{keyId}", this::revoke).only(Role.ADMIN));
  }

  private Answer list() {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("keys");
    keys.list().forEach(key -> list.add(json(key)));
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }

  private Future<Answer> issue(Exchange exchange) {
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("party", "name", "role"));
    String party = fields.text("party", 1, 256).orElse("");
    String name = fields.text("name", 1, 200).orElse("");
    Optional<Role> role = fields.text("role", 1, 16).flatMap(Role::parse);
    if (!party.isEmpty() && !isUri(party)) {
      fields.fault("/party", "must be an absolute URI, such as https://id.gs1.org/417/…");
    }
    if (role.isEmpty()) {
      fields.fault("/role", "must be exporter, partner, auditor or admin");
    }
    fields.check();
    return work.run(
        () -> {
          ApiKeys.Issued issued = keys.issue(party, name, role.orElseThrow());
          changed.run();
          return issued(issued);
        });
  }

  private Future<Answer> revoke(Exchange exchange) {
    String keyId = exchange.decoded("keyId");
    if (keyId.equals(exchange.caller().keyId())) {
      throw new Problem(ProblemKind.CONFLICT, "a key cannot revoke itself; use another admin key");
    }
    return work.run(() -> keys.revoke(keyId))
        .map(
            known -> {
              if (!known) {
                throw new Problem(ProblemKind.NOT_FOUND, "no key with this id");
              }
              return Answer.empty(204);
            });
  }

  private static Answer issued(ApiKeys.Issued issued) {
    ObjectNode document = json(issued.caller());
    document.put("key", issued.secret());
    return Answer.of(201, Json.MEDIA_TYPE, Json.bytes(document))
        .with("Location", "/keys/" + issued.caller().keyId())
        .noStore();
  }

  private static ObjectNode json(ApiKeys.Listed key) {
    ObjectNode node = json(key.caller());
    Instant revoked = key.revoked();
    return revoked == null ? node : node.put("revoked", revoked.toString());
  }

  private static ObjectNode json(Caller caller) {
    return Json.object()
        .put("id", caller.keyId())
        .put("party", caller.party())
        .put("name", caller.name())
        .put("role", caller.role().label())
        .put("created", caller.created().toString());
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
