package org.bricscodes.api.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option that may say of which ledger it is: {@code VALUE}, or {@code LEDGER=VALUE}, where
 * LEDGER is a ledger's id or the name before its colon. A web address is a value, whatever it has
 * an equals sign for.
 *
 * @param ledger empty where none is named
 */
record PerLedger(String ledger, String value) {

  private static final Pattern NAMED =
      Pattern.compile(
          "((?!https?:|wss?:)[a-z][a-z0-9-]{1,31}(?::[A-Za-z0-9._+/:%-]{1,400})?)=(.+)");

  static PerLedger parse(String option) {
    Matcher named = NAMED.matcher(option);
    return named.matches()
        ? new PerLedger(named.group(1), named.group(2))
        : new PerLedger("", option);
  }
}
