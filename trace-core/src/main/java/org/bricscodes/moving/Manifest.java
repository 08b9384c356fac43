package org.bricscodes.moving;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.bricscodes.store.Table;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.NoteException;
import org.bricscodes.tlog.SignedNote;

/**
 * What an export holds: the file {@code manifest}, written when everything else is durable. Lines
 * of words, the last one the digest of all before.
 *
 * @param made when the export was finished
 * @param engine the source's engine, for people
 * @param checkpoint the log's newest, as signed
 * @param keys by name, what tells each secret that has to be carried besides from another; no
 *     secret itself
 * @param tables by name
 * @param streams by name, in the order of moving
 */
record Manifest(
    ExportId export,
    Instant made,
    String engine,
    SignedNote checkpoint,
    Map<String, String> keys,
    Map<String, Counted> tables,
    SequencedMap<String, List<Listed>> streams) {

  static final String FILE = "manifest";

  /** Bytes of the longest that is read: enough for a million segments. */
  static final int MAX_BYTES = 256 << 20;

  static final String VERSION = "bricscodes.org/export@v1";

  /** What a table's rows add up to. */
  record Counted(Table.Shape shape, long rows, String digest) {}

  /** One segment, by the digest it ends with. */
  record Listed(long rows, long bytes, Digest digest) {}

  long bytesInAll() {
    return streams.values().stream().flatMap(List::stream).mapToLong(Listed::bytes).sum();
  }

  byte[] encoded() {
    StringBuilder text = new StringBuilder();
    line(text, VERSION);
    line(text, "export", export);
    line(text, "made", made.toEpochMilli());
    line(text, "engine", engine);
    line(text, "checkpoint", checkpoint.toString().lines().count());
    checkpoint.toString().lines().forEach(each -> line(text, each));
    new TreeMap<>(keys).forEach((name, print) -> line(text, "key", name, print));
    new TreeMap<>(tables)
        .forEach((name, of) -> line(text, "table", name, of.shape(), of.rows(), of.digest()));
    streams.forEach(
        (name, segments) -> {
          line(text, "stream", name, segments.size());
          segments.forEach(each -> line(text, "segment", each.rows(), each.bytes(), each.digest()));
        });
    line(text, "digest", Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, Object... words) {
    for (int i = 0; i < words.length; i++) {
      text.append(i == 0 ? "" : " ").append(words[i]);
    }
    text.append('\n');
  }

  /**
   * The inverse of {@link #encoded}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Manifest parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.startsWith(VERSION + "\n")) {
      throw new IllegalArgumentException(
          "is of no version this program reads; it reads " + VERSION);
    }
    int last = text.lastIndexOf("digest ");
    String body = last < 0 ? "" : text.substring(0, last);
    String digest = "digest " + Digest.sha256(body.getBytes(StandardCharsets.UTF_8)) + "\n";
    if (last < 0 || !text.substring(last).equals(digest)) {
      throw new IllegalArgumentException("is damaged or cut short: its digest does not fit");
    }
    try {
      return new Lines(body.lines().toList()).manifest();
    } catch (NumberFormatException | DateTimeException | NoteException e) {
      throw new IllegalArgumentException("holds a line that cannot be read", e);
    }
  }

  /** Reads line by line. */
  private static final class Lines {
    private final List<String> lines;
    private int at = 1;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    Manifest manifest() {
      ExportId export = new ExportId(words("export", 2)[1]);
      Instant made = Instant.ofEpochMilli(Long.parseLong(words("made", 2)[1]));
      String engine = words("engine", 2)[1];
      SignedNote checkpoint = note(Integer.parseInt(words("checkpoint", 2)[1]));
      Map<String, String> keys = new TreeMap<>();
      while (isNext("key")) {
        String[] words = words("key", 3);
        keys.put(words[1], words[2]);
      }
      Map<String, Counted> tables = new TreeMap<>();
      while (isNext("table")) {
        String[] words = words("table", 5);
        tables.put(
            words[1],
            new Counted(Table.Shape.valueOf(words[2]), Long.parseLong(words[3]), words[4]));
      }
      SequencedMap<String, List<Listed>> streams = new LinkedHashMap<>();
      while (at < lines.size()) {
        String[] words = words("stream", 3);
        if (!Streams.isName(words[1]) || streams.containsKey(words[1])) {
          throw new IllegalArgumentException("names a stream that can be none: " + words[1]);
        }
        streams.put(words[1], segments(Integer.parseInt(words[2])));
      }
      return new Manifest(export, made, engine, checkpoint, keys, tables, streams);
    }

    private SignedNote note(int count) {
      StringBuilder note = new StringBuilder();
      for (int i = 0; i < count; i++) {
        note.append(next()).append('\n');
      }
      return SignedNote.parse(note.toString());
    }

    private List<Listed> segments(int count) {
      List<Listed> segments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String[] words = words("segment", 4);
        segments.add(
            new Listed(
                Long.parseLong(words[1]), Long.parseLong(words[2]), Digest.parseHex(words[3])));
      }
      return segments;
    }

    private boolean isNext(String word) {
      return at < lines.size() && lines.get(at).startsWith(word + " ");
    }

    private String[] words(String first, int count) {
      String[] words = next().split(" ", -1);
      if (words.length != count || !words[0].equals(first)) {
        throw new IllegalArgumentException(
            "has in line " + at + " something else than '" + first + "' and what belongs to it");
      }
      return words;
    }

    private String next() {
      if (at >= lines.size()) {
        throw new IllegalArgumentException("ends too early");
      }
      return lines.get(at++);
    }
  }
}
