package org.bricscodes.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlateTest {

  private static final byte[] SAMPLE =
      "q 1 0 0 1 340 5012 cm /L Do\n0 0 7 1 re\n8 0 1 1 re\n10 0 2 1 re\n26 0 7 1 re\n"
          .getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 100, 70_000, 300_000})
  void compress_anyBytes_inflateToThemselves(int length) throws DataFormatException {
    long seed = length;
    Random random = new Random(seed);
    Flate flate = new Flate(SAMPLE, SAMPLE.length);

    for (int alphabet : new int[] {1, 2, 10, 256}) {
      byte[] text = new byte[length];
      for (int i = 0; i < length; i++) {
        text[i] = (byte) random.nextInt(alphabet);
      }
      byte[] out = new byte[Flate.most(length)];

      int packed = flate.compress(text, length, out, 0);

      assertThat(inflated(out, packed)).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void compress_repeatsFarApart_areFoundWithinTheWindowAlone() throws DataFormatException {
    byte[] text = new byte[200_000];
    new Random(9).nextBytes(text);
    System.arraycopy(text, 0, text, 32_768, 300);
    System.arraycopy(text, 0, text, 150_000, 300);
    byte[] out = new byte[Flate.most(text.length)];

    int packed = new Flate(text, text.length).compress(text, text.length, out, 0);

    assertThat(inflated(out, packed)).isEqualTo(text);
  }

  @Test
  void compress_twice_isTheSame() {
    Flate flate = new Flate(SAMPLE, SAMPLE.length);
    byte[] first = new byte[Flate.most(SAMPLE.length)];
    byte[] second = new byte[Flate.most(SAMPLE.length) + 7];

    int length = flate.compress(SAMPLE, SAMPLE.length, first, 0);
    int again = flate.fork().compress(SAMPLE, SAMPLE.length, second, 7);

    assertThat(again).isEqualTo(length);
    assertThat(Arrays.copyOfRange(second, 7, 7 + length)).isEqualTo(Arrays.copyOf(first, length));
  }

  /** A change of these bytes would change every file that was ever made: raise a version then. */
  @Test
  void compress_bytes_neverChange() {
    byte[] out = new byte[Flate.most(SAMPLE.length)];

    int length = new Flate(SAMPLE, SAMPLE.length).compress(SAMPLE, SAMPLE.length, out, 0);

    assertThat(HexFormat.of().formatHex(out, length - 24, length))
        .isEqualTo("3ada2944af11cb109a94a4a9c8beb157187bb202278d0ec5");
  }

  private static byte[] inflated(byte[] packed, int length) throws DataFormatException {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed, 0, length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw new DataFormatException("nothing more, and not at the end");
        }
        out.write(buffer, 0, count);
      }
      assertThat(inflater.getRemaining()).isZero();
      return out.toByteArray();
    }
  }
}
