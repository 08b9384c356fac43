package org.bricscodes.qr;

import java.util.concurrent.TimeUnit;
import org.bricscodes.gs1.DigitalLink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One thread, the link of a pack. The command stands in PERFORMANCE.md. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class SymbolBenchmark {

  private final DigitalLink link = DigitalLink.parse(QrSymbolTest.PACK);
  private final QrSymbol symbol = QrSymbol.of(link);

  @Benchmark
  public QrSymbol encode() {
    return QrSymbol.of(link);
  }

  @Benchmark
  public byte[] png() {
    return symbol.png(8);
  }

  @Benchmark
  public String svg() {
    return symbol.svg();
  }

  @Benchmark
  public String terminalText() {
    return symbol.terminalText();
  }
}
