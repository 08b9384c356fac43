package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialReader;
import org.bricscodes.codes.SerialRun;

/**
 * A line per code. Within a batch only the serial differs, and it always has 16 characters: a line
 * is a template with holes, and all lines have one length.
 */
final class Lines implements Units {

  private final SerialRun run;
  private final long firstPlace;
  private final long count;
  private final byte[] template;
  private final int[] serials;

  Lines(SerialRun run, Slice slice, LineTemplate template) {
    this.run = run;
    this.firstPlace = slice.from();
    this.count = slice.count();
    this.template = template.bytes();
    this.serials = toArray(template.serials());
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public int maxBytes() {
    return template.length;
  }

  @Override
  public boolean even() {
    return true;
  }

  @Override
  public UnitWriter writer() {
    SerialReader reader = run.reader();
    return (first, units, into, at, facts) -> {
      int end = at + units * template.length;
      for (int line = at; line < end; line += template.length) {
        System.arraycopy(template, 0, into, line, template.length);
      }
      if (serials.length > 0) {
        reader.read(firstPlace + first, units, into, at + serials[0], template.length);
        for (int line = at; line < end; line += template.length) {
          for (int i = 1; i < serials.length; i++) {
            System.arraycopy(into, line + serials[0], into, line + serials[i], Serial.LENGTH);
          }
        }
      }
      return end;
    };
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
