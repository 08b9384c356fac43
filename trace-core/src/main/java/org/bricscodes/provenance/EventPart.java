package org.bricscodes.provenance;

import java.util.List;
import org.bricscodes.tlog.Digest;

/**
 * Some pieces of an event ({@link org.bricscodes.epcis.EventPieces}) and commitments to the others,
 * in place of its text, its event hash and its salt.
 *
 * @param members which members the event has, and of how many pieces each
 * @param pieces those shown, in the order of the text
 * @param nodes roots of the largest subtrees without any of them, from left to right
 */
public record EventPart(String members, List<Piece> pieces, List<Digest> nodes) {

  /** Pieces shown of one event. */
  public static final int MAX_PIECES = 100_000;

  static final int MAX_NODES = 31 * MAX_PIECES;

  public EventPart {
    pieces = List.copyOf(pieces);
    nodes = List.copyOf(nodes);
  }

  /**
   * A piece that is shown.
   *
   * @param at its leaf, from 1
   * @param pointer JSON pointer into the event
   * @param value exact text
   * @param salt of the leaf, 32 bytes; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Piece(long at, String pointer, String value, byte[] salt) {

    /** Name of the event's member that it is, or is in. */
    String member() {
      int end = pointer.indexOf('/', 1);
      return decoded(pointer.substring(1, end < 0 ? pointer.length() : end));
    }

    static String decoded(String step) {
      return step.replace("~1", "/").replace("~0", "~");
    }
  }
}
