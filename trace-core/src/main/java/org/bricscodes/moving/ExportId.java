package org.bricscodes.moving;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Tells one export from another: 16 random bytes, printed as 32 hexadecimal digits. */
record ExportId(String text) {

  static final int BYTES = 16;

  ExportId {
    if (!text.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("an export's id is 32 lower-case hexadecimal digits");
    }
  }

  static ExportId random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  static ExportId of(byte[] bytes) {
    return new ExportId(HexFormat.of().formatHex(Arrays.copyOf(bytes, BYTES)));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
