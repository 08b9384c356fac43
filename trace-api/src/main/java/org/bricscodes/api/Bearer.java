package org.bricscodes.api;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Admission by {@code Authorization: Bearer KEY} (RFC 6750 §2.1). */
final class Bearer {

  private static final String SCHEME = "bearer ";

  private Bearer() {}

  static Caller admit(@Nullable String authorization, Door door, ApiKeys keys) {
    if (authorization == null) {
      throw new Problem(
          ProblemKind.KEY_MISSING, "send the header Authorization: Bearer with an API key");
    }
    Caller caller = caller(authorization, keys);
    if (!door.roles().contains(caller.role())) {
      throw new Problem(
          ProblemKind.NOT_PERMITTED,
          "a key of role "
              + caller.role().label()
              + " may not do this; it takes "
              + door.roles().stream().sorted().map(Role::label).collect(Collectors.joining(", ")));
    }
    return caller;
  }

  /** Whose key it is, at a door that asks for none. */
  static Caller caller(String authorization, ApiKeys keys) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Problem(ProblemKind.KEY_MISSING, "Authorization must be Bearer and an API key");
    }
    return keys.find(authorization.substring(SCHEME.length()).strip())
        .orElseThrow(() -> new Problem(ProblemKind.KEY_UNKNOWN, "no key like this exists"));
  }
}
