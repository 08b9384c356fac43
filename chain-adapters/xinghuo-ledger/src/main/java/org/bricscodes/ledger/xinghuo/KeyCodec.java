package org.bricscodes.ledger.xinghuo;

/**
 * How one member of the family writes keys and addresses. Reading takes nothing but what writing
 * prints; every failure is an {@link IllegalArgumentException} that never holds a private key.
 */
interface KeyCodec {

  SigningKey parsePrivate(String text);

  /** The secret in the family's own text form, for a key file. */
  String printPrivate(SigningKey key);

  VerifyingKey parsePublic(String text);

  String printPublic(VerifyingKey key);

  /** The address of a key. */
  String address(VerifyingKey key);

  /** Refuses what is no address, saying what one looks like. */
  void requireAddress(String text);

  /** Whether an address, in any form it may be written in, is that of the key. */
  boolean isOf(String address, VerifyingKey key);
}
