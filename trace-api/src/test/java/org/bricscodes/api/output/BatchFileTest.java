package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchFileTest {

  private static final String HEAD = "head\n";

  @ParameterizedTest
  @ValueSource(longs = {1, 511, 512, 513, 20_000})
  void read_aFileOfRaggedUnits_isHeadBodyAndTail(long count) {
    StringBuilder expected = new StringBuilder(HEAD);
    StringBuilder index = new StringBuilder();
    for (long unit = 0; unit < count; unit++) {
      index.append(RaggedUnits.Index.line(expected.length(), unit));
      expected.append(RaggedUnits.text(unit));
    }

    byte[] whole = Whole.bytes(ragged(count));

    assertThat(new String(whole, StandardCharsets.US_ASCII))
        .isEqualTo(expected.append(index).toString());
  }

  @Test
  void read_byManyHelpers_isTheSame() {
    byte[] alone = Whole.bytes(ragged(50_000));

    try (ExecutorService helpers = Executors.newFixedThreadPool(4)) {
      for (int ahead : new int[] {1, 2, 7, 32}) {
        assertThat(Whole.bytes(ragged(50_000).read(helpers, ahead))).isEqualTo(alone);
      }
    }
  }

  @Test
  void read_anyRange_isThatPartOfTheWhole() {
    long seed = System.nanoTime();
    System.out.println("BatchFileTest seed " + seed);
    Random random = new Random(seed);
    BatchFile file = ragged(30_000);
    byte[] whole = Whole.bytes(file);

    try (ExecutorService helpers = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 500; i++) {
        int from = random.nextInt(whole.length);
        int to = from + 1 + random.nextInt(Math.min(20_000, whole.length - from));
        assertThat(Whole.bytes(file.read(from, to, helpers, 3)))
            .as("bytes %s to %s", from, to)
            .isEqualTo(Arrays.copyOfRange(whole, from, to));
      }
    }
  }

  @Test
  void length_ofRaggedUnits_isKnownOnceTheyWereRead() {
    BatchFile file = ragged(10_000);

    assertThat(file.length()).isEmpty();
    assertThatThrownBy(() -> file.read(1, 2, Whole.NOBODY, 1))
        .isInstanceOf(IllegalStateException.class);
    byte[] whole = Whole.bytes(file);

    assertThat(file.length()).hasValue(whole.length);
  }

  @Test
  void measure_stoppedAfterEachBlock_goesOnWhereItStood() {
    BatchFile file = ragged(10_000);
    int rounds = 0;

    while (!file.measure(new OneStep())) {
      rounds++;
    }

    assertThat(rounds).isEqualTo(19); // 10,000 units in blocks of 512 are 20
    assertThat(file.length()).hasValue(Whole.bytes(ragged(10_000)).length);
  }

  @Test
  void read_leftInTheMiddle_keepsWhatItMeasured() {
    BatchFile file = ragged(10_000);
    FileReader reader = file.read(Whole.NOBODY, 1);
    for (int i = 0; i < 6; i++) {
      assertThat(reader.next()).isNotNull();
    }
    reader.close();

    assertThat(file.measures().nextToMeasure()).isEqualTo(5); // the first piece is the head
  }

  /** Facts of so many units are not kept, so the tail makes every unit again. */
  @Test
  void tail_ofMoreUnitsThanFactsAreKept_isTheSame() {
    long count = Measures.MAX_KEPT_FACTS + 1000;
    BatchFile file = ragged(count);

    assertThat(file.measure(() -> true)).isTrue();
    long length = file.length().orElseThrow();
    byte[] end = Whole.bytes(file.read(length - 42, length, Whole.NOBODY, 1));

    assertThat(file.measures().facts(0)).isNull();
    long lastOffset = length - 21 * count - RaggedUnits.text(count - 1).length();
    long before = lastOffset - RaggedUnits.text(count - 2).length();
    assertThat(new String(end, StandardCharsets.US_ASCII))
        .isEqualTo(
            RaggedUnits.Index.line(before, count - 2)
                + RaggedUnits.Index.line(lastOffset, count - 1));
  }

  private static BatchFile ragged(long count) {
    RaggedUnits units = new RaggedUnits(count);
    return new BatchFile(
        new FileName("f", "text/plain", "0", count),
        HEAD.getBytes(StandardCharsets.US_ASCII),
        units,
        List.of(new RaggedUnits.Index(units)));
  }

  /** Yes once, then no. */
  private static final class OneStep implements BooleanSupplier {
    private boolean done;

    @Override
    public boolean getAsBoolean() {
      boolean go = !done;
      done = true;
      return go;
    }
  }
}
