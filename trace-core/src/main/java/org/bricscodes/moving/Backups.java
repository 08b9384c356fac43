package org.bricscodes.moving;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogCopy;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TransparencyLog;
import org.jspecify.annotations.Nullable;

/**
 * A folder of backups of one embedded store and its log, taken while the service runs.
 *
 * <p><b>Order.</b> First the log's newest signed checkpoint is noted, then the store is copied,
 * then the log's entries up to that checkpoint. An event is durable in the store before it is
 * appended to the log, so a store copied later holds every event of a checkpoint noted earlier: a
 * copy never has a log that is ahead of its store, and the events behind the checkpoint are
 * appended again by the first start, at the same places.
 *
 * <p><b>Space.</b> Data files that the backup before has too are hard links to it, after a
 * comparison byte by byte; what differs is copied. So each folder is a whole backup, and any of
 * them can be deleted.
 *
 * <p><b>Verified</b> before it counts: every row of the copied store is read, and the log's root is
 * recomputed from the copied entries. A crash leaves a folder whose name ends in {@code .partial},
 * which the next backup removes.
 *
 * <p>One backup at a time; safe for use from any thread.
 */
public final class Backups {

  private static final System.Logger LOGGER = System.getLogger(Backups.class.getName());
  private static final String PARTIAL = ".partial";
  private static final String STORE = "store";
  private static final String LOG = "log";

  private final Path folder;
  private final ChangeArchive changes;
  private final Disk disk = new Disk();

  /**
   * @param folder made if it is not there; best on another disk
   */
  public Backups(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.changes = new ChangeArchive(folder);
  }

  /** Those that are whole, oldest first. */
  public List<Backup> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Backup> backups = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.toList()) {
        read(each).filter(backup -> each.endsWith(backup.name())).ifPresent(backups::add);
      }
    }
    backups.sort(Comparator.comparing(Backup::made));
    return List.copyOf(backups);
  }

  /**
   * The one to bring a moment back from: of those begun at or before {@code instant} the newest,
   * but rather one before it if its store was still being copied then, and kept changes lead from
   * the other to there.
   */
  public Optional<Backup> notAfter(Instant instant) throws IOException {
    List<Backup> begun = list().stream().filter(backup -> !backup.made().isAfter(instant)).toList();
    Optional<Backup> newest = begun.stream().reduce((_, later) -> later);
    Optional<Backup> copied =
        begun.stream().filter(backup -> isCopiedBy(backup, instant)).reduce((_, later) -> later);
    boolean rather =
        copied.isPresent()
            && newest
                .flatMap(Backup::point)
                .map(Backup.Point::history)
                .equals(copied.flatMap(Backup::point).map(Backup.Point::history));
    return rather ? copied : newest;
  }

  private static boolean isCopiedBy(Backup backup, Instant instant) {
    return backup.point().filter(point -> !point.copied().isAfter(instant)).isPresent();
  }

  /**
   * Histories of which changes are kept and no backup is: what was written in them cannot be
   * brought back.
   */
  public List<String> historiesWithoutBackup() throws IOException {
    Map<String, Long> needed = needed();
    return changes.histories().stream().filter(history -> !needed.containsKey(history)).toList();
  }

  /** The newest change of a history that a backup holds; empty: there is no backup of it. */
  public Optional<Long> newest(String history) throws IOException {
    return list().stream()
        .flatMap(backup -> backup.point().stream())
        .filter(point -> point.history().equals(history))
        .map(Backup.Point::change)
        .max(Comparator.naturalOrder());
  }

  /** Where one lies. */
  public Path folder(Backup backup) {
    return folder.resolve(backup.name());
  }

  /**
   * Takes one, and removes the oldest beyond {@code keep}.
   *
   * @param snapshot of the store
   * @param log of the same service, open
   * @param scratch on the store's file system, not there yet; removed again
   * @param keep at least 1
   */
  public synchronized Backup take(
      Snapshot snapshot,
      TransparencyLog log,
      LogOptions logOptions,
      Path scratch,
      int keep,
      InstantSource clock)
      throws IOException {
    Instant now = clock.instant();
    disk.createDirectories(folder);
    removePartials();
    delete(scratch);
    List<Backup> before = list();
    Optional<Path> last =
        before.isEmpty() ? Optional.empty() : Optional.of(folder(before.getLast()));
    SignedCheckpoint signed = log.checkpoint(); // before the store is copied: see above
    Backup draft =
        new Backup(now.truncatedTo(ChronoUnit.MILLIS), signed.note(), 0, Optional.empty());
    if (before.contains(draft) || Files.exists(folder(draft))) {
      throw new MovingException(
          MovingException.Reason.CONFLICT, "there is a backup of this very moment");
    }
    Path partial = folder.resolve(draft.name() + PARTIAL);
    Instant copied;
    try {
      snapshot.copyTo(scratch);
      copied = clock.instant();
      copyStore(scratch, partial.resolve(STORE), last.map(path -> path.resolve(STORE)));
    } finally {
      delete(scratch);
    }
    copyLog(log, signed, logOptions, partial.resolve(LOG), last, now);
    Path store = partial.resolve(STORE);
    Backup backup =
        new Backup(
            draft.made(),
            draft.checkpoint(),
            snapshot.verify(store),
            point(snapshot, store, copied));
    disk.replace(partial.resolve(Backup.FILE), backup.text().getBytes(StandardCharsets.UTF_8));
    disk.move(partial, folder(backup));
    disk.force(folder);
    for (int i = 0; i < before.size() + 1 - Math.max(1, keep); i++) {
      delete(folder(before.get(i)));
    }
    try {
      changes.prune(needed(), snapshot.history());
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "changes that no backup needs stay for now", e);
    }
    return backup;
  }

  private static Optional<Backup.Point> point(Snapshot snapshot, Path store, Instant copied) {
    return snapshot.history().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Backup.Point(
                snapshot.history(),
                snapshot.lastChange(store),
                copied.truncatedTo(ChronoUnit.MILLIS)));
  }

  /** By history, the newest change of its oldest backup. */
  private Map<String, Long> needed() throws IOException {
    Map<String, Long> needed = new HashMap<>();
    for (Backup each : list()) {
      each.point().ifPresent(point -> needed.merge(point.history(), point.change(), Math::min));
    }
    return needed;
  }

  /**
   * Copies a backup into a data directory that holds no store and no log, brings its store forward
   * by the changes kept since, and marks it: until an operator has said what was published after
   * the backup, nothing is signed there.
   *
   * @param instant nothing that was written later is brought back
   * @return what was brought back behind the backup
   * @throws MovingException {@code CONFLICT} if the directory has a store or a log, or changes are
   *     missing; {@code DISK}
   */
  public Brought restore(Backup backup, Instant instant, ChangeReplay replay, Path data) {
    try {
      for (String part : List.of(STORE, LOG)) {
        if (Files.isDirectory(data.resolve(part)) && !isEmpty(data.resolve(part))) {
          throw new MovingException(
              MovingException.Reason.CONFLICT,
              data.resolve(part) + " is not empty: move it away first, and keep it");
        }
      }
      disk.createDirectories(data);
      // Marked first: a crash from here on leaves a directory that cannot be served.
      RestoredMark.write(data, backup, false, disk);
      for (String part : List.of(STORE, LOG)) {
        copyAll(folder(backup).resolve(part), data.resolve(part), Optional.empty());
      }
      Iterator<ArchivedChange> kept = Collections.emptyIterator();
      long copied = 0;
      if (backup.point().isPresent()) {
        copied = backup.point().get().change();
        kept = changes.read(backup.point().get().history(), copied, instant);
      }
      // Run for nothing, too: what follows is another history than that of the copy.
      Timed timed = new Timed(kept);
      long batches = replay.replay(data.resolve(STORE), copied, timed);
      Brought brought =
          new Brought(
              batches,
              timed.newest == 0
                  ? Optional.empty()
                  : Optional.of(Instant.ofEpochMilli(timed.newest)));
      RestoredMark.write(data, backup, true, disk);
      return brought;
    } catch (IOException | UncheckedIOException e) {
      throw new MovingException(
          MovingException.Reason.DISK,
          "the restore stopped; empty " + data + "/store and " + data + "/log, and run it again",
          e);
    }
  }

  /**
   * Changes that were brought back.
   *
   * @param batches how many
   * @param newest when the last of them was written; empty: none was
   */
  public record Brought(long batches, Optional<Instant> newest) {}

  /** Notes how new what passes through is. */
  private static final class Timed implements Iterator<ArchivedChange> {
    private final Iterator<ArchivedChange> changes;
    private long newest;

    Timed(Iterator<ArchivedChange> changes) {
      this.changes = changes;
    }

    @Override
    public boolean hasNext() {
      return changes.hasNext();
    }

    @Override
    public ArchivedChange next() {
      ArchivedChange next = changes.next();
      newest = Math.max(newest, next.millis());
      return next;
    }
  }

  private void copyStore(Path from, Path to, Optional<Path> last) throws IOException {
    copyAll(from, to, last);
  }

  private void copyLog(
      TransparencyLog log,
      SignedCheckpoint signed,
      LogOptions options,
      Path to,
      Optional<Path> last,
      Instant now)
      throws IOException {
    disk.createDirectories(to);
    long stored = 0;
    if (last.isPresent()) {
      stored = read(last.get()).map(before -> shared(before, log)).orElse(0L);
    }
    if (last.isPresent() && stored > 0) {
      linkAll(last.get().resolve(LOG).resolve("tile"), to.resolve("tile"));
    }
    try (LogCopy copy = LogCopy.open(to, stored, options)) {
      while (copy.size() < signed.size()) {
        List<byte[]> entries = log.entriesFrom(copy.size());
        long room = signed.size() - copy.size();
        copy.append(entries.subList(0, (int) Math.min(room, entries.size())));
      }
      copy.finish(signed, now);
    }
  }

  /** How many entries in whole bundles the log shares with that backup: none, if it is another. */
  private static long shared(Backup before, TransparencyLog log) {
    Checkpoint then = Checkpoint.parse(before.checkpoint().text());
    boolean same =
        then.origin().equals(log.origin())
            && then.size() <= log.checkpoint().size()
            && log.root(then.size()).equals(then.root());
    return same ? then.size() / LogCopy.STEP * LogCopy.STEP : 0;
  }

  /** Copies files, linking those that {@code last} has with the same bytes. */
  private void copyAll(Path from, Path to, Optional<Path> last) throws IOException {
    disk.createDirectories(to);
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = from.relativize(file).toString();
      Path target = to.resolve(name);
      if (Files.isDirectory(file)) {
        disk.createDirectories(target);
      } else if (!name.equals("LOCK") && !name.equals("lock") && !name.startsWith("LOG")) {
        copyOrLink(file, target, last.map(path -> path.resolve(name)));
      }
    }
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        disk.force(to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void copyOrLink(Path file, Path target, Optional<Path> last) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean immutable = name.endsWith(".sst") || name.endsWith(".blob");
    if (immutable
        && last.isPresent()
        && Files.exists(last.get())
        && Files.mismatch(file, last.get()) < 0) {
      Files.createLink(target, last.get());
      return;
    }
    Files.copy(file, target);
    try (FileChannel channel = FileChannel.open(target, READ)) {
      channel.force(true);
    }
  }

  private void linkAll(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          disk.createDirectories(target);
        } else {
          Files.createLink(target, file);
        }
      }
    }
  }

  private static Optional<Backup> read(Path folder) throws IOException {
    Path file = folder.resolve(Backup.FILE);
    return Files.isRegularFile(file)
        ? Backup.parse(Files.readString(file, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private void removePartials() throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.filter(path -> path.toString().endsWith(PARTIAL)).toList()) {
        delete(each);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    // The file that says it is a backup goes first: what a crash leaves is none.
    Files.deleteIfExists(folder.resolve(Backup.FILE));
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
