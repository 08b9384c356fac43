package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.EnumSet;
import java.util.Set;

/**
 * One operation of the HTTP interface: what the OpenAPI document calls an operation, and who may
 * use it.
 *
 * @param roles who may pass; empty: anyone, without a key
 * @param maxBodyBytes 0: no body is read
 */
record Door(
    HttpMethod method, PathTemplate path, Set<Role> roles, int maxBodyBytes, Handler handler) {

  /** Answers on the event loop; whatever blocks goes through {@link Work}. */
  @FunctionalInterface
  interface Handler {
    Future<Answer> answer(Exchange exchange);
  }

  Door {
    roles = Set.copyOf(roles);
  }

  static Door open(HttpMethod method, String path, Handler handler) {
    return new Door(method, PathTemplate.parse(path), Set.of(), 0, handler);
  }

  /** Only for these roles; an admin always passes. */
  Door only(Role first, Role... others) {
    EnumSet<Role> set = EnumSet.of(first, others);
    set.add(Role.ADMIN);
    return new Door(method, path, set, maxBodyBytes, handler);
  }

  /** For every key, whatever its role. */
  Door anyKey() {
    return new Door(method, path, EnumSet.allOf(Role.class), maxBodyBytes, handler);
  }

  Door body(int maxBytes) {
    return new Door(method, path, roles, maxBytes, handler);
  }

  boolean isPublic() {
    return roles.isEmpty();
  }
}
