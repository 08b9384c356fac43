package org.bricscodes.api.output;

import java.util.zip.CRC32;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialReader;
import org.bricscodes.codes.SerialRun;

/**
 * The entries of an archive: a file per code, named by its serial, stored as it is (an image is
 * packed already). Length and checksum are known before the bytes go out, so they stand in front.
 */
record ZipEntries(SerialRun run, Slice slice, Drawings drawings, ZipForm form) implements Units {

  @Override
  public long count() {
    return slice.count();
  }

  @Override
  public int maxBytes() {
    return form.localBytes() + drawings.maxBytes();
  }

  @Override
  public boolean even() {
    return drawings.even();
  }

  @Override
  public UnitWriter writer() {
    return new Writer();
  }

  private final class Writer implements UnitWriter {
    private final SerialReader reader = run.reader();
    private final Drawings.Drawing drawing = drawings.drawing();
    private final CRC32 crc = new CRC32();
    private byte[] serials = {};

    @Override
    public int write(long first, int count, byte[] into, int at, long[] facts) {
      if (serials.length < count * Serial.LENGTH) {
        serials = new byte[count * Serial.LENGTH];
      }
      reader.read(slice.from() + first, count, serials, 0, Serial.LENGTH);
      int end = at;
      for (int k = 0; k < count; k++) {
        int begin = end;
        int image = begin + form.localBytes();
        end = drawing.draw(serials, k * Serial.LENGTH, into, image);
        crc.reset();
        crc.update(into, image, end - image);
        int checksum = (int) crc.getValue();
        form.local(serials, k * Serial.LENGTH, end - image, checksum, into, begin);
        facts[k] = Fact.of(end - begin, checksum);
      }
      return end;
    }
  }
}
