package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Filler;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;
import org.bricscodes.tlog.Checkpoint;

/**
 * Where contents stand in the account's metadata. Each checkpoint has an entry of its own, made
 * once and never overwritten; beside them one entry per log says which is the largest and where to
 * look for its transaction, since an account can be read by key alone. It is set by comparing its
 * version, so of two writers who both saw the same head only one succeeds. Single events overwrite
 * one another: the block keeps each, and the account does not grow.
 *
 * <pre>
 * qr/&lt;origin&gt;/&lt;size&gt;  the signed checkpoint
 * qr/&lt;origin&gt;/head    &lt;size&gt; &lt;height when it was prepared&gt; &lt;last height it could be executed at&gt;
 * qr/&lt;origin&gt;/event   the newest record of a single event
 * qr/filler           a transaction that only uses up its nonce
 * </pre>
 *
 * <p>The last part tells the kinds apart whatever the origin holds: a size is digits alone.
 */
final class Entries {

  /** Only where no entry stands. */
  private static final long CREATE = 1;

  private static final long UNCONDITIONALLY = 0;

  private Entries() {}

  static String checkpoint(Checkpoint checkpoint) {
    return checkpoint(checkpoint.origin(), checkpoint.size());
  }

  static String checkpoint(String origin, long size) {
    return "qr/" + origin + "/" + size;
  }

  static String head(String origin) {
    return "qr/" + origin + "/head";
  }

  /** The key a content is written under. */
  static String key(Content content) {
    return switch (content) {
      case Anchor anchor -> checkpoint(anchor.checkpoint());
      case EventRecord event -> "qr/" + event.origin() + "/event";
      case Filler _ -> "qr/filler";
      case PledgeChange _ -> throw new IllegalArgumentException("pledges are not taken here");
    };
  }

  /** The value that is written: every content is text. */
  static String value(Content content) {
    return new String(content.bytes(), UTF_8);
  }

  /** Writes an anchor where none stands, and moves the head from the version it was seen at. */
  static List<Operation> anchoring(Anchor anchor, Head head, long headVersion) {
    return List.of(
        set(key(anchor), value(anchor), CREATE),
        set(head(anchor.checkpoint().origin()), head.toString(), headVersion + 1));
  }

  /** Writes a content that overwrites what stood there. */
  static List<Operation> writing(Content content) {
    return List.of(set(key(content), value(content), UNCONDITIONALLY));
  }

  private static Operation set(String key, String value, long version) {
    return Operation.of(new SetMetadata(key, value, version, Removal.KEEP));
  }

  /** Whether a transaction writes this content under its own account. */
  static boolean carries(Transaction tx, Content content) {
    return tx.operations().stream()
        .anyMatch(
            operation ->
                operation.content() instanceof SetMetadata set
                    && set.key().equals(key(content))
                    && set.value().equals(value(content))
                    && set.removal() == Removal.KEEP
                    && (operation.source().isEmpty() || operation.source().equals(tx.source())));
  }

  /**
   * The value of a head entry.
   *
   * @param size of the checkpoint it points at
   * @param after the height its transaction was prepared at
   * @param last the last height its transaction could be executed at
   */
  record Head(long size, long after, long last) {

    private static final Pattern FORM =
        Pattern.compile("([1-9][0-9]{0,18}) ([1-9][0-9]{0,11}) ([1-9][0-9]{0,11})");

    /**
     * The inverse of {@link #toString()}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Head parse(String text) {
      Matcher head = FORM.matcher(text);
      if (!head.matches()) {
        throw new IllegalArgumentException("a head entry is a size and two heights");
      }
      return new Head(
          Long.parseLong(head.group(1)),
          Long.parseLong(head.group(2)),
          Long.parseLong(head.group(3)));
    }

    @Override
    public String toString() {
      return size + " " + after + " " + last;
    }
  }
}
