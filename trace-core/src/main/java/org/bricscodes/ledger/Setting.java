package org.bricscodes.ledger;

import java.util.Optional;

/**
 * One key an adapter reads from its configuration.
 *
 * @param key lower-case words joined by {@code -}
 * @param meaning a sentence for the operator, with unit and the command that makes a value
 * @param need whether it may be left out
 * @param standard what is used when it is left out; always empty for a required one
 * @param exposure whether its value may be shown
 */
public record Setting(
    String key, String meaning, Need need, Optional<String> standard, Exposure exposure) {

  /** Whether a setting may be left out. */
  public enum Need {
    REQUIRED,
    OPTIONAL
  }

  /** Whether a value may appear in logs and pages. */
  public enum Exposure {
    PUBLIC,
    SECRET
  }

  public Setting {
    if (!key.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a setting's key is lower-case words joined by '-'");
    }
    if (need == Need.REQUIRED && standard.isPresent()) {
      throw new IllegalArgumentException("a required setting has no standard value");
    }
  }

  /** A public setting that must be given. */
  public static Setting required(String key, String meaning) {
    return new Setting(key, meaning, Need.REQUIRED, Optional.empty(), Exposure.PUBLIC);
  }

  /** A public setting with a standard value. */
  public static Setting optional(String key, String meaning, String standard) {
    return new Setting(key, meaning, Need.OPTIONAL, Optional.of(standard), Exposure.PUBLIC);
  }
}
