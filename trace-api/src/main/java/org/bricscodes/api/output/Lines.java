package org.bricscodes.api.output;

import org.bricscodes.codes.InnerCodes;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialReader;
import org.bricscodes.codes.SerialRun;
import org.jspecify.annotations.Nullable;

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
  private final int[] inners;

  Lines(SerialRun run, Slice slice, LineTemplate template) {
    this.run = run;
    this.firstPlace = slice.from();
    this.count = slice.count();
    this.template = template.bytes();
    this.serials = template.holes(Hole.SERIAL);
    this.inners = template.holes(Hole.INNER_CODE);
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
    return new Writer();
  }

  private final class Writer implements UnitWriter {
    private final SerialReader reader = run.reader();
    private final @Nullable InnerCodes innerCodes = inners.length == 0 ? null : run.innerCodes();

    /** The serials, where lines themselves have no place for them. */
    private byte[] aside = {};

    @Override
    public int write(long first, int count, byte[] into, int at, long[] facts) {
      int end = at + count * template.length;
      for (int line = at; line < end; line += template.length) {
        System.arraycopy(template, 0, into, line, template.length);
      }
      if (serials.length > 0) {
        reader.read(firstPlace + first, count, into, at + serials[0], template.length);
        for (int line = at; line < end; line += template.length) {
          for (int i = 1; i < serials.length; i++) {
            System.arraycopy(into, line + serials[0], into, line + serials[i], Serial.LENGTH);
          }
        }
      }
      if (innerCodes != null) {
        writeInner(innerCodes, first, count, into, at);
      }
      return end;
    }

    private void writeInner(InnerCodes codes, long first, int count, byte[] into, int at) {
      if (aside.length < count * Serial.LENGTH) {
        aside = new byte[count * Serial.LENGTH];
      }
      reader.read(firstPlace + first, count, aside, 0, Serial.LENGTH);
      for (int k = 0; k < count; k++) {
        for (int inner : inners) {
          codes.write(aside, k * Serial.LENGTH, into, at + k * template.length + inner);
        }
      }
    }
  }
}
