package org.bricscodes.moving;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was written to a store between its backups, in the folder of the backups: {@code
 * changes/HISTORY/FIRST.changes}, each file the batches from change {@code FIRST} on, see {@link
 * ChangeSegment}. A backup and the changes behind it give the store as it was at any moment since.
 *
 * <p><b>Crashes.</b> A batch counts when {@link #append} has returned; what a crash cut short ends
 * its file, and the next file begins with that batch again. So a history is whole if each batch
 * begins behind the one before it, across files. Where it begins, and where something in front is
 * missing, an empty file {@code FIRST.gap} says so.
 *
 * <p>One thread appends; any thread reads and removes.
 */
public final class ChangeArchive implements AutoCloseable {

  static final String FOLDER = "changes";

  private static final String GAP = ".gap";
  private static final long FULL_BYTES = 64L << 20;

  private final Path folder;
  private final Disk disk = new Disk();
  private @Nullable FileChannel file;
  private byte[] legend = {};

  /**
   * @param backups the folder of backups
   */
  public ChangeArchive(Path backups) {
    this.folder = backups.toAbsolutePath().normalize().resolve(FOLDER);
  }

  /** From which change on a history is here without a gap, to its end; 0: nothing of it is. */
  public long begins(String history) throws IOException {
    long newest = 0;
    for (Path gap : gaps(history)) {
      newest = Math.max(newest, Long.parseLong(String.valueOf(gap.getFileName()).substring(0, 20)));
    }
    return newest;
  }

  private List<Path> gaps(String history) throws IOException {
    Path home = home(history);
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(path -> String.valueOf(path.getFileName()).matches("[0-9]{20}\\.gap"))
          .toList();
    }
  }

  /** Histories of which something is here. */
  List<String> histories() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.matches("[0-9a-f]{32}"))
          .sorted()
          .toList();
    }
  }

  /** The newest change of a history that is here; empty if there is none. */
  public Optional<Long> end(String history) throws IOException {
    List<Path> segments = segments(history);
    for (Path segment : segments.reversed()) {
      try (ChangeSegment open = ChangeSegment.open(segment)) {
        long last = -1;
        for (ArchivedChange each = open.next(); each != null; each = open.next()) {
          last = each.last();
        }
        if (last >= 0) {
          return Optional.of(last);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Adds batches, durably.
   *
   * @param history 32 hexadecimal digits
   * @param changes one or more, in order, all with one legend
   * @param begins whether the changes in front of them are not here
   */
  public void append(String history, List<ArchivedChange> changes, boolean begins)
      throws IOException {
    if (begins) {
      disk.createDirectories(home(history));
      String name = ChangeSegment.name(changes.getFirst().first());
      disk.replace(home(history).resolve(name.replace(ChangeSegment.SUFFIX, GAP)), new byte[0]);
    }
    FileChannel to = file;
    byte[] current = changes.getFirst().legend();
    if (to != null && (to.position() > FULL_BYTES || !Arrays.equals(legend, current))) {
      to.close();
      file = null;
      to = null;
    }
    Path begun = null;
    if (to == null) {
      Path home = home(history);
      disk.createDirectories(home);
      begun = home.resolve(ChangeSegment.name(changes.getFirst().first()));
      to = FileChannel.open(begun, CREATE, TRUNCATE_EXISTING, WRITE);
      file = to;
      legend = current;
      write(to, ChangeSegment.head(current));
    }
    for (ArchivedChange change : changes) {
      write(to, ChangeSegment.block(change));
    }
    to.force(false);
    if (begun != null) {
      disk.force(home(history));
    }
  }

  private static void write(FileChannel to, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      to.write(rest);
    }
  }

  /** Ends the file under way; the next batch begins another. Call it after a failure. */
  @Override
  public void close() throws IOException {
    FileChannel open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * The batches of a history behind change {@code after} that were written at {@code until} or
   * before, in order.
   *
   * @return to be read to its end, or to be let go of; files are opened one at a time
   * @throws MovingException from the iterator, {@code CONFLICT}, where changes are missing in front
   *     of one that is asked for
   */
  public Iterator<ArchivedChange> read(String history, long after, Instant until)
      throws IOException {
    List<Path> segments = segments(history);
    int first = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (number(segments.get(i)) <= after + 1) {
        first = i;
      }
    }
    return new Walk(
        segments.subList(Math.min(first, segments.size()), segments.size()), after, until);
  }

  /**
   * Removes what no backup needs: whole histories, and files whose changes are all in the oldest
   * backup.
   *
   * @param needed by history, the newest change of its oldest backup
   * @param current the history that is being written, of which nothing newer is removed
   */
  void prune(Map<String, Long> needed, String current) throws IOException {
    for (String history : histories()) {
      Long oldest = needed.get(history);
      List<Path> segments = segments(history);
      for (int i = 0; i < segments.size(); i++) {
        boolean behind =
            i + 1 < segments.size() && oldest != null && number(segments.get(i + 1)) <= oldest + 1;
        if (behind || (oldest == null && !history.equals(current))) {
          Files.delete(segments.get(i));
        }
      }
      if (oldest == null && !history.equals(current)) {
        for (Path gap : gaps(history)) {
          Files.delete(gap);
        }
        Files.deleteIfExists(home(history));
      }
    }
  }

  private Path home(String history) {
    if (!history.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a history is named by 32 hexadecimal digits");
    }
    return folder.resolve(history);
  }

  private List<Path> segments(String history) throws IOException {
    Path home = home(history);
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    List<Path> segments = new ArrayList<>();
    try (Stream<Path> all = Files.list(home)) {
      all.filter(path -> ChangeSegment.first(String.valueOf(path.getFileName())).isPresent())
          .forEach(segments::add);
    }
    segments.sort(Comparator.comparing(path -> String.valueOf(path.getFileName())));
    return segments;
  }

  private static long number(Path segment) {
    return ChangeSegment.first(String.valueOf(segment.getFileName())).orElseThrow();
  }

  /** Goes from file to file. */
  private static final class Walk implements Iterator<ArchivedChange> {
    private final Iterator<Path> segments;
    private final Instant until;
    private long held;
    private long lastMillis;
    private @Nullable ChangeSegment open;
    private @Nullable ArchivedChange next;

    Walk(List<Path> segments, long after, Instant until) {
      this.segments = segments.iterator();
      this.until = until;
      this.held = after;
      advance();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public ArchivedChange next() {
      ArchivedChange found = next;
      if (found == null) {
        throw new NoSuchElementException();
      }
      held = found.last();
      advance();
      return found;
    }

    private void advance() {
      try {
        ArchivedChange found = following();
        while (found != null && found.last() <= held) {
          found = following();
        }
        next = found == null || isLater(found) ? null : contiguous(found);
        if (next == null && open != null) {
          open.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the kept changes cannot be read", e);
      }
    }

    private @Nullable ArchivedChange following() throws IOException {
      while (true) {
        ChangeSegment current = open;
        if (current == null) {
          if (!segments.hasNext()) {
            return null;
          }
          current = ChangeSegment.open(segments.next());
          open = current;
        }
        ArchivedChange found = current.next();
        if (found != null) {
          return found;
        }
        current.close();
        open = null;
      }
    }

    /** A batch without a time is as old as the one before it. */
    private boolean isLater(ArchivedChange found) {
      lastMillis = Math.max(lastMillis, found.millis());
      return Instant.ofEpochMilli(lastMillis).isAfter(until);
    }

    private ArchivedChange contiguous(ArchivedChange found) {
      if (found.first() > held + 1) {
        throw new MovingException(
            MovingException.Reason.CONFLICT,
            "of the kept changes, "
                + (held + 1)
                + " to "
                + (found.first() - 1)
                + " are missing or damaged: what came later cannot be brought back from this"
                + " backup. Give --to "
                + "an instant before "
                + Instant.ofEpochMilli(lastMillis)
                + ", or one after the next backup");
      }
      return found;
    }
  }
}
