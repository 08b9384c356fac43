package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of places that one report was the first to speak of.
 *
 * @param to the place behind the last
 * @param wastedAt the stage at which they were spoiled; null if they were not
 */
record Span(long from, long to, CodeState state, @Nullable Stage wastedAt) {

  private static final int NO_STAGE = 0;

  /** The value of its row: end, stage of the waste, and the state as in other rows. */
  byte[] encode(long number) {
    byte[] row = CodeStateRow.encode(state, number);
    Stage wasted = wastedAt;
    return ByteBuffer.allocate(9 + row.length)
        .putLong(to)
        .put((byte) (wasted == null ? NO_STAGE : CodeStateRow.code(wasted.status())))
        .put(row)
        .array();
  }

  static Span decode(long from, byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    long to = bytes.getLong();
    int stage = bytes.get();
    byte[] row = new byte[bytes.remaining()];
    bytes.get(row);
    Optional<Stage> wastedAt =
        stage == NO_STAGE ? Optional.empty() : Stage.of(CodeStateRow.status(stage));
    return new Span(from, to, CodeStateRow.state(row), wastedAt.orElse(null));
  }
}
