package org.bricscodes.chaincode;

import org.bricscodes.chaincode.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints and single events. Each writer has a book of its own, so that nobody can put a false
 * checkpoint where another's true one belongs: who reads names the writer it trusts. Keys:
 *
 * <pre>
 * anchor · writer · origin · size      the record, never changed
 * head · writer · origin               the largest size
 * event · writer · origin · index      the record, never changed
 * </pre>
 */
final class Records {

  private Records() {}

  /**
   * Remembers a checkpoint. What stands is answered again, under whatever signatures it stands;
   * another root of the same size, and a smaller size, are refused.
   */
  static byte[] anchor(Stub stub, Content.Checkpoint checkpoint, byte[] content) throws Refusal {
    String writer = stub.writer().id();
    String size = Long.toString(checkpoint.size());
    byte[] standing = stub.value("anchor", writer, checkpoint.origin(), size);
    if (standing != null) {
      if (Content.parse(StoredRecord.contentOf(standing)).equals(checkpoint)) {
        return standing;
      }
      throw new Refusal(
          Reason.CONTRADICTION, "another root of size " + size + " of this log stands here");
    }
    String head = stub.text("head", writer, checkpoint.origin());
    if (head != null && Long.parseLong(head) > checkpoint.size()) {
      throw new Refusal(Reason.STALE_HEAD, "this log stands here at size " + head + " already");
    }
    byte[] record = stub.record(content).bytes();
    stub.put(record, "anchor", writer, checkpoint.origin(), size);
    stub.put(size, "head", writer, checkpoint.origin());
    stub.announce("anchor", record);
    return record;
  }

  /** Remembers an entry; the order in which they come does not matter, so they do not collide. */
  static byte[] event(Stub stub, Content.Event event, byte[] content) throws Refusal {
    String writer = stub.writer().id();
    String index = Long.toString(event.index());
    byte[] standing = stub.value("event", writer, event.origin(), index);
    if (standing != null) {
      if (Content.parse(StoredRecord.contentOf(standing)).equals(event)) {
        return standing;
      }
      throw new Refusal(
          Reason.CONTRADICTION, "another entry " + index + " of this log stands here");
    }
    byte[] record = stub.record(content).bytes();
    stub.put(record, "event", writer, event.origin(), index);
    stub.announce("event", record);
    return record;
  }

  /**
   * The record of a writer's checkpoint or event, or nothing. One key is read and nothing else, so
   * that an endorsement of the answer shows the block and the place of the transaction that wrote
   * it.
   */
  static byte[] standing(Stub stub, String kind, String writer, String origin, String number)
      throws Refusal {
    Text.formed(kind, "anchor|event", "a kind");
    Text.number(number);
    return orNothing(stub.value(kind, writerId(writer), Text.origin(origin), number));
  }

  /** The record of a writer's largest checkpoint of a log, or nothing. */
  static byte[] head(Stub stub, String writer, String origin) throws Refusal {
    String size = stub.text("head", writerId(writer), Text.origin(origin));
    return size == null ? new byte[0] : orNothing(stub.value("anchor", writer, origin, size));
  }

  private static String writerId(String text) throws Refusal {
    return Text.formed(text, Writer.FORM, "a writer");
  }

  private static byte[] orNothing(byte @Nullable [] value) {
    return value == null ? new byte[0] : value;
  }
}
