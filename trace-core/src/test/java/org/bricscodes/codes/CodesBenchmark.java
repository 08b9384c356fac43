package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One thread; every figure is per serial. The command stands in PERFORMANCE.md. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodesBenchmark {

  private static final int RUN = 8192;

  private final CodeBook book = new TestBook().book();
  private final Batch batch = book.issue(TestBook.order(RUN));
  private final SerialRun run = book.serials(batch);
  private final SerialCipher cipher =
      new SerialCipher(
          TestKeys.MASTER.epochKey(batch.epoch()).serialKey(TestBook.GTIN), TestBook.GTIN.digits());
  private final List<String> genuine = run.stream().map(Serial::text).toList();
  private final List<String> guesses = guesses();
  private final SerialReader reader = run.reader();
  private final byte[] buffer = new byte[RUN * Serial.LENGTH];
  private final byte[] serials = EpochKey.ascii(String.join("", genuine));
  private final InnerCodes inner = run.innerCodes();
  private final long[] a = new long[1];
  private final long[] b = new long[1];
  private final FPEFF1Engine engine = engine();
  private final byte[] numerals = new byte[15];
  private int next;

  /** Serials into a byte array, as the writers of files take them. */
  @Benchmark
  @OperationsPerInvocation(RUN)
  public int read() {
    reader.read(0, RUN, buffer, 0, Serial.LENGTH);
    return buffer[0];
  }

  /** Inner codes of serials that stand in an array. */
  @Benchmark
  @OperationsPerInvocation(RUN)
  public int innerCodes() {
    for (int i = 0; i < RUN; i++) {
      inner.write(serials, i * Serial.LENGTH, buffer, i * InnerCode.LENGTH);
    }
    return buffer[0];
  }

  /** Serials as values. */
  @Benchmark
  @OperationsPerInvocation(RUN)
  public long stream() {
    return run.stream().mapToLong(serial -> serial.text().charAt(15)).sum();
  }

  /** One counter at a time. */
  @Benchmark
  public long encipherOne() {
    cipher.encipher(next++ & 0xFFFFFF, 1, a, b);
    return a[0] ^ b[0];
  }

  /** The same by Bouncy Castle's engine. */
  @Benchmark
  public int encipherOneByBouncyCastle() {
    numerals[3] = (byte) (next++ & 31);
    return engine.processBlock(numerals, 0, 15, numerals, 0);
  }

  @Benchmark
  public CodeCheck checkGenuine() {
    return book.check(TestBook.GTIN, "A26-07", genuine.get(next++ & (RUN - 1)));
  }

  @Benchmark
  public CodeCheck checkGuess() {
    return book.check(TestBook.GTIN, "A26-07", guesses.get(next++ & (RUN - 1)));
  }

  private static List<String> guesses() {
    Random random = new Random(7);
    List<String> guesses = new ArrayList<>(RUN);
    for (int i = 0; i < RUN; i++) {
      StringBuilder guess = new StringBuilder("B");
      for (int j = 1; j < Serial.LENGTH; j++) {
        guess.append((char) Crockford.symbol(random.nextInt(32)));
      }
      guesses.add(guess.toString());
    }
    return guesses;
  }

  private static FPEFF1Engine engine() {
    FPEFF1Engine engine = new FPEFF1Engine();
    engine.init(
        true,
        new FPEParameters(
            new KeyParameter(new byte[32]), 32, EpochKey.ascii(TestBook.GTIN.digits())));
    return engine;
  }
}
