package org.bricscodes.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {

  /** Every length of a match, and both distances. */
  @ParameterizedTest
  @ValueSource(ints = {5, 42, 330, 1481})
  void block_ofAllMatches_inflates(int distance) throws DataFormatException {
    List<Deflate.Piece> literals = new ArrayList<>();
    for (int i = 0; i < distance; i++) {
      literals.add(new Deflate.Piece.Literal(i % 3));
    }
    BitSet values = new BitSet();
    values.set(0, 3);
    // Few lengths at a time, as a picture has: codes are at most twelve bits long.
    for (int length = 3; length <= 258; length += 4) {
      List<Deflate.Piece> pieces = new ArrayList<>(literals);
      for (int i = length; i < Math.min(259, length + 4); i++) {
        pieces.add(new Deflate.Piece.Match(i, 1));
        pieces.add(new Deflate.Piece.Match(i, distance));
      }

      byte[] inflated = inflate(new Deflate(values, distance, pieces), pieces);

      assertThat(inflated).isEqualTo(expand(pieces));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "258, 1", "259, 2", "260, 2", "261, 2", "516, 2", "517, 3", "519, 3"})
  void run_anyLength_hasNoPieceTooShort(int length, int pieces) {
    List<Deflate.Piece> run = Deflate.run(length, 7);

    assertThat(run).hasSize(pieces);
    assertThat(run.stream().mapToInt(piece -> ((Deflate.Piece.Match) piece).length()).sum())
        .isEqualTo(length);
    assertThat(run)
        .allSatisfy(piece -> assertThat(((Deflate.Piece.Match) piece).length()).isBetween(3, 258));
  }

  @Test
  void run_tooShort_isRefused() {
    assertThatThrownBy(() -> Deflate.run(2, 7)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "5, 4", "16, 5", "17, 6", "256, 9"})
  void literals_areEquallyLong(int count, int bits) {
    BitSet literals = new BitSet();
    literals.set(0, count);

    Deflate deflate = new Deflate(literals, 42, Deflate.run(300, 42));

    assertThat(deflate.literalLength()).isEqualTo(bits);
  }

  private static byte[] inflate(Deflate deflate, List<Deflate.Piece> pieces)
      throws DataFormatException {
    Bits bits = new Bits();
    deflate.begin(bits);
    deflate.append(pieces, bits);
    deflate.end(bits);
    byte[] packed = new byte[(bits.size() + 7) / 8];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) bits.slice(8 * i, 8);
    }
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed);
      byte[] text = new byte[10_000];
      int length = inflater.inflate(text);
      assertThat(inflater.finished()).isTrue();
      return Arrays.copyOf(text, length);
    }
  }

  private static byte[] expand(List<Deflate.Piece> pieces) {
    byte[] text = new byte[10_000];
    int length = 0;
    for (Deflate.Piece piece : pieces) {
      switch (piece) {
        case Deflate.Piece.Literal(int value) -> text[length++] = (byte) value;
        case Deflate.Piece.Match(int match, int distance) -> {
          for (int i = 0; i < match; i++, length++) {
            text[length] = text[length - distance];
          }
        }
      }
    }
    return Arrays.copyOf(text, length);
  }
}
