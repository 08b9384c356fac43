package org.bricscodes.ledger.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps what is logged through the JDK's logging, down to {@link Level#FINE}, while it runs; the
 * console shows no more than before.
 */
final class LogTape extends Handler {

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<String> lines = new ArrayList<>();

  static LogTape start() {
    LogTape tape = new LogTape();
    tape.setLevel(Level.FINE);
    tape.root.addHandler(tape);
    tape.root.setLevel(Level.FINE);
    return tape;
  }

  /** Stops it, and gives what was logged since the start. */
  synchronized List<String> stop() {
    root.removeHandler(this);
    root.setLevel(before);
    return List.copyOf(lines);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    StringWriter line = new StringWriter();
    line.append(formatter.formatMessage(record));
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(line));
    }
    lines.add(line.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
