package org.bricscodes.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An adapter's settings by key. Values may be secret: {@link #toString()} shows keys only. */
public record LedgerConfig(Map<String, String> values) {

  public LedgerConfig {
    values = Map.copyOf(values);
  }

  /**
   * The value of a required setting, or of an optional one with a standard value.
   *
   * @throws IllegalStateException if it has none, which a checked configuration never lacks
   */
  public String value(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("setting '" + key + "' was read but never declared");
    }
    return value;
  }

  /** The value of an optional setting. */
  public Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * This configuration with standard values filled in.
   *
   * @throws LedgerException.Refused naming every unknown key and every missing one
   */
  LedgerConfig checkedAgainst(List<Setting> settings) throws LedgerException {
    Map<String, String> full = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(values.keySet());
    for (Setting setting : settings) {
      unknown.remove(setting.key());
      Optional<String> value = optional(setting.key()).or(setting::standard);
      if (value.isPresent()) {
        full.put(setting.key(), value.get());
      } else if (setting.need() == Setting.Need.REQUIRED) {
        faults.add("'" + setting.key() + "' is missing: " + setting.meaning());
      }
    }
    for (String key : unknown) {
      faults.add("'" + key + "' is no setting of this adapter");
    }
    if (!faults.isEmpty()) {
      throw Fault.INVALID_INPUT.because(String.join("; ", faults));
    }
    return new LedgerConfig(full);
  }

  @Override
  public String toString() {
    return "LedgerConfig" + new TreeSet<>(values.keySet());
  }
}
