package org.bricscodes.moving;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Writes a service into a folder: stream by stream, segment by segment, the manifest last. Told in
 * the order it happens; after each step the comments say what a crash leaves.
 *
 * <p>Run again after a crash, it verifies every segment that is there by reading it, and goes on
 * behind the last. One thread.
 */
public final class StoreExport {

  /** Says which export a folder is becoming. */
  static final String BEGUN = "begun";

  /**
   * How large segments become.
   *
   * @param bytes a segment is closed with the page of rows that takes it to so many
   * @param pageRows rows read at a time
   * @param logEntries of one segment of the log, a multiple of 256, so that it ends with a bundle
   */
  record Sizes(int bytes, int pageRows, int logEntries) {
    static final Sizes STANDARD = new Sizes(Segment.FULL_BYTES, 1_000, 65_536);
  }

  private final Sizes sizes;
  private final Source source;
  private final Path folder;
  private final Disk disk;
  private final Progress progress;
  private final InstantSource clock;
  private final RandomGenerator random;
  private long bytesDone;
  private long rowsDone;

  StoreExport(
      Sizes sizes,
      Source source,
      Path folder,
      Disk disk,
      Progress progress,
      InstantSource clock,
      RandomGenerator random) {
    this.sizes = sizes;
    this.source = source;
    this.folder = folder;
    this.disk = disk;
    this.progress = progress;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What was exported.
   *
   * @param entries of the log
   */
  public record Exported(String export, long rows, long bytes, long entries, String root) {}

  /**
   * Exports, or goes on with what an earlier run began.
   *
   * @param folder absent or empty, or the one of the earlier run
   * @throws MovingException {@code CONFLICT} if the folder holds something else, or the source has
   *     changed since the earlier run; {@code DISK}
   */
  public static Exported run(
      Source source, Path folder, Progress progress, InstantSource clock, RandomGenerator random) {
    return new StoreExport(Sizes.STANDARD, source, folder, new Disk(), progress, clock, random)
        .run();
  }

  Exported run() {
    try {
      return export();
    } catch (IOException e) {
      throw new MovingException(
          MovingException.Reason.DISK,
          "the export stopped; what is there stays, and the same command goes on with it",
          e);
    }
  }

  private Exported export() throws IOException {
    ExportId export = begin();
    SequencedMap<String, List<Manifest.Listed>> streams = new LinkedHashMap<>();
    streams.put(Streams.LOG, stream(export, Streams.LOG, this::logSegment, new RowSum()));
    streams.put(Streams.FILES, stream(export, Streams.FILES, this::files, new RowSum()));
    Map<String, Manifest.Counted> counted = new TreeMap<>();
    for (Table table :
        source.tables().stream().sorted(Comparator.comparing(Table::name)).toList()) {
      RowSum sum = new RowSum();
      String name = Streams.of(table);
      streams.put(name, stream(export, name, cursor -> tableSegment(table, cursor), sum));
      counted.put(table.name(), new Manifest.Counted(table.shape(), sum.rows(), sum.digest()));
    }
    Manifest manifest =
        new Manifest(
            export,
            clock.instant(),
            source.store().info().engine(),
            source.log().checkpoint().note(),
            source.keys(),
            counted,
            streams);
    // Crash before this: not an export yet. After: one, and only the source's mark is left over.
    disk.replace(folder.resolve(Manifest.FILE), manifest.encoded());
    Moment.end(source.data(), disk);
    return new Exported(
        export.text(),
        counted.values().stream().mapToLong(Manifest.Counted::rows).sum(),
        manifest.bytesInAll(),
        source.log().checkpoint().size(),
        source.log().checkpoint().root().toString());
  }

  /** Settles which export this is. */
  private ExportId begin() throws IOException {
    Path begun = folder.resolve(BEGUN);
    if (Files.exists(folder.resolve(Manifest.FILE))) {
      throw conflict(folder + " holds an export already; choose another folder");
    }
    if (Files.exists(begun)) {
      String id = Files.readString(begun, StandardCharsets.UTF_8).strip();
      if (!Moment.current(source.data()).equals(Optional.of(id))) {
        throw conflict(
            folder
                + " holds the beginning of an export of another moment: since then the service has"
                + " run, or another export was begun. Delete the folder, or choose another");
      }
      return new ExportId(id);
    }
    requireEmpty();
    disk.createDirectories(folder);
    ExportId export = ExportId.random(random);
    // Crash between the two: a mark that no folder fits. The next run makes another.
    Moment.begin(source.data(), export, disk);
    disk.replace(begun, (export + "\n").getBytes(StandardCharsets.UTF_8));
    return export;
  }

  private void requireEmpty() throws IOException {
    if (!Files.isDirectory(folder)) {
      if (Files.exists(folder)) {
        throw conflict(folder + " is no folder");
      }
      return;
    }
    try (var files = Files.list(folder)) {
      if (files.anyMatch(file -> !String.valueOf(file.getFileName()).equals(BEGUN + ".tmp"))) {
        throw conflict(folder + " is not empty, and holds no export; choose another folder");
      }
    }
  }

  /** Rows of one segment, and where the next begins; null: there is none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(List<MovedRow> rows, byte @Nullable [] next) {
    // Spelled out: in an implicit constructor's class file the parameter loses its @Nullable.
    Part(List<MovedRow> rows, byte @Nullable [] next) {
      this.rows = rows;
      this.next = next;
    }
  }

  @FunctionalInterface
  private interface Reader {
    Part from(byte @Nullable [] cursor) throws IOException;
  }

  /** Writes what is missing of a stream, and adds up all of it. */
  private List<Manifest.Listed> stream(ExportId export, String name, Reader reader, RowSum sum)
      throws IOException {
    disk.createDirectories(folder.resolve(name));
    List<Manifest.Listed> listed = new ArrayList<>();
    byte[] cursor = null;
    boolean more = true;
    while (more) {
      Path file = Streams.file(folder, name, listed.size() + 1);
      Segment segment;
      if (Files.exists(file)) {
        segment = SegmentFile.read(file, export, name, listed.size() + 1);
      } else {
        Part part = reader.from(cursor);
        byte[] bytes = Segment.encode(export, name, listed.size() + 1, part.rows(), part.next());
        // Crash in here: a temporary file that the next run writes over.
        disk.replace(file, bytes);
        segment = Segment.parse(bytes);
      }
      segment.rows().forEach(sum::add);
      listed.add(new Manifest.Listed(segment.rows().size(), segment.bytes(), segment.digest()));
      bytesDone += segment.bytes();
      rowsDone += segment.rows().size();
      progress.at(bytesDone, 0, rowsDone);
      cursor = segment.cursor();
      more = cursor != null;
    }
    return listed;
  }

  private Part tableSegment(Table table, byte @Nullable [] cursor) {
    List<MovedRow> rows = new ArrayList<>();
    long bytes = 0;
    byte[] next = cursor;
    do {
      SweepPage page = source.store().sweep(Sweep.of(table, sizes.pageRows()).after(next));
      for (SweepPage.Entry row : page.rows()) {
        MovedRow moved = new MovedRow(row.key().partition(), row.key().sort(), row.value());
        rows.add(moved);
        bytes += moved.bytes();
      }
      next = page.next();
    } while (next != null && bytes < sizes.bytes());
    return new Part(rows, next);
  }

  private Part logSegment(byte @Nullable [] cursor) {
    long size = source.log().checkpoint().size();
    long first = cursor == null ? 0 : ByteBuffer.wrap(cursor).getLong();
    long end = Math.min(size, first + sizes.logEntries());
    List<MovedRow> rows = new ArrayList<>();
    while (first < end) {
      for (byte[] entry : source.log().entriesFrom(first)) {
        if (first < end) {
          rows.add(new MovedRow(index(first), new byte[0], entry));
          first++;
        }
      }
    }
    return new Part(rows, end == size ? null : index(end));
  }

  static byte[] index(long index) {
    return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
  }

  private Part files(byte @Nullable [] cursor) throws IOException {
    List<MovedRow> files = CarriedFiles.of(source.data());
    int at = cursor == null ? 0 : Math.toIntExact(ByteBuffer.wrap(cursor).getLong());
    long bytes = 0;
    List<MovedRow> rows = new ArrayList<>();
    while (at < files.size() && bytes < sizes.bytes()) {
      rows.add(files.get(at));
      bytes += files.get(at).bytes();
      at++;
    }
    return new Part(rows, at == files.size() ? null : index(at));
  }

  private static MovingException conflict(String message) {
    return new MovingException(MovingException.Reason.CONFLICT, message);
  }
}
