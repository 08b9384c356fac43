package org.bricscodes.api.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bricscodes.codes.Serial;

/**
 * Records of a ZIP archive (PKWARE APPNOTE 6.3.10) of stored files whose names are a serial and a
 * suffix, all of one time. Entries themselves stay below 4 GiB; where the archive does not, the
 * directory gives every place in 64 bits, so that its records have one length.
 */
final class ZipForm {

  /** What does not fit its field stands in the ZIP64 one (APPNOTE 4.4.1.4). */
  static final long MAX_32 = 0xFFFF_FFFFL;

  static final int MAX_16 = 0xFFFF;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final short VERSION_ZIP64 = 45;
  private static final short VERSION = 20;
  private static final short UNIX = 3 << 8;
  private static final int REGULAR_FILE = 0100644 << 16;
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2107;

  private static final int LOCAL_CRC = 14;
  private static final int LOCAL_SIZES = 18;
  private static final int LOCAL_NAME = 30;
  private static final int CENTRAL_CRC = 16;
  private static final int CENTRAL_SIZES = 20;
  private static final int CENTRAL_OFFSET = 42;
  private static final int CENTRAL_NAME = 46;
  private static final int WIDE_OFFSET_BYTES = 12;

  private final boolean wide;
  private final byte[] local;
  private final byte[] central;
  private final int nameBytes;

  /**
   * @param made of every file in it; ZIP knows even seconds of the years 1980 to 2107
   * @param wide whether places may lie beyond 4 GiB
   */
  ZipForm(String suffix, Instant made, boolean wide) {
    this.wide = wide;
    byte[] name = ("0".repeat(Serial.LENGTH) + suffix).getBytes(StandardCharsets.US_ASCII);
    this.nameBytes = name.length;
    int time = dosTime(made);
    short extra = (short) (wide ? WIDE_OFFSET_BYTES : 0);
    this.local = new byte[LOCAL_NAME + nameBytes];
    record(local)
        .putInt(0x0403_4b50)
        .putShort(VERSION)
        .putInt(0) // no flags, stored
        .putInt(time)
        .putInt(0)
        .putLong(0)
        .putShort((short) nameBytes)
        .putShort((short) 0)
        .put(name);
    this.central = new byte[CENTRAL_NAME + nameBytes + extra];
    ByteBuffer entry =
        record(central)
            .putInt(0x0201_4b50)
            .putShort((short) (UNIX | (wide ? VERSION_ZIP64 : VERSION)))
            .putShort(wide ? VERSION_ZIP64 : VERSION)
            .putInt(0)
            .putInt(time)
            .putInt(0)
            .putLong(0)
            .putShort((short) nameBytes)
            .putShort(extra)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(REGULAR_FILE)
            .putInt((int) MAX_32)
            .put(name);
    if (wide) {
      entry.putShort((short) 1).putShort((short) Long.BYTES).putLong(0);
    }
  }

  /** Bytes before a file. */
  int localBytes() {
    return local.length;
  }

  /** Bytes of a directory record. */
  int centralBytes() {
    return central.length;
  }

  /** Writes what stands before a file. */
  void local(byte[] serials, int serial, int size, int crc, byte[] into, int at) {
    System.arraycopy(local, 0, into, at, local.length);
    INT.set(into, at + LOCAL_CRC, crc);
    INT.set(into, at + LOCAL_SIZES, size);
    INT.set(into, at + LOCAL_SIZES + Integer.BYTES, size);
    System.arraycopy(serials, serial, into, at + LOCAL_NAME, Serial.LENGTH);
  }

  /**
   * Writes a directory record.
   *
   * @param fact of the entry: its length with what stands before the file, and the checksum
   * @param offset of the entry in the archive
   */
  void central(byte[] serials, int serial, long fact, long offset, byte[] into, int at) {
    System.arraycopy(central, 0, into, at, central.length);
    int size = Fact.length(fact) - local.length;
    INT.set(into, at + CENTRAL_CRC, Fact.checksum(fact));
    INT.set(into, at + CENTRAL_SIZES, size);
    INT.set(into, at + CENTRAL_SIZES + Integer.BYTES, size);
    if (wide) {
      LONG.set(into, at + central.length - Long.BYTES, offset);
    } else {
      INT.set(into, at + CENTRAL_OFFSET, (int) offset);
    }
    System.arraycopy(serials, serial, into, at + CENTRAL_NAME, Serial.LENGTH);
  }

  /** Whether an archive of so many entries ends in the ZIP64 way. */
  boolean longEnd(long entries) {
    return wide || entries >= MAX_16;
  }

  /** Bytes of the archive's end. */
  int endBytes(long entries) {
    return longEnd(entries) ? 56 + 20 + 22 : 22;
  }

  /**
   * The archive's end.
   *
   * @param directory where the directory begins
   */
  byte[] end(long entries, long directory) {
    long directoryBytes = entries * central.length;
    byte[] bytes = new byte[endBytes(entries)];
    ByteBuffer end = record(bytes);
    if (longEnd(entries)) {
      end.putInt(0x0606_4b50)
          .putLong(44)
          .putShort((short) (UNIX | VERSION_ZIP64))
          .putShort(VERSION_ZIP64)
          .putInt(0)
          .putInt(0)
          .putLong(entries)
          .putLong(entries)
          .putLong(directoryBytes)
          .putLong(directory);
      end.putInt(0x0706_4b50).putInt(0).putLong(directory + directoryBytes).putInt(1);
    }
    short few = (short) Math.min(entries, MAX_16);
    end.putInt(0x0605_4b50)
        .putInt(0)
        .putShort(few)
        .putShort(few)
        .putInt((int) Math.min(directoryBytes, MAX_32))
        .putInt((int) Math.min(directory, MAX_32))
        .putShort((short) 0);
    return bytes;
  }

  private static ByteBuffer record(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Time in the low and date in the high half (APPNOTE 4.4.6), in UTC. */
  private static int dosTime(Instant made) {
    LocalDateTime time = LocalDateTime.ofInstant(made, ZoneOffset.UTC);
    int year = Math.clamp(time.getYear(), FIRST_YEAR, LAST_YEAR) - FIRST_YEAR;
    int date = year << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
    return date << 16 | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
  }
}
