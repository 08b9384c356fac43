package org.bricscodes.capture;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bricscodes.tlog.Commitment;
import org.bricscodes.tlog.Salt;
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
 * The log entry of one event, of version 1 and of version 2, by how many items it names. Version 2
 * cuts the text and hashes three times for each piece.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(1)
public class CommitmentBenchmark {

  @Param({"3", "100"})
  public int items;

  private final Salt salt = Salt.random(new Random(1));
  private final byte[] hash = new byte[32];
  private byte[] event = {};
  private byte[] context = {};

  @Setup
  public void event() {
    StringBuilder epcs = new StringBuilder();
    for (int i = 1; i < items; i++) {
      epcs.append("\"https://id.gs1.org/01/09521234543213/21/B").append(i).append("\",");
    }
    event =
        Documents.event(Documents.uuid(1), 1, 1)
            .replace("\"epcList\":[", "\"epcList\":[" + epcs)
            .getBytes(StandardCharsets.UTF_8);
    context =
        "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\""
            .getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public Commitment first() {
    return of(1);
  }

  @Benchmark
  public Commitment second() {
    return of(2);
  }

  private Commitment of(int version) {
    return EventCommitment.of(
        version, salt, event, context, hash, "tea", "2026-05-04T13:30:00.000Z");
  }
}
