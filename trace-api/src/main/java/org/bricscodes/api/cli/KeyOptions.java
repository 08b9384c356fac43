package org.bricscodes.api.cli;

import java.util.HashMap;
import java.util.Map;
import org.bricscodes.api.KeySettings;
import org.bricscodes.codes.CodesException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Under which key the master keys of product codes are wrapped. */
final class KeyOptions {

  @Option(
      names = "--kek",
      paramLabel = "KEK",
      description =
          "Key-encryption key the master keys are wrapped under: file:PATH, command:PROGRAM"
              + " [ARGUMENTS], or a kind on the class path. Default: $TRACE_KEK, or none.")
  private @Nullable String kek;

  /** The key-encryption key, which there has to be. */
  String required() {
    String given = kek == null ? System.getenv("TRACE_KEK") : kek;
    if (given == null || given.isBlank()) {
      throw new UnusableInput("a key-encryption key is needed: --kek KEK, or TRACE_KEK");
    }
    return given;
  }

  KeySettings settings(Map<String, String> environment) {
    Map<String, String> given = new HashMap<>(environment);
    if (kek != null) {
      given.put("TRACE_KEK", kek);
    }
    try {
      return KeySettings.of(given);
    } catch (IllegalArgumentException | CodesException.UnusableKey e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}
