package org.bricscodes.api.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bricscodes.label.PdfLabels;

/** What ends a document: where every page lies. One unit, whose length hangs on the pages'. */
record PdfTrailer(PdfPages pages) implements Tail {

  /** Entries of the table, references in the page tree, and what stands around them. */
  private static final int BYTES_PER_PAGE = 80;

  private static final int BYTES_AROUND = 8192;

  @Override
  public long count() {
    return 1;
  }

  @Override
  public int bytes() {
    return pages.labels().pages() * BYTES_PER_PAGE + BYTES_AROUND;
  }

  @Override
  public long length(BodyFacts body) {
    long[] lengths = lengths(body);
    return pages.labels().fork().trailerLength(page -> Fact.length(lengths[page]));
  }

  @Override
  public UnitWriter writer(BodyFacts body) {
    PdfLabels own = pages.labels().fork();
    return (first, count, into, at, facts) -> {
      long[] lengths = lengths(body);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        own.writeTrailer(page -> Fact.length(lengths[page]), bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      System.arraycopy(bytes.toByteArray(), 0, into, at, bytes.size());
      return at + bytes.size();
    };
  }

  private long[] lengths(BodyFacts body) {
    int count = pages.labels().pages();
    long[] facts = new long[count];
    body.read(0, count, facts, new long[count]);
    return facts;
  }
}
