package org.bricscodes.codes;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One line per code with its state, in the order of issue, pulled at the reader's pace: a prefix,
 * the serial, and what a function makes of the state. Not thread-safe; blocks on the store.
 */
public final class StateLines {

  /** Far more than a line: a party and a reason have 200 characters each. */
  private static final int CHUNK_BYTES = 64 << 10;

  /** Runs looked at in one step: some milliseconds. */
  static final int RUNS_AT_ONCE = 4096;

  private final SerialWriter writer;
  private final long firstCounter;
  private final StateRuns runs;
  private final byte[] prefix;
  private final Function<CodeState, byte[]> suffix;
  private final Predicate<CodeState> wanted;
  private @Nullable StateRun run;
  private long done;
  private int looks;
  private boolean ended;

  /**
   * @param prefix ASCII in front of the serial
   * @param suffix what follows it, the line's end included
   * @param wanted which codes to tell
   */
  public StateLines(
      SerialRun serials,
      StateRuns runs,
      byte[] prefix,
      Function<CodeState, byte[]> suffix,
      Predicate<CodeState> wanted) {
    this.writer = serials.writer();
    this.firstCounter = serials.batch().firstCounter();
    this.runs = runs;
    this.prefix = prefix.clone();
    this.suffix = suffix;
    this.wanted = wanted;
  }

  /**
   * The next whole lines, some tens of kilobytes; empty when a step of bounded work found no code
   * that is wanted; null when there are no more.
   */
  public byte @Nullable [] next() {
    byte[] chunk = new byte[CHUNK_BYTES];
    int length = 0;
    looks = 0;
    for (StateRun current = run(); current != null; current = run()) {
      byte[] end = suffix.apply(current.state());
      int line = prefix.length + Serial.LENGTH + end.length;
      int room = (chunk.length - length) / line;
      if (room == 0) {
        break;
      }
      int lines = (int) Math.min(Math.min(room, SerialCipher.LANES), current.count() - done);
      write(chunk, length, lines, line, end, current.from() + done);
      length += lines * line;
      done += lines;
    }
    return length == 0 && ended ? null : Arrays.copyOf(chunk, length);
  }

  private void write(byte[] chunk, int at, int lines, int line, byte[] end, long place) {
    for (int i = 0; i < lines; i++) {
      System.arraycopy(prefix, 0, chunk, at + i * line, prefix.length);
      System.arraycopy(end, 0, chunk, at + i * line + prefix.length + Serial.LENGTH, end.length);
    }
    writer.write(firstCounter + place, lines, chunk, at + prefix.length, line);
  }

  /** The run to go on with; null at the end, and when this step has looked at enough of them. */
  private @Nullable StateRun run() {
    StateRun current = run;
    while (current == null || done == current.count()) {
      if (ended || looks++ == RUNS_AT_ONCE) {
        run = current;
        return null;
      }
      current = runs.next();
      done = 0;
      if (current == null) {
        ended = true;
        break;
      }
      if (!wanted.test(current.state())) {
        done = current.count();
      }
    }
    run = current;
    return current;
  }
}
