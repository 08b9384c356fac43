package org.bricscodes.api;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the bearer of a key may do. */
enum Role {
  /** Issues codes and reports events. */
  EXPORTER,
  /** Reports events. */
  PARTNER,
  /** Reads every event and audit data; changes nothing. */
  AUDITOR,
  /** Everything, and the keys of others. */
  ADMIN;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> parse(String label) {
    return Stream.of(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
