package org.bricscodes.moving;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bricscodes.store.Store;
import org.bricscodes.store.Sweep;
import org.bricscodes.store.SweepPage;
import org.bricscodes.store.Table;
import org.bricscodes.tlog.LogCopy;
import org.bricscodes.tlog.NoteException;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TrustedLog;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty store and an empty log from an export. Told in the order it happens: everything
 * that can be refused is, then a mark makes the directory unusable, then log, files and tables come
 * in, then all is read back and added up, and the mark is taken away.
 *
 * <p>Run again after a crash, it goes on behind the last segment that the mark says is in; the one
 * that was under way is written again, which changes nothing. One thread.
 */
public final class StoreImport {

  private static final int PAGE_ROWS = 1_000;

  private final Target target;
  private final Path folder;
  private final Disk disk;
  private final Progress progress;
  private long bytesDone;
  private long bytesInAll;
  private long rowsDone;

  StoreImport(Target target, Path folder, Disk disk, Progress progress) {
    this.target = target;
    this.folder = folder;
    this.disk = disk;
    this.progress = progress;
  }

  /**
   * What was imported.
   *
   * @param entries of the log
   */
  public record Imported(
      String export, long rows, long bytes, long entries, String origin, String root) {}

  /**
   * Imports, or goes on with what an earlier run began.
   *
   * @param folder an export
   * @throws MovingException {@code UNUSABLE} if it is none, or is damaged; {@code CONFLICT} if the
   *     target is not empty, or has other keys; {@code DAMAGED} if what was written does not add
   *     up; {@code DISK}
   */
  public static Imported run(Target target, Path folder, Progress progress) {
    return new StoreImport(target, folder, new Disk(), progress).run();
  }

  /** The keys an export's data was made with, by name; each has to be at hand where it goes. */
  public static Map<String, String> keysOf(Path folder) {
    try {
      return manifest(folder).keys();
    } catch (IOException e) {
      throw new MovingException(MovingException.Reason.UNUSABLE, folder + " cannot be read", e);
    }
  }

  Imported run() {
    try {
      return importAll();
    } catch (IOException e) {
      throw new MovingException(
          MovingException.Reason.DISK,
          "the import stopped; what is in stays, and the same command goes on with it",
          e);
    }
  }

  private Imported importAll() throws IOException {
    Manifest manifest = manifest(folder);
    List<Table> tables = tables(manifest);
    SignedCheckpoint signed = signed(manifest);
    requireKeys(manifest);
    requireComplete(manifest);
    // Read before the store is opened, which makes it.
    boolean begun = ImportMark.exists(target.data());
    if (!begun && LogCopy.isTaken(target.log())) {
      throw conflict(target.log() + " holds a log already; import into an empty data directory");
    }
    try (Store store = target.store().get()) {
      if (!begun) {
        requireEmpty(store);
      }
      ImportMark mark =
          begun
              ? ImportMark.resume(target.data(), manifest.export(), disk)
              : ImportMark.begin(target.data(), manifest.export(), disk);
      bytesInAll = manifest.bytesInAll() * 2; // once in, once read back
      importLog(manifest, signed, mark);
      for (MovedRow file : rest(manifest, Streams.FILES, mark)) {
        CarriedFiles.write(target.data(), file, disk);
      }
      RowWriter writer = new RowWriter(store, manifest.export());
      for (Table table : tables) {
        importTable(manifest, table, writer, mark);
      }
      for (Table table : tables) {
        requireSame(store, table, manifest);
      }
      // Crash before this: unusable, and the next run adds up once more. After: done.
      mark.end();
    }
    return new Imported(
        manifest.export().text(),
        manifest.tables().values().stream().mapToLong(Manifest.Counted::rows).sum(),
        manifest.bytesInAll(),
        signed.size(),
        signed.checkpoint().origin(),
        signed.root().toString());
  }

  // --- what can be refused before anything is written ---

  private static Manifest manifest(Path folder) throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.isRegularFile(file)) {
      throw unusable(
          Files.exists(folder.resolve(StoreExport.BEGUN))
              ? folder + " holds an export that is not finished: run its trace export again"
              : folder + " holds no export: it has no file manifest");
    }
    if (Files.size(file) > Manifest.MAX_BYTES) {
      throw unusable(file + " is longer than any manifest is");
    }
    try {
      return Manifest.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new MovingException(MovingException.Reason.UNUSABLE, file + " " + e.getMessage(), e);
    }
  }

  private List<Table> tables(Manifest manifest) {
    List<String> faults = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    Map<String, Table> known = new TreeMap<>();
    target.tables().forEach(table -> known.put(table.name(), table));
    manifest
        .tables()
        .forEach(
            (name, counted) -> {
              Table table = known.get(name);
              if (table == null || table.shape() != counted.shape()) {
                faults.add(name + " as " + counted.shape());
              } else if (!manifest.streams().containsKey(Streams.of(table))) {
                faults.add(name + ", of which it has no stream");
              } else {
                tables.add(table);
              }
            });
    if (manifest.streams().size() != tables.size() + 2
        || !manifest.streams().containsKey(Streams.LOG)
        || !manifest.streams().containsKey(Streams.FILES)) {
      faults.add("other streams than log, files and its tables");
    }
    if (!faults.isEmpty()) {
      throw unusable(
          "the export is of another version of this program: it holds "
              + String.join("; ", faults));
    }
    return tables;
  }

  private SignedCheckpoint signed(Manifest manifest) {
    try {
      return TrustedLog.of(target.logKey()).verify(manifest.checkpoint());
    } catch (NoteException e) {
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          "keys/log.key is the key of "
              + target.logKey().name()
              + ", and did not sign the log of this export: bring the keys of the exported service",
          e);
    }
  }

  private void requireKeys(Manifest manifest) {
    List<String> wrong = new ArrayList<>();
    for (String name : new TreeSet<>(manifest.keys().keySet())) {
      String here = target.keys().get(name);
      if (here == null) {
        wrong.add(name + " is missing");
      } else if (!here.equals(manifest.keys().get(name))) {
        wrong.add(name + " is another key");
      }
    }
    if (!wrong.isEmpty()) {
      throw conflict(
          "the keys at hand are not those of the exported service ("
              + String.join(", ", wrong)
              + "): copy its keys/ into "
              + target.data()
              + ", and give the same TRACE_MASTER_KEY or TRACE_KEK");
    }
  }

  /** A missing or short file is told before hours of work, not after. */
  private void requireComplete(Manifest manifest) throws IOException {
    for (Map.Entry<String, List<Manifest.Listed>> stream : manifest.streams().entrySet()) {
      int number = 0;
      for (Manifest.Listed listed : stream.getValue()) {
        number++;
        Path file = Streams.file(folder, stream.getKey(), number);
        if (!Files.isRegularFile(file)) {
          throw unusable(file + " is missing: copy the whole export again");
        }
        if (Files.size(file) != listed.bytes()) {
          throw unusable(
              file
                  + " has "
                  + Files.size(file)
                  + " bytes instead of "
                  + listed.bytes()
                  + ": copy it again");
        }
      }
    }
  }

  private void requireEmpty(Store store) {
    for (Table table : target.tables()) {
      if (!store.sweep(Sweep.of(table, 1)).rows().isEmpty()) {
        throw conflict(
            "the store holds rows already (table " + table.name() + "); import into an empty one");
      }
    }
  }

  // --- what is written ---

  private void importLog(Manifest manifest, SignedCheckpoint signed, ImportMark mark)
      throws IOException {
    if (LogCopy.isFinished(target.log())) {
      return;
    }
    int segments = segments(manifest, Streams.LOG).size();
    long stored =
        segments(manifest, Streams.LOG).stream()
            .limit(mark.done(Streams.LOG))
            .mapToLong(Manifest.Listed::rows)
            .sum();
    try (LogCopy copy = LogCopy.open(target.log(), stored, target.logOptions())) {
      for (int number = mark.done(Streams.LOG) + 1; number <= segments; number++) {
        List<byte[]> entries = new ArrayList<>();
        for (MovedRow row : segment(manifest, Streams.LOG, number).rows()) {
          requireIndex(row, copy.size() + entries.size());
          entries.add(row.value());
        }
        copy.append(entries);
        // The last segment stays with the copy until it is finished, in one go.
        if (number < segments) {
          var _ = copy.sync();
          mark.done(Streams.LOG, number);
        }
      }
      copy.finish(signed, manifest.made());
    }
  }

  private static void requireIndex(MovedRow row, long index) {
    if (row.partition().length != Long.BYTES
        || ByteBuffer.wrap(row.partition()).getLong() != index) {
      throw unusable("the log of the export has a gap at entry " + index);
    }
  }

  private void importTable(Manifest manifest, Table table, RowWriter writer, ImportMark mark)
      throws IOException {
    String stream = Streams.of(table);
    for (int number = mark.done(stream) + 1;
        number <= segments(manifest, stream).size();
        number++) {
      writer.write(table, segment(manifest, stream, number).rows());
      mark.done(stream, number);
    }
  }

  private List<MovedRow> rest(Manifest manifest, String stream, ImportMark mark)
      throws IOException {
    List<MovedRow> rows = new ArrayList<>();
    for (int number = mark.done(stream) + 1;
        number <= segments(manifest, stream).size();
        number++) {
      rows.addAll(segment(manifest, stream, number).rows());
    }
    return rows;
  }

  private Segment segment(Manifest manifest, String stream, int number) throws IOException {
    Path file = Streams.file(folder, stream, number);
    Segment segment = SegmentFile.read(file, manifest.export(), stream, number);
    Manifest.Listed listed = segments(manifest, stream).get(number - 1);
    if (!segment.digest().equals(listed.digest())) {
      throw unusable(file + " is not the segment the manifest lists");
    }
    bytesDone += segment.bytes();
    rowsDone += segment.rows().size();
    progress.at(bytesDone, bytesInAll, rowsDone);
    return segment;
  }

  private static List<Manifest.Listed> segments(Manifest manifest, String stream) {
    return manifest.streams().getOrDefault(stream, List.of());
  }

  // --- what is read back ---

  private void requireSame(Store store, Table table, Manifest manifest) {
    RowSum sum = new RowSum();
    byte @Nullable [] next = null;
    do {
      SweepPage page = store.sweep(Sweep.of(table, PAGE_ROWS).after(next));
      for (SweepPage.Entry row : page.rows()) {
        MovedRow moved = new MovedRow(row.key().partition(), row.key().sort(), row.value());
        sum.add(moved);
        bytesDone += moved.bytes();
      }
      progress.at(Math.min(bytesDone, bytesInAll), bytesInAll, rowsDone);
      next = page.next();
    } while (next != null);
    Manifest.Counted wanted = manifest.tables().get(table.name());
    if (wanted == null || sum.rows() != wanted.rows() || !sum.digest().equals(wanted.digest())) {
      throw new MovingException(
          MovingException.Reason.DAMAGED,
          "table "
              + table.name()
              + " reads back "
              + sum.rows()
              + " rows that are not the "
              + (wanted == null ? 0 : wanted.rows())
              + " exported; the directory stays unusable. Begin again in another directory");
    }
  }

  private static MovingException unusable(String message) {
    return new MovingException(MovingException.Reason.UNUSABLE, message);
  }

  private static MovingException conflict(String message) {
    return new MovingException(MovingException.Reason.CONFLICT, message);
  }
}
