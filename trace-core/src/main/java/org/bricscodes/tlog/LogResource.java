package org.bricscodes.tlog;

import java.util.Arrays;

/**
 * The body of one static resource of a log (c2sp.org/tlog-tiles@v0.1.0).
 *
 * @param kind decides the headers to send
 * @param bytes the exact body; never modified
 */
@SuppressWarnings("ArrayRecordComponent") // a body on its way out; equals compares contents
public record LogResource(Kind kind, byte[] bytes) {

  /** What is served, and how it is to be labelled. */
  public enum Kind {
    /** The latest checkpoint: to be cached for a few seconds at most. */
    CHECKPOINT("text/plain; charset=utf-8"),
    /** A tile or entry bundle: immutable, to be cached for long. */
    TILE("application/octet-stream");

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }

    /** Value of the {@code Content-Type} header. */
    public String contentType() {
      return contentType;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogResource that
        && kind == that.kind
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return kind + " of " + bytes.length + " bytes";
  }
}
