package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.anchoring.EventFeed;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.store.StoreException;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ProofException;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The service's log as a process sees it that does not write it: read over HTTP from whichever node
 * does, and believed by nothing but signature and proof. A checkpoint is taken over when the log's
 * key signed it and the log's tiles prove that it extends the one taken over before, which a file
 * remembers from one start to the next; it is durable there before anybody gets it.
 *
 * <p><b>Alarm.</b> When the key signed two checkpoints that contradict each other, from then on
 * {@link #newest} is empty and no entry is given out, until somebody who knows which of them is
 * true starts the process without the other one's file. What is only not signed, or not proven,
 * says nothing of the log: it is not taken over, and asked for again.
 *
 * <p>{@link #look} is for one thread; the rest is safe for use from any.
 */
final class FollowedLog implements AnchoredLog, AutoCloseable {

  private static final Logger LOG = System.getLogger(FollowedLog.class.getName());

  /** For one resource of the log. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final TrustedLog trusted;
  private final Path file;
  private final Supplier<Optional<URI>> writer;
  private final Supplier<List<Checkpoint>> anchored;
  private final Feed feed = new Feed();
  private @Nullable URI at; // guarded by this, as the next
  private @Nullable TileCache source;
  private @Nullable ReadLog reading;
  private volatile @Nullable SignedCheckpoint known;
  private volatile @Nullable Anchor newest;
  private volatile @Nullable String alarm;
  private final SaidOnce said = new SaidOnce();

  private FollowedLog(
      VerifierKey key,
      Path file,
      Supplier<Optional<URI>> writer,
      Supplier<List<Checkpoint>> anchored) {
    this.trusted = TrustedLog.of(key);
    this.file = file;
    this.writer = writer;
    this.anchored = anchored;
  }

  /**
   * Takes up what was known before; reads nothing over the network yet.
   *
   * @param key the log's
   * @param file where the newest checkpoint is remembered; a file of its own
   * @param writer where the node is that writes the log; empty while nobody is known to
   * @param anchored what is final on ledgers of this log; may block
   * @throws IllegalStateException if the file holds no checkpoint of this log
   */
  static FollowedLog open(
      VerifierKey key,
      Path file,
      Supplier<Optional<URI>> writer,
      Supplier<List<Checkpoint>> anchored) {
    FollowedLog log = new FollowedLog(key, file, writer, anchored);
    try {
      if (Files.exists(file)) {
        log.known = log.trusted.verify(Files.readAllBytes(file));
      }
      return log;
    } catch (TlogException e) {
      throw new IllegalStateException(
          file
              + " is no checkpoint of the log "
              + key.name()
              + " ("
              + e.getMessage()
              + "): it remembers what was anchored, so put the right one back",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public String origin() {
    return trusted.origin();
  }

  /** Nothing before the log was read since the start, and nothing any more after an alarm. */
  @Override
  public Optional<Anchor> newest() {
    return alarm == null ? Optional.ofNullable(newest) : Optional.empty();
  }

  /** What contradicts what; empty as long as nothing does. */
  Optional<String> alarm() {
    return Optional.ofNullable(alarm);
  }

  @Override
  public synchronized EventFeed feed() throws IOException {
    if (known == null) {
      throw new IOException("the log has not been read yet");
    }
    return feed;
  }

  /** Looks once what the log is by now, and takes it over if it is proven. Blocks. */
  synchronized void look() {
    if (alarm != null) {
      return;
    }
    Optional<URI> where = writer.get();
    if (where.isEmpty()) {
      tell(Level.WARNING, "no node writes the log just now; what is under way goes on");
      return;
    }
    try {
      take(ReadLog.latest(source(where.get()), trusted));
      said.wentWell();
    } catch (IOException e) {
      tell(Level.WARNING, "the log at " + where.get() + " is not read: " + e.getMessage());
    } catch (Contradiction e) {
      LOG.log(Level.DEBUG, "the alarm is given", e);
    } catch (StoreException e) {
      tell(Level.WARNING, "what is anchored cannot be read: " + e.getMessage());
    } catch (TlogException e) {
      clear();
      tell(
          Level.ERROR,
          "what "
              + where.get()
              + " shows is not proven to be the log "
              + origin()
              + ", and is not anchored: "
              + e.getMessage());
    }
  }

  private void take(ReadLog read) throws IOException {
    SignedCheckpoint now = read.checkpoint();
    SignedCheckpoint before = known;
    if (before != null && now.size() < before.size()) {
      // An earlier state may come late, from a node that does not write any more.
      throw new IOException(
          "it shows " + now.size() + " entries, and had " + before.size() + " before");
    }
    if (before != null && before.size() > 0 && !read.continues(before.checkpoint())) {
      alarm(before.checkpoint(), now.checkpoint());
      return;
    }
    if (newest == null) {
      for (Checkpoint earlier : anchored.get()) {
        requireExtends(read, earlier);
      }
    }
    if (now.size() > 0 && (newest == null || before == null || now.size() > before.size())) {
      byte[] note = now.note().bytes();
      if (note.length > Anchor.MAX_BYTES) {
        throw new IOException("its checkpoint has more than " + Anchor.MAX_BYTES + " bytes");
      }
      Anchor anchor = Anchor.of(note);
      WholeFile.create(file, note);
      known = now;
      newest = anchor;
    }
    reading = read;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException also if the log is not known to be as large yet
   * @throws Contradiction if it does not; the alarm is given
   */
  @Override
  public synchronized void requireExtends(Checkpoint other) throws IOException {
    requireNoAlarm();
    requireExtends(reading, other);
  }

  private void requireExtends(@Nullable ReadLog read, Checkpoint other) throws IOException {
    if (!other.origin().equals(origin())) {
      throw new IllegalStateException("a known checkpoint is of another log: " + other.origin());
    }
    SignedCheckpoint remembered = known;
    if (other.size() == 0
        || (remembered != null
            && remembered.size() == other.size()
            && remembered.root().equals(other.root()))) {
      return;
    }
    if (read == null || read.checkpoint().size() < other.size()) {
      throw new IOException(
          "the log is not known up to the "
              + other.size()
              + " entries yet that were anchored before");
    }
    boolean extended;
    try {
      extended = read.continues(other);
    } catch (ProofException e) {
      clear();
      throw new IOException("the log is not proven: " + e.getMessage(), e);
    }
    if (!extended) {
      alarm(other, read.checkpoint().checkpoint());
      requireNoAlarm();
    }
  }

  private void requireNoAlarm() {
    String text = alarm;
    if (text != null) {
      throw new Contradiction(text);
    }
  }

  private void alarm(Checkpoint one, Checkpoint other) {
    String text =
        "the log "
            + origin()
            + " was signed with two histories: "
            + one.size()
            + " entries with root "
            + one.root().base64()
            + ", and "
            + other.size()
            + " entries with root "
            + other.root().base64()
            + " that do not extend them; nothing is anchored any more";
    alarm = text;
    LOG.log(Level.ERROR, text);
  }

  /** Told once for each cause, since it looks every second. */
  private void tell(Level level, String text) {
    if (said.isNew(text)) {
      LOG.log(level, text);
    }
  }

  private TileCache source(URI where) {
    TileCache there = source;
    if (there == null || !where.equals(at)) {
      if (there != null) {
        there.close();
      }
      there = new TileCache(LogSource.http(where.resolve("/log/"), WITHIN));
      source = there;
      at = where;
      reading = null; // its source is closed
    }
    return there;
  }

  private void clear() {
    if (source != null) {
      source.clear();
    }
  }

  @Override
  public synchronized void close() {
    if (source != null) {
      source.close();
      source = null;
      reading = null;
    }
  }

  private synchronized EventRecord entry(long index) {
    ReadLog read = reading;
    if (alarm != null || read == null) {
      throw new UncheckedIOException(new IOException("the log cannot be read just now"));
    }
    try {
      return new EventRecord(origin(), index, read.leaf(index));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProofException e) {
      clear();
      throw new UncheckedIOException(new IOException("the log is not proven", e));
    }
  }

  /** The log has two histories. */
  static final class Contradiction extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Contradiction(String message) {
      super(message);
    }
  }

  /** Entries under what is known, and readable only once the log was read. */
  private final class Feed implements EventFeed {

    @Override
    public long size() {
      SignedCheckpoint now = known;
      return now == null ? 0 : now.size();
    }

    @Override
    public EventRecord record(long index) {
      return entry(index);
    }
  }
}
