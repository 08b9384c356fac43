package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.bricscodes.scans.ScanLine;
import org.bricscodes.scans.ScanLog;
import org.bricscodes.scans.ScanLogFormat;
import org.bricscodes.shares.FairShares;
import org.jspecify.annotations.Nullable;

/** A scan log as pieces of a body. */
final class ScanLogPieces implements Pieces.Source {

  private final ScanLog log;
  private final FairShares.Share slot;

  ScanLogPieces(ScanLog log, FairShares.Share slot) {
    this.log = log;
    this.slot = slot;
  }

  @Override
  public @Nullable Buffer next() {
    List<ScanLine> lines = log.next();
    if (lines == null) {
      return null;
    }
    Buffer piece = Buffer.buffer();
    lines.forEach(line -> piece.appendString(ScanLogFormat.write(line)).appendString("\n"));
    return piece;
  }

  @Override
  public void close() {
    slot.close();
  }
}
