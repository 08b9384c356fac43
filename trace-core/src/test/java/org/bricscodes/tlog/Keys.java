package org.bricscodes.tlog;

import java.util.Arrays;

/** Signing keys made from one repeated or counted byte. */
final class Keys {

  private Keys() {}

  static SignerKey signer(String name, int fill) {
    return SignerKey.generate(name, new FixedBytes(seed -> Arrays.fill(seed, (byte) fill)));
  }

  /** Seed bytes {@code first, first + 1, …}. */
  static SignerKey counting(String name, int first) {
    return SignerKey.generate(
        name,
        new FixedBytes(
            seed -> {
              for (int i = 0; i < seed.length; i++) {
                seed[i] = (byte) (first + i);
              }
            }));
  }
}
