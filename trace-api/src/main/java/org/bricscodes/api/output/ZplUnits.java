package org.bricscodes.api.output;

import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialReader;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.label.ZplLabels;

/** A label per code for a label printer; all are equally long. */
record ZplUnits(SerialRun run, Slice slice, ZplLabels labels) implements Units {

  @Override
  public long count() {
    return slice.count();
  }

  @Override
  public int maxBytes() {
    return labels.length();
  }

  @Override
  public boolean even() {
    return true;
  }

  @Override
  public UnitWriter writer() {
    SerialReader reader = run.reader();
    ZplLabels own = labels.fork();
    return (first, count, into, at, facts) -> {
      byte[] serials = new byte[count * Serial.LENGTH];
      reader.read(slice.from() + first, count, serials, 0, Serial.LENGTH);
      int end = at;
      for (int k = 0; k < count; k++) {
        own.write(serials, k * Serial.LENGTH, into, end);
        end += own.length();
      }
      return end;
    };
  }
}
