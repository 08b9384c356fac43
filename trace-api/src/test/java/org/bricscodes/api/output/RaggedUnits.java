package org.bricscodes.api.output;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Units of several lengths: the number in decimals and a star. The number is also the checksum. */
record RaggedUnits(long count) implements Units {

  /** What the writer writes for a unit. */
  static String text(long unit) {
    return unit + "*";
  }

  @Override
  public int maxBytes() {
    return 500; // far more than is used, so that blocks are small
  }

  @Override
  public boolean even() {
    return false;
  }

  @Override
  public UnitWriter writer() {
    return (first, units, into, at, facts) -> {
      int end = at;
      for (int k = 0; k < units; k++) {
        byte[] text = text(first + k).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, into, end, text.length);
        end += text.length;
        facts[k] = Fact.of(text.length, (int) (first + k));
      }
      return end;
    };
  }

  /** A line per unit: where it is and what its checksum was, 21 characters. */
  record Index(RaggedUnits of) implements Tail {
    private static final int BYTES = 21;

    /** The line of a unit. */
    static String line(long offset, long unit) {
      return String.format(Locale.ROOT, "%010d %08x \n", offset, unit);
    }

    @Override
    public long count() {
      return of.count();
    }

    @Override
    public int bytes() {
      return BYTES;
    }

    @Override
    public UnitWriter writer(BodyFacts body) {
      long[] facts = new long[4096];
      long[] offsets = new long[4096];
      return (first, units, into, at, ignored) -> {
        body.read(first, units, facts, offsets);
        int end = at;
        for (int k = 0; k < units; k++) {
          byte[] line =
              line(offsets[k], Fact.checksum(facts[k])).getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(line, 0, into, end, BYTES);
          end += BYTES;
        }
        return end;
      };
    }
  }
}
