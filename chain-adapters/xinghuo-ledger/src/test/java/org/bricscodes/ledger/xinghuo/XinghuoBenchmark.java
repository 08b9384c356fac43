package org.bricscodes.ledger.xinghuo;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bricscodes.ledger.testkit.SampleLog;
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

/** What one anchor costs of processor time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class XinghuoBenchmark {

  @Param({"ED25519", "SM2"})
  String algorithm = "ED25519";

  private final BlobCodec codec = new BlobCodec(ChainProfile.BIF_CORE);
  private final SecureRandom random = new SecureRandom();
  private SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519, random);
  private Transaction tx = transaction();
  private byte[] blob = codec.print(tx);
  private byte[] signature = key.sign(blob, random);

  @Setup
  public void prepare() {
    key = SigningKey.generate(KeyAlgorithm.valueOf(algorithm), random);
    tx = transaction();
    blob = codec.print(tx);
    signature = key.sign(blob, random);
  }

  private Transaction transaction() {
    return new Transaction(
        ChainProfile.BIF_CORE.keys().address(key.verifyingKey()),
        33,
        "",
        Entries.anchoring(
            new SampleLog("log.example/trace").anchor(1_000_000), new Entries.Head(1, 2, 3), 7),
        "0123456789abcdef",
        1_000_000,
        100,
        1_000_000,
        0,
        0);
  }

  @Benchmark
  public byte[] print() {
    return codec.print(tx);
  }

  @Benchmark
  public Object parse() {
    return codec.parse(blob);
  }

  @Benchmark
  public List<byte[]> printAndSign() {
    byte[] printed = codec.print(tx);
    return List.of(printed, key.sign(printed, random));
  }

  @Benchmark
  public boolean verify() {
    return key.verifyingKey().verifies(blob, signature);
  }
}
