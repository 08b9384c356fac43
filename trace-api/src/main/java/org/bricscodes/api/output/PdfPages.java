package org.bricscodes.api.output;

import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialReader;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.label.PdfLabels;

/** The pages of a document of labels, each as long as it happens to be. */
record PdfPages(SerialRun run, Slice slice, PdfLabels labels) implements Units {

  @Override
  public long count() {
    return labels.pages();
  }

  @Override
  public int maxBytes() {
    return labels.mostPageLength();
  }

  @Override
  public boolean even() {
    return false;
  }

  @Override
  public UnitWriter writer() {
    SerialReader reader = run.reader();
    PdfLabels own = labels.fork();
    byte[] serials = new byte[labels.labelsOn(0) * Serial.LENGTH];
    long perPage = labels.labelsOn(0);
    return (first, count, into, at, facts) -> {
      int end = at;
      for (int k = 0; k < count; k++) {
        int page = (int) first + k;
        reader.read(slice.from() + page * perPage, own.labelsOn(page), serials, 0, Serial.LENGTH);
        int length = own.writePage(page, serials, 0, into, end);
        facts[k] = Fact.of(length, 0);
        end += length;
      }
      return end;
    };
  }
}
