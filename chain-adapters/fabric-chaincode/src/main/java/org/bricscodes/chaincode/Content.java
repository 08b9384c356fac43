package org.bricscodes.chaincode;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.chaincode.Refusal.Reason;

/** What a transaction carries, as far as its execution needs to understand it. */
sealed interface Content {

  /** The longest content, in bytes. */
  int MAX_BYTES = 16 << 10;

  /**
   * A signed checkpoint of a log. Its signature is the reader's to check: this place remembers what
   * was said, and by which writer.
   *
   * @param root base64, as the note has it
   */
  record Checkpoint(String origin, long size, String root) implements Content {}

  /**
   * One entry of a log by itself.
   *
   * @param leaf base64 of its leaf hash
   */
  record Event(String origin, long index, String leaf) implements Content {}

  /**
   * A change of a pledge.
   *
   * @param fingerprint of the asset, hex
   * @param holder opaque, hex
   * @param request names this change for ever, hex
   */
  record Pledge(String fingerprint, String holder, String request, Act act) implements Content {}

  /** What is asked for. */
  enum Verb {
    PLEDGE,
    EXTEND,
    RELEASE
  }

  /**
   * @param number the epoch second at which a pledge ends, or the code of a release
   */
  record Act(Verb verb, long number) {}

  /**
   * Reads a content. Its first line tells the kind:
   *
   * <pre>
   * bricscodes.org/event-record@v1     origin · index · base64 of the leaf hash
   * bricscodes.org/pledge-change@v1    fingerprint · holder · request · verb and number
   * anything else                      a signed note: origin · size · base64 of the root · …
   * </pre>
   */
  static Content parse(byte[] bytes) throws Refusal {
    if (bytes.length > MAX_BYTES) {
      throw new Refusal(Reason.INVALID_INPUT, "a content takes 16384 bytes at most");
    }
    String[] lines = Text.utf8(bytes).split("\n", -1);
    return switch (lines[0]) {
      case "bricscodes.org/event-record@v1" -> event(exactly(lines, 4));
      case "bricscodes.org/pledge-change@v1" -> pledge(exactly(lines, 5));
      default -> checkpoint(lines);
    };
  }

  private static Content event(String[] lines) throws Refusal {
    return new Event(Text.origin(lines[1]), Text.number(lines[2]), hash(lines[3]));
  }

  private static Content pledge(String[] lines) throws Refusal {
    return new Pledge(hex(lines[1]), hex(lines[2]), hex(lines[3]), act(lines[4]));
  }

  private static Act act(String line) throws Refusal {
    Matcher match =
        Pattern.compile("(pledge|extend) ([1-9][0-9]{0,11})|(release) ([1-9][0-9]{0,2})")
            .matcher(line);
    if (!match.matches()) {
      throw new Refusal(
          Reason.INVALID_INPUT, "a pledge is changed by 'pledge S', 'extend S' or 'release N'");
    }
    return switch (line.charAt(0)) {
      case 'p' -> new Act(Verb.PLEDGE, Long.parseLong(match.group(2)));
      case 'e' -> new Act(Verb.EXTEND, Long.parseLong(match.group(2)));
      default -> new Act(Verb.RELEASE, Long.parseLong(match.group(4)));
    };
  }

  private static Content checkpoint(String[] lines) throws Refusal {
    if (lines.length < 6) {
      throw new Refusal(
          Reason.INVALID_INPUT,
          "a signed checkpoint is origin, size, root, a blank line, signatures");
    }
    long size = Text.number(lines[1]);
    if (size == 0) {
      throw new Refusal(Reason.INVALID_INPUT, "an empty log is not anchored");
    }
    return new Checkpoint(Text.origin(lines[0]), size, hash(lines[2]));
  }

  /** Exactly {@code count} lines, each ended. */
  private static String[] exactly(String[] lines, int count) throws Refusal {
    if (lines.length != count + 1 || !lines[count].isEmpty()) {
      throw new Refusal(Reason.INVALID_INPUT, "this kind of content has " + count + " lines");
    }
    return lines;
  }

  private static String hex(String line) throws Refusal {
    return Text.formed(line, "[0-9a-f]{64}", "a name");
  }

  private static String hash(String line) throws Refusal {
    try {
      byte[] hash = Base64.getDecoder().decode(line);
      if (hash.length == 32 && Base64.getEncoder().encodeToString(hash).equals(line)) {
        return line;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new Refusal(Reason.INVALID_INPUT, "a hash is the base64 of 32 bytes");
  }
}
