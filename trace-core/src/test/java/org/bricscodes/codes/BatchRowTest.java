package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;

class BatchRowTest {

  private static final BatchId ID =
      new BatchId(Gtin.parse("04600682000129"), new KeyEpoch(10), 1_000_000);
  private static final Instant CREATED = Instant.parse("2026-11-21T10:11:12.123456Z");

  @Test
  void decode_encoded_isTheBatch() {
    Batch full =
        new Batch(
            ID,
            "anxi-tea",
            7,
            "A\"1",
            LocalDate.of(2027, 1, 2),
            "厂",
            "茶 😀",
            List.of("CN", "RU"),
            CREATED);
    Batch bare = new Batch(ID, "anxi-tea", 100_000_000, "A", null, null, null, List.of(), CREATED);

    assertThat(BatchRow.decode(ID, BatchRow.encode(full))).isEqualTo(full);
    assertThat(BatchRow.decode(ID, BatchRow.encode(bare))).isEqualTo(bare);
  }

  @Test
  void decode_cutAnywhere_isCorrupt() {
    byte[] row =
        BatchRow.encode(
            new Batch(
                ID,
                "anxi-tea",
                7,
                "A",
                LocalDate.of(2027, 1, 2),
                "p",
                "t",
                List.of("CN"),
                CREATED));

    for (int length = 0; length < row.length; length++) {
      byte[] cut = Arrays.copyOf(row, length);
      assertThatThrownBy(() -> BatchRow.decode(ID, cut)).isInstanceOf(StoreException.Corrupt.class);
    }
  }

  @Test
  void decode_unknownVersion_isCorrupt() {
    assertThatThrownBy(() -> BatchRow.decode(ID, new byte[] {2}))
        .isInstanceOf(StoreException.Corrupt.class);
  }
}
