package org.bricscodes.samples.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The bare engine writing so many events of so many bytes, and as many index rows as the service
 * writes for one, in batches of five hundred, each synced: what a capture is measured against.
 * Prints nanoseconds that passed, and then of processor time, for the second half.
 */
final class RawWrites {

  private static final int AT_ONCE = 500;
  private static final int KEY_BYTES = 48;

  private RawWrites() {}

  /**
   * How fast it went.
   *
   * @param aSecond events
   * @param micros of processor time for one
   */
  record Pace(double aSecond, double micros) {}

  /** Measures in a process of its own. */
  static Pace like(int events, long bytes, int rows) throws IOException {
    try (Child raw = Child.start(RawWrites.class, "" + events, "" + bytes, "" + rows)) {
      double passed = Double.parseDouble(raw.line());
      double used = Double.parseDouble(raw.line());
      return new Pace(events * 1e9 / passed, used / 1e3 / events);
    }
  }

  public static void main(String... arguments) throws Exception {
    int events = Integer.parseInt(arguments[0]);
    int bytes = Integer.parseInt(arguments[1]);
    int rows = Integer.parseInt(arguments[2]);
    Path directory = Files.createTempDirectory("raw-writes");
    try (Options options =
            new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
        RocksDB engine = RocksDB.open(options, directory.toString());
        WriteOptions synced = new WriteOptions().setSync(true)) {
      SplittableRandom random = new SplittableRandom(1);
      write(engine, synced, random, events, bytes, rows);
      long began = System.nanoTime();
      Duration used = Cost.of(ProcessHandle.current().pid()).used();
      write(engine, synced, random, events, bytes, rows);
      long passed = System.nanoTime() - began;
      Duration more = Cost.of(ProcessHandle.current().pid()).used().minus(used);
      System.out.println(passed);
      System.out.println(more.toNanos());
    } finally {
      delete(directory);
    }
  }

  private static void write(
      RocksDB engine, WriteOptions synced, SplittableRandom random, int events, int bytes, int rows)
      throws RocksDBException {
    byte[] text = text(bytes);
    for (int done = 0; done < events; done += AT_ONCE) {
      try (WriteBatch batch = new WriteBatch()) {
        for (int i = 0; i < Math.min(AT_ONCE, events - done); i++) {
          ByteBuffer.wrap(text).putLong(0, random.nextLong()).putLong(8, random.nextLong());
          batch.put(key(random), text);
          for (int row = 0; row < rows; row++) {
            batch.put(key(random), new byte[0]);
          }
        }
        engine.write(synced, batch);
      }
    }
  }

  /** Compresses about as events do: words again and again, numbers between. */
  private static byte[] text(int bytes) {
    byte[] text = new byte[Math.max(16, bytes)];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i % 64 < 40 ? 'a' + i % 64 % 26 : random.nextInt('0', '9' + 1));
    }
    return text;
  }

  private static byte[] key(SplittableRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
