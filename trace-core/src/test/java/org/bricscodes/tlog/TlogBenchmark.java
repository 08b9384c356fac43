package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Durable appends, and proofs in a log of a million entries, with real flushes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class TlogBenchmark {

  private static final int BATCH = 256;
  private static final int MILLION = 1_000_000;

  /** A log that grows while it is measured. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // set up by the harness
  public static class Growing {
    private final List<byte[]> batch = commitments(BATCH);
    private Path directory;
    private TransparencyLog log;

    @Setup(Level.Trial)
    public void open() throws IOException {
      directory = Files.createTempDirectory("tlog-benchmark");
      log = TransparencyLog.open(directory, Logs.KEY, standard());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      log.publish();
      log.close();
      deleteTree(directory);
    }
  }

  /** The same bytes written and flushed to a preallocated file, and nothing else. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // set up by the harness
  public static class RawFile {
    private static final int CAPACITY = 8 << 20;
    private final ByteBuffer record = ByteBuffer.allocate(BATCH * 35 + 24);
    private Path file;
    private FileChannel channel;
    private long position;

    @Setup(Level.Trial)
    public void open() throws IOException {
      file = Files.createTempFile("tlog-benchmark", ".raw");
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.write(ByteBuffer.allocate(CAPACITY));
      channel.force(true);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      channel.close();
      Files.delete(file);
    }

    long append() throws IOException {
      position = position + record.capacity() > CAPACITY ? 0 : position;
      position += channel.write(record.rewind(), position);
      channel.force(false);
      return position;
    }
  }

  /** A log of a million commitments. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // set up by the harness
  public static class Million {
    private final SplittableRandom random = new SplittableRandom(1);
    private Path directory;
    private TransparencyLog log;
    private InclusionProof proof;
    private ConsistencyProof consistency;
    private Digest leaf;
    private Digest root;
    private Digest oldRoot;
    private String proofFile;

    @Setup(Level.Trial)
    public void fill() throws IOException {
      directory = Files.createTempDirectory("tlog-benchmark");
      log = TransparencyLog.open(directory, Logs.KEY, standard(), new UnsyncedFiles());
      List<byte[]> batch = commitments(10_000);
      for (int i = 0; i < MILLION; i += batch.size()) {
        log.append(batch);
      }
      SignedCheckpoint checkpoint = log.publish();
      root = checkpoint.root();
      proof = log.inclusion(543_210, MILLION);
      leaf = MerkleTree.leafHash(log.entry(543_210));
      consistency = log.consistency(543_211, MILLION);
      oldRoot = log.root(543_211);
      proofFile = TlogProof.of(proof, checkpoint).toString();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      log.close();
      deleteTree(directory);
    }

    long index() {
      return random.nextInt(MILLION);
    }
  }

  /** Entries per second, each batch durable before the next. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long append(Growing growing) {
    return growing.log.append(growing.batch);
  }

  /** The flush alone: one write of the same bytes to a preallocated file, and force. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long rawFlush(RawFile file) throws IOException {
    return file.append();
  }

  /** Proofs of random leaves, verified before they are returned, as the log does. */
  @Benchmark
  public InclusionProof proveInclusion(Million million) {
    return million.log.inclusion(million.index(), MILLION);
  }

  @Benchmark
  public Digest verifyInclusion(Million million) {
    million.proof.verify(million.leaf, million.root);
    return million.root;
  }

  @Benchmark
  public Digest verifyConsistency(Million million) {
    million.consistency.verify(million.oldRoot, million.root);
    return million.root;
  }

  /** Everything a verifier does off-line: parse, origin, Ed25519 signature, inclusion. */
  @Benchmark
  public SignedCheckpoint verifyProofFile(Million million) {
    return TlogProof.parse(million.proofFile).verify(million.leaf, Logs.TRUSTED);
  }

  private static LogOptions standard() {
    return LogOptions.standard(InstantSource.system(), new SplittableRandom(2));
  }

  private static List<byte[]> commitments(int count) {
    var random = new SplittableRandom(9);
    return IntStream.range(0, count)
        .mapToObj(i -> Commitment.of(Salt.random(random), List.of(Digest.sha256())).bytes())
        .toList();
  }

  static void deleteTree(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
