package org.bricscodes.ledger.xinghuo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;

/** Reads settings one by one and remembers what is wrong with each. */
final class SettingFaults {
  private final LedgerConfig config;
  private final List<String> faults = new ArrayList<>();

  SettingFaults(LedgerConfig config) {
    this.config = config;
  }

  <T> Optional<T> read(String key, Function<String, T> parse) {
    try {
      return config.optional(key).map(parse);
    } catch (IllegalArgumentException e) {
      faults.add("'" + key + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  long number(String key, long least, long most) {
    return read(key, text -> bounded(text, least, most)).orElse(least);
  }

  private static long bounded(String text, long least, long most) {
    if (text.matches("0|[1-9][0-9]{0,18}")) {
      try {
        long value = Long.parseLong(text);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("a whole number below 2^63", e);
      }
    }
    throw new IllegalArgumentException("a whole number from " + least + " to " + most);
  }

  void throwIfAny() throws LedgerException {
    if (!faults.isEmpty()) {
      throw Fault.INVALID_INPUT.because(String.join("; ", faults));
    }
  }
}
