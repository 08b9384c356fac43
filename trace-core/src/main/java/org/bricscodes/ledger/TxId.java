package org.bricscodes.ledger;

import java.util.regex.Pattern;

/**
 * A transaction's id, known before it is sent.
 *
 * @param value as the ledger prints it: 1 to 128 of {@code A-Z a-z 0-9 . _ -}
 */
public record TxId(String value) {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  public TxId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a transaction id is " + SHAPE);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
