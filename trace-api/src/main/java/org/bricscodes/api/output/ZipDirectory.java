package org.bricscodes.api.output;

import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialReader;

/** The directory of an archive: a record per entry. */
record ZipDirectory(ZipEntries entries) implements Tail {

  @Override
  public long count() {
    return entries.count();
  }

  @Override
  public int bytes() {
    return entries.form().centralBytes();
  }

  @Override
  public UnitWriter writer(BodyFacts body) {
    return new Writer(body);
  }

  private final class Writer implements UnitWriter {
    private final BodyFacts body;
    private final SerialReader reader = entries.run().reader();
    private byte[] serials = {};
    private long[] facts = {};
    private long[] offsets = {};

    Writer(BodyFacts body) {
      this.body = body;
    }

    @Override
    public int write(long first, int count, byte[] into, int at, long[] ignored) {
      if (facts.length < count) {
        serials = new byte[count * Serial.LENGTH];
        facts = new long[count];
        offsets = new long[count];
      }
      reader.read(entries.slice().from() + first, count, serials, 0, Serial.LENGTH);
      body.read(first, count, facts, offsets);
      int end = at;
      for (int k = 0; k < count; k++) {
        entries.form().central(serials, k * Serial.LENGTH, facts[k], offsets[k], into, end);
        end += bytes();
      }
      return end;
    }
  }
}
