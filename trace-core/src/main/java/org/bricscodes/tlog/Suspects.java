package org.bricscodes.tlog;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notes that a log signed for larger trees than a {@link Witness} cosigned, and that came with a
 * proof that does not hold: a second history looks like this, and so does a bad proof, which anyone
 * can send with a note of an honest log. So none is an alarm by itself. Each is kept, in files
 * {@code <hash>.suspect-0} to {@code -15}, until the witness cosigns a tree of its size: with its
 * root it is explained, with another one it is the evidence of a fork. One whose size is passed by
 * stays for a person to compare with the log itself, until its place is wanted for a newer one:
 * else strangers could fill all places with an honest log's old notes, for good.
 *
 * <p>What cannot be written is logged and not kept; nothing that is cosigned hangs on it. Not for
 * concurrent use, but for {@link #size}.
 */
final class Suspects {

  /** How many are kept of one log; more are counted only. */
  static final int MAX = 16;

  private static final System.Logger LOG = System.getLogger(Witness.class.getName());

  private final Path directory;
  private final LogList.Item log;
  private final LogFiles files;
  private final Digest hash;
  private final List<Suspect> kept = new ArrayList<>();
  private volatile int size;
  private boolean saidFull;

  private record Suspect(Path file, SignedNote note, Checkpoint checkpoint) {

    boolean isOfSize(Checkpoint other) {
      return checkpoint.size() == other.size();
    }

    boolean hasRoot(Checkpoint other) {
      return checkpoint.root().equals(other.root());
    }
  }

  private Suspects(Path directory, LogList.Item log, LogFiles files) {
    this.directory = directory;
    this.log = log;
    this.files = files;
    this.hash = Witness.hash(log.origin());
  }

  /** Those kept by earlier processes; a file that is none is left where it is. */
  static Suspects open(Path directory, LogList.Item log, LogFiles files) throws IOException {
    Suspects suspects = new Suspects(directory, log, files);
    for (int i = 0; i < MAX; i++) {
      Path file = suspects.file(i);
      if (Files.exists(file)) {
        suspects.read(file);
      }
    }
    return suspects;
  }

  private void read(Path file) throws IOException {
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file));
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (checkpoint.origin().equals(log.origin()) && !note.verify(List.of(log.key())).isEmpty()) {
        add(new Suspect(file, note, checkpoint));
        return;
      }
    } catch (NoteException e) {
      LOG.log(Level.DEBUG, "not read", e);
    }
    LOG.log(
        Level.WARNING,
        "{0} is no checkpoint that {1} signed; it is left where it is",
        file.getFileName(),
        log.origin());
  }

  private Path file(int number) {
    return directory.resolve(hash + ".suspect-" + number);
  }

  /** How many are kept. */
  int size() {
    return size;
  }

  /** A kept one of the same size with another root: with that, the log has signed both. */
  Optional<SignedNote> contradicting(Checkpoint checkpoint) {
    return kept.stream()
        .filter(one -> one.isOfSize(checkpoint) && !one.hasRoot(checkpoint))
        .map(Suspect::note)
        .findFirst();
  }

  /**
   * Keeps one, once, and says so in the log.
   *
   * @param note with no other signatures than the log's
   * @param known the size cosigned last
   */
  void keep(SignedNote note, Checkpoint checkpoint, long known) {
    boolean isKept =
        kept.stream().anyMatch(one -> one.isOfSize(checkpoint) && one.hasRoot(checkpoint));
    if (isKept) {
      return;
    }
    Optional<Path> free = free().or(() -> passed(known));
    if (free.isEmpty()) {
      if (!saidFull) {
        LOG.log(
            Level.WARNING,
            "{0} notes of {1} are under suspicion already; further ones are counted only",
            MAX,
            log.origin());
      }
      saidFull = true;
      return;
    }
    try {
      files.replace(free.get(), note.bytes());
    } catch (IOException e) {
      LOG.log(Level.ERROR, "a note under suspicion could not be kept", e);
      return;
    }
    add(new Suspect(free.get(), note, checkpoint));
    LOG.log(
        Level.WARNING,
        "the log {0} signed a tree of {1} entries that is not shown to contain the {2} cosigned"
            + " here: it has another history, or whoever asked proved it badly; the note is kept"
            + " as {3}",
        log.origin(),
        Long.toString(checkpoint.size()),
        Long.toString(known),
        free.get().getFileName());
  }

  /**
   * Ends the suspicion of all notes of the size that was cosigned.
   *
   * @param evidence takes those that are not explained by it, before their files go: the log signed
   *     another root for this size
   */
  void settle(Checkpoint cosigned, Consumer<SignedNote> evidence) {
    List<Suspect> settled = kept.stream().filter(one -> one.isOfSize(cosigned)).toList();
    for (Suspect one : settled) {
      if (one.hasRoot(cosigned)) {
        LOG.log(
            Level.INFO,
            "the tree of {0} entries that {1} signed is proven now: no suspicion remains",
            Long.toString(cosigned.size()),
            log.origin());
      } else {
        evidence.accept(one.note());
      }
      kept.remove(one);
      size = kept.size();
      try {
        files.delete(one.file());
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a note that is under suspicion no more could not be removed", e);
      }
    }
  }

  /** The place of the oldest one whose size the witness has passed by; it is suspected no more. */
  private Optional<Path> passed(long known) {
    Optional<Suspect> oldest =
        kept.stream().filter(one -> one.checkpoint().size() < known).findFirst();
    oldest.ifPresent(
        one -> {
          kept.remove(one);
          size = kept.size();
        });
    return oldest.map(Suspect::file);
  }

  private Optional<Path> free() {
    for (int i = 0; i < MAX; i++) {
      Path file = file(i);
      if (!Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private void add(Suspect suspect) {
    kept.add(suspect);
    size = kept.size();
  }
}
