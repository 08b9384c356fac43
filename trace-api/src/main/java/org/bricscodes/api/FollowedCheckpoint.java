package org.bricscodes.api;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;
import org.jspecify.annotations.Nullable;

/**
 * The newest checkpoint that the node which writes the log shows, for a node that tells of it and
 * proves nothing: the log's signature is verified, and so are cosignatures; that it extends the one
 * before is for those who ask for proofs. Its size never shrinks. Before the first was read, it is
 * as if the log were empty: too little is told then, never too much.
 *
 * <p>{@link #look} is for one thread and blocks; the rest never blocks, any thread.
 */
final class FollowedCheckpoint implements ShownLog, AutoCloseable {

  private static final Logger LOG = System.getLogger(FollowedCheckpoint.class.getName());

  /** For one request; it is repeated twice. */
  private static final Duration WITHIN = Duration.ofSeconds(2);

  private final TrustedLog trusted;
  private final Supplier<Optional<URI>> writer;
  private @Nullable URI at;
  private @Nullable LogSource source;
  private volatile @Nullable SignedCheckpoint known;
  private final SaidOnce said = new SaidOnce();
  private volatile boolean ended;

  /**
   * @param writer where the node is that writes the log; empty while nobody is known to
   */
  FollowedCheckpoint(TrustedLog trusted, Supplier<Optional<URI>> writer) {
    this.trusted = trusted;
    this.writer = writer;
  }

  /** Looks once what is shown by now. */
  void look() {
    Optional<URI> where = writer.get();
    if (where.isEmpty()) {
      return; // nothing is logged then
    }
    try {
      SignedCheckpoint read = ReadLog.latest(source(where.get()), trusted).checkpoint();
      SignedCheckpoint before = known;
      if (before == null || read.size() >= before.size()) {
        known = read;
      }
      said.wentWell();
    } catch (IOException | TlogException e) {
      tell("the log's checkpoint at " + where.get() + " is not read: " + e.getMessage());
    }
  }

  @Override
  public long published() {
    return size();
  }

  @Override
  public long size() {
    SignedCheckpoint now = known;
    return now == null ? 0 : now.size();
  }

  @Override
  public SignedCheckpoint covering(long size) {
    SignedCheckpoint now = known;
    if (now == null || now.size() < size) {
      throw new IllegalArgumentException("no checkpoint of that size is known");
    }
    return now;
  }

  /** Told once for each cause, since it looks every second. */
  private void tell(String text) {
    if (!ended && said.isNew(text)) {
      LOG.log(Level.WARNING, text);
    }
  }

  private LogSource source(URI where) {
    LogSource there = source;
    if (there == null || !where.equals(at)) {
      close();
      there = LogSource.http(where.resolve("/log/"), WITHIN);
      source = there;
      at = where;
    }
    return there;
  }

  /** Of what does not succeed from now on nothing is said. */
  void ends() {
    ended = true;
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
    }
  }
}
