package org.bricscodes.ledger;

import java.util.regex.Pattern;

/**
 * Names one ledger for ever, in the manner of CAIP-2: {@code namespace:reference}. Examples: {@code
 * eip155:1:0x1c7D…}, {@code fabric:channel:chaincode:genesis}, {@code directory:origin+keyid}.
 *
 * @param namespace the {@link LedgerProvider#id()}: 2 to 32 of {@code a-z 0-9 -}, a letter first
 * @param reference 1 to 400 of {@code A-Z a-z 0-9 . _ - + / : %}
 */
public record LedgerId(String namespace, String reference) implements Comparable<LedgerId> {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9-]{1,31}");
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._+/:%-]{1,400}");

  public LedgerId {
    if (!NAMESPACE.matcher(namespace).matches() || !REFERENCE.matcher(reference).matches()) {
      throw new IllegalArgumentException(
          "a ledger id is " + NAMESPACE + " ':' " + REFERENCE + ", not '" + shown(namespace) + "'");
    }
  }

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException if {@code text} is anything else
   */
  public static LedgerId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a ledger id has a ':' after its namespace");
    }
    return new LedgerId(text.substring(0, colon), text.substring(colon + 1));
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  @Override
  public int compareTo(LedgerId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return namespace + ":" + reference;
  }
}
