package org.bricscodes.gs1;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Cost of the canonical form on the capture path, by the form in which identifiers arrive. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Gs1UriBenchmark {

  private static final int COUNT = 1024;

  /** How the identifiers are written. */
  @Param({"canonical", "otherHost", "sgtinUrn", "ssccUrn", "notGs1"})
  public String form = "canonical";

  private final String[] uris = new String[COUNT];
  private int next;

  @Setup(Level.Trial)
  public void identifiers() {
    RandomIdentifiers identifiers = new RandomIdentifiers(new SplittableRandom(42));
    for (int i = 0; i < COUNT; i++) {
      Sgtin sgtin = new Sgtin(identifiers.gtin(), identifiers.digits(12));
      uris[i] =
          switch (form) {
            case "canonical" -> sgtin.canonical();
            case "otherHost" -> sgtin.digitalLink().withBase("https://trace.example").toString();
            case "sgtinUrn" -> EpcUrn.of(sgtin, 7).toString();
            case "ssccUrn" -> EpcUrn.of(identifiers.ofKind(7), 7).toString();
            default -> "https://trace.example/places/" + identifiers.digits(8) + "/yard";
          };
    }
  }

  @Benchmark
  public void canonical(Blackhole sink) {
    next = (next + 1) & (COUNT - 1);
    sink.consume(Gs1Uri.canonical(uris[next]));
  }
}
