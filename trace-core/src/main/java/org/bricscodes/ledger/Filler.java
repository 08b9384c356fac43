package org.bricscodes.ledger;

/**
 * Carries nothing. It takes the place of a transaction that nobody has any more, so that those
 * behind it can be executed; made by {@link Ledger#repair} only.
 */
public record Filler() implements Content {

  @Override
  public byte[] bytes() {
    return ContentLines.bytes(ContentLines.Kind.FILLER);
  }
}
