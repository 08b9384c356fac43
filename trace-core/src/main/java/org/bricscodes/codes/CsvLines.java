package org.bricscodes.codes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code serial,uri} lines, each ended by a line feed, pulled at the reader's pace. Every line has
 * the same length, so the size is known beforehand. Not thread-safe.
 */
public final class CsvLines {

  private static final int CHUNK_LINES = SerialCipher.LANES;

  private final SerialWriter writer;
  private final Batch batch;
  private final byte[] line;
  private final int serialInUri;
  private long next;

  CsvLines(SerialRun run, String baseUri, long from) {
    writer = run.writer();
    batch = run.batch();
    next = from;
    Serial zeros = new Serial("0".repeat(Serial.LENGTH));
    String text = zeros + "," + run.link(baseUri, zeros) + "\n";
    line = text.getBytes(StandardCharsets.US_ASCII);
    serialInUri = line.length - 1 - Serial.LENGTH;
  }

  /** Bytes of one line, with its line feed. */
  public int lineBytes() {
    return line.length;
  }

  /** Bytes still to come. */
  public long remainingBytes() {
    return (batch.count() - next) * line.length;
  }

  /**
   * Fills {@code into[from, from + length)} with as many whole lines as fit.
   *
   * @param length at least {@link #lineBytes}
   * @return bytes written, or -1 when there are no more lines
   */
  public int read(byte[] into, int from, int length) {
    if (length < line.length) {
      throw new IllegalArgumentException("the buffer holds no line");
    }
    if (next == batch.count()) {
      return -1;
    }
    int lines = (int) Math.min(length / line.length, batch.count() - next);
    for (int done = 0; done < lines; done += CHUNK_LINES) {
      write(Math.min(CHUNK_LINES, lines - done), into, from + done * line.length);
    }
    return lines * line.length;
  }

  /** Writes all remaining lines. */
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[CHUNK_LINES * line.length];
    for (int length = read(buffer, 0, buffer.length);
        length > 0;
        length = read(buffer, 0, buffer.length)) {
      out.write(buffer, 0, length);
    }
  }

  private void write(int lines, byte[] into, int at) {
    for (int i = 0; i < lines; i++) {
      System.arraycopy(line, 0, into, at + i * line.length, line.length);
    }
    writer.write(batch.firstCounter() + next, lines, into, at, line.length);
    for (int i = 0; i < lines; i++) {
      int start = at + i * line.length;
      System.arraycopy(into, start, into, start + serialInUri, Serial.LENGTH);
    }
    next += lines;
  }
}
