package org.bricscodes.scans;

import static org.bricscodes.scans.Sample.BEIJING;
import static org.bricscodes.scans.Sample.MOSCOW;
import static org.bricscodes.scans.Sample.NOON;
import static org.bricscodes.scans.Sample.PACK;
import static org.bricscodes.scans.Sample.QUANZHOU;
import static org.bricscodes.scans.Sample.SAO_PAULO;
import static org.bricscodes.scans.Sample.XIAMEN;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a scan asks of the history of its item: the look added, and every rule asked. People of
 * thirty networks in five cities look at a sold pack over forty days, so that most rules hold.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RulesBenchmark {

  private static final List<Place> CITIES =
      List.of(XIAMEN, QUANZHOU, XIAMEN, BEIJING, MOSCOW, SAO_PAULO);
  private static final IssuedItem ITEM =
      Sample.item(ItemFacts.PLAIN.at(Stage.SOLD, NOON.minusSeconds(60)).in(Set.of("CN")));

  /** Visits there are. */
  @Param({"1", "8", "64", "128"})
  public int visits = 1;

  private final Rules rules = Rules.standard();
  private ItemHistory history = ItemHistory.none(PACK);
  private List<byte[]> rows = List.of();
  private Look look = look(0);

  @Setup
  public void fill() {
    history = ItemHistory.none(PACK);
    for (int i = 0; i < visits; i++) {
      history = history.with(look(i), ITEM, ScanPolicy.STANDARD, rules);
    }
    rows = history.visits().stream().map(ScanCodec::encode).toList();
    look = look(visits);
  }

  private static Look look(int i) {
    return new Look(
        PACK,
        NOON.plus(Duration.ofMinutes(450L * i)),
        CITIES.get(i % CITIES.size()),
        Sample.visitor(i % 30),
        Found.GENUINE,
        Channel.PAGE);
  }

  /** The rules over a history as it is. */
  @Benchmark
  public Assessment assess() {
    return rules.assess(history);
  }

  /** One look added, one visit dropped where the item has 128, and the rules over what it makes. */
  @Benchmark
  public Assessment look() {
    return rules.assess(history.with(look, ITEM, ScanPolicy.STANDARD, rules));
  }

  /** The visits read from their rows. */
  @Benchmark
  public List<Visit> decode() {
    return rows.stream().map(ScanCodec::visit).toList();
  }
}
