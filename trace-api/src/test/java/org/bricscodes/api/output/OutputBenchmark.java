package org.bricscodes.api.output;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole files as the service makes them, from serial to last byte, by one thread without helpers;
 * every figure is per code. The command stands in PERFORMANCE.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class OutputBenchmark {

  private static final int CODES = 20_000;

  /** What is made. */
  @Param({"CSV", "NDJSON", "PNG", "SVG", "PDF", "ZPL"})
  public BatchFormat format = BatchFormat.CSV;

  private BatchFile file;

  @SuppressWarnings("NullAway.Init") // made before each run
  public OutputBenchmark() {}

  /** What is made once for a file, such as the tables of its symbols, is not measured. */
  @Setup
  public void make() {
    file = TestBatch.file(TestBatch.of(CODES), format, Map.of());
  }

  /** A file of twenty thousand codes, read whole. */
  @Benchmark
  @OperationsPerInvocation(CODES)
  public long file() {
    FileReader reader = file.read(Whole.NOBODY, 1);
    long bytes = 0;
    for (FileReader.Piece piece = reader.next(); piece != null; piece = reader.next()) {
      bytes += piece.length();
    }
    reader.close();
    return bytes;
  }
}
