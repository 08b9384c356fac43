package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.bricscodes.api.export.EventExport;
import org.bricscodes.query.EventWalk;
import org.bricscodes.shares.FairShares;
import org.jspecify.annotations.Nullable;

/** An export as pieces of a body: one bounded step of its walk at a time. */
final class ExportPieces implements Pieces.Source {

  private final EventWalk walk;
  private final EventExport export;
  private final FairShares.Share slot;
  private @Nullable List<EventWalk.Found> first;
  private boolean ended;

  /**
   * @param first the walk's first batch: what it refuses is then answered before the first byte
   */
  ExportPieces(
      EventWalk walk,
      Optional<List<EventWalk.Found>> first,
      EventExport export,
      FairShares.Share slot) {
    this.walk = walk;
    this.first = first.orElse(List.of());
    this.export = export;
    this.slot = slot;
  }

  @Override
  public @Nullable Buffer next() {
    if (ended) {
      return null;
    }
    List<EventWalk.Found> begin = first;
    if (begin != null) {
      first = null;
      return Buffer.buffer(export.head()).appendBytes(export.rows(begin));
    }
    Optional<List<EventWalk.Found>> batch = walk.nextFound();
    if (batch.isPresent()) {
      return Buffer.buffer(export.rows(batch.get()));
    }
    ended = true;
    return Buffer.buffer(export.tail());
  }

  @Override
  public void close() {
    slot.close();
  }
}
