package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs that a witness cosigns, as a file (c2sp.org/tlog-list):
 *
 * <pre>{@code
 * logs/v0
 *
 * vkey log.example/trace+63a34c76+AQ…
 * qpd 100000
 * contact operations@log.example
 * }</pre>
 *
 * @param logs each with an origin of its own
 */
public record LogList(List<Item> logs) {

  /** Most logs of one list. */
  public static final int MAX_LOGS = 1024;

  private static final String HEADER = "logs/v0";

  /**
   * One log.
   *
   * @param key what its checkpoints are signed with
   * @param origin the first line of its checkpoints; the key's name if the file says nothing
   * @param requestsPerDay how many checkpoints of it are cosigned in a day
   * @param contact how to reach its operator, for people
   */
  public record Item(VerifierKey key, String origin, int requestsPerDay, String contact) {}

  public LogList {
    logs = List.copyOf(logs);
  }

  /**
   * Reads a list.
   *
   * @throws LinesException naming every fault by its line
   */
  public static LogList parse(byte[] file) {
    return new Reader(file).read();
  }

  /** Reads one file, to its end, whatever is wrong in it. Used once. */
  private static final class Reader {

    private final ListedLines file;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Integer> origins = new HashMap<>();
    private int at;

    Reader(byte[] bytes) {
      this.file = new ListedLines(bytes);
    }

    LogList read() {
      if (file.lines().isEmpty() || !line().items().equals(List.of(HEADER))) {
        file.fault(file.lines().isEmpty() ? 0 : line().number(), "the first line is " + HEADER);
      }
      if (!file.lines().isEmpty() && line().word().startsWith("logs/")) {
        at++;
      }
      while (at < file.lines().size()) {
        item();
      }
      file.check();
      return new LogList(items);
    }

    private ListedLines.Line line() {
      return file.lines().get(at);
    }

    private void item() {
      ListedLines.Line first = line();
      String vkey = next("vkey");
      if (vkey == null) {
        file.fault(
            first.number(),
            first.word() + " stands out of order: a log is vkey, origin if need be, qpd, contact");
        at++;
        return;
      }
      String origin = next("origin");
      String qpd = next("qpd");
      String contact = next("contact");
      if (qpd == null || contact == null) {
        file.fault(first.number(), "this log lacks its " + (qpd == null ? "qpd" : "contact"));
      }
      VerifierKey key = key(first, vkey);
      int perDay = perDay(first, qpd);
      if (key != null) {
        add(first, new Item(key, origin == null ? key.name() : origin, perDay, text(contact)));
      }
    }

    /** The value of the next line if that is its word. */
    private @Nullable String next(String word) {
      if (at == file.lines().size() || !line().word().equals(word)) {
        return null;
      }
      ListedLines.Line line = line();
      at++;
      if (line.rest().isEmpty()) {
        file.fault(line.number(), word + " has no value");
      }
      return line.rest();
    }

    private @Nullable VerifierKey key(ListedLines.Line line, String vkey) {
      try {
        VerifierKey key = VerifierKey.parse(vkey);
        if (key.type().isLogs()) {
          return key;
        }
        file.fault(line.number(), "the key is none of a log's: its type is " + key.type());
      } catch (NoteException | IllegalArgumentException e) {
        file.fault(line.number(), String.valueOf(e.getMessage()));
      }
      return null;
    }

    private int perDay(ListedLines.Line line, @Nullable String qpd) {
      if (qpd == null) {
        return 1;
      }
      if (qpd.matches("[1-9][0-9]{0,9}") && Long.parseLong(qpd) <= Integer.MAX_VALUE) {
        return Integer.parseInt(qpd);
      }
      file.fault(line.number(), "qpd is the requests of a day, 1 to 2147483647");
      return 1;
    }

    private void add(ListedLines.Line line, Item item) {
      Integer before = origins.putIfAbsent(item.origin(), line.number());
      if (before != null) {
        file.fault(line.number(), "the log of line " + before + " has the same origin");
      }
      if (items.size() == MAX_LOGS) {
        file.fault(line.number(), "is one log more than the " + MAX_LOGS + " allowed");
      }
      items.add(item);
    }

    private static String text(@Nullable String value) {
      return value == null ? "" : value;
    }
  }
}
