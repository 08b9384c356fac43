package org.bricscodes.codes;

/** Keys of tests; never of anything else. */
final class TestKeys {

  /** Bytes 00 to 1F. */
  static final String MASTER_HEX =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

  static final MasterKey MASTER = MasterKey.parse(MASTER_HEX);

  static final MasterKey OTHER = MasterKey.parse("f".repeat(64));

  private TestKeys() {}
}
