package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;

/** The bytes of a value column; permanent. */
class CellTest {

  private static final byte[] TEA = "tea".getBytes(StandardCharsets.UTF_8);

  @Test
  void inline_ofAValue_isAZeroAndTheValue() {
    assertThat(hex(Cell.inline(TEA))).isEqualTo("00746561");
  }

  @Test
  void inline_ofAnEmptyValue_isEmpty() {
    assertThat(hex(Cell.inline(new byte[0]))).isEmpty();
    assertThat(Cell.of(ByteBuffer.allocate(0)))
        .isInstanceOfSatisfying(Cell.Inline.class, cell -> assertThat(cell.value()).isEmpty());
  }

  @Test
  void parted_isTheBeginningOfItsDigestAndItsLength() {
    // sha256("tea")
    assertThat(hex(Cell.parted(TEA)))
        .isEqualTo("01" + "a9f74d1ec36ebdeb2da3f6e5868090cd" + "00000003");
  }

  @Test
  void of_whatWasWritten_isReadBack() {
    assertThat(Cell.of(Cell.inline(TEA)))
        .isInstanceOfSatisfying(Cell.Inline.class, cell -> assertThat(cell.value()).isEqualTo(TEA));
    assertThat(Cell.of(Cell.parted(TEA)))
        .isInstanceOfSatisfying(Cell.Parted.class, cell -> assertThat(cell.length()).isEqualTo(3));
  }

  @Test
  void of_anythingElse_isCorrupt() {
    for (String foreign : new String[] {"02", "01", "0100", "ff00"}) {
      assertThatThrownBy(() -> Cell.of(ByteBuffer.wrap(HexFormat.of().parseHex(foreign))))
          .isInstanceOf(StoreException.Corrupt.class);
    }
  }

  private static String hex(ByteBuffer column) {
    return HexFormat.of().formatHex(Cell.rest(column.duplicate()));
  }
}
