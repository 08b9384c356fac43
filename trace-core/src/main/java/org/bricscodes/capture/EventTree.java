package org.bricscodes.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EventPieces;
import org.bricscodes.tlog.Commitment;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.Salt;
import org.bricscodes.tlog.SaltedTree;

/**
 * The leaves of an event's {@link SaltedTree}, which a log entry of version 2 commits to. Leaf 0
 * holds the SHA-256 of the event's exact bytes and its event hash (CBV 2.0), which who sees only
 * parts is never given: both could be guessed at with them. Each other leaf holds one of the
 * event's {@link EventPieces}: its pointer, a line feed, the exact bytes of its value.
 *
 * <p>The entry commits, beside the tree, to what is told with any part: the context, who recorded
 * the event and when, and which members it has, of how many pieces each.
 */
public final class EventTree {

  private EventTree() {}

  /** What the leaves hold. */
  public static List<byte[]> contents(EventPieces cut, byte[] event, byte[] eventHash) {
    List<byte[]> contents = new ArrayList<>(1 + cut.pieces().size());
    byte[] whole = new byte[2 * Digest.BYTES];
    System.arraycopy(Digest.sha256(event).bytes(), 0, whole, 0, Digest.BYTES);
    System.arraycopy(eventHash, 0, whole, Digest.BYTES, Digest.BYTES);
    contents.add(whole);
    cut.pieces().forEach(piece -> contents.add(content(piece.pointer(), piece.value())));
    return contents;
  }

  /** What the leaf of a piece holds. */
  public static byte[] content(String pointer, byte[] value) {
    byte[] name = pointer.getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[name.length + 1 + value.length];
    System.arraycopy(name, 0, content, 0, name.length);
    content[name.length] = '\n';
    System.arraycopy(value, 0, content, name.length + 1, value.length);
    return content;
  }

  /**
   * What recording an event works out before it has its place: all of the entry but who and when.
   *
   * @param members as {@link EventPieces#members} writes them
   */
  public record Rooted(Digest members, Digest root) {

    static Rooted of(Salt salt, byte[] event, byte[] eventHash) {
      EventPieces cut = EventPieces.of(event);
      return new Rooted(
          digest(cut.members()), SaltedTree.root(salt, contents(cut, event, eventHash)));
    }

    Commitment commitment(byte[] context, String party, String recordTimeText) {
      return EventTree.commitment(context, party, recordTimeText, members, root);
    }
  }

  /** The log entry of an event of which some parts are shown. */
  public static Commitment commitment(
      byte[] context, String party, String recordTimeText, String members, Digest root) {
    return commitment(context, party, recordTimeText, digest(members), root);
  }

  private static Commitment commitment(
      byte[] context, String party, String recordTimeText, Digest members, Digest root) {
    return Commitment.of(
        List.of(Digest.sha256(context), digest(party + '\n' + recordTimeText), members), root);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
