package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import org.bricscodes.codes.WasteCount;
import org.bricscodes.codes.WasteReport;
import org.jspecify.annotations.Nullable;

/**
 * A waste report that takes many steps to count, each on a thread of the pool for some
 * milliseconds, and none once the client is gone. In JSON each step sends a blank, which is none of
 * the document, so that nobody between takes the connection for idle.
 */
final class WastePieces implements Pieces.Source {

  private final WasteCount count;
  private final WasteForm form;
  private boolean told;

  WastePieces(WasteCount count, WasteForm form) {
    this.count = count;
    this.form = form;
  }

  @Override
  public @Nullable Buffer next() {
    if (told) {
      return null;
    }
    WasteReport report = count.next();
    if (report == null) {
      return Buffer.buffer(form.meanwhile());
    }
    told = true;
    return Buffer.buffer(form.write(report));
  }
}
