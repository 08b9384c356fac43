package org.bricscodes.qr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (ISO/IEC 15948): colour type 0, one bit a pixel, white 1; rows that repeat filter to zero.
 */
final class PngForm {

  /** Most pixels on the side of a module. */
  static final int MAX_PIXELS_PER_MODULE = 64;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte FILTER_NONE = 0;
  private static final int DEFLATE_LEVEL = 4;

  private final QrSymbol symbol;
  private final int scale;
  private final int width;
  private final int rowBytes;

  PngForm(QrSymbol symbol, int pixelsPerModule) {
    if (pixelsPerModule < 1 || pixelsPerModule > MAX_PIXELS_PER_MODULE) {
      throw new IllegalArgumentException("pixels per module must be 1 to 64");
    }
    this.symbol = symbol;
    this.scale = pixelsPerModule;
    this.width = symbol.fullSize() * pixelsPerModule;
    this.rowBytes = (width + 7) / 8;
  }

  byte[] bytes() {
    ByteArrayOutputStream png = new ByteArrayOutputStream(1024);
    png.writeBytes(SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13).putInt(width).putInt(width).put((byte) 1).put((byte) 0).array();
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", deflate(rows()));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  /** All rows, each behind its filter byte. */
  private byte[] rows() {
    byte[] rows = new byte[width * (1 + rowBytes)];
    int at = 0;
    for (int row = 0; row < symbol.fullSize(); row++) {
      rows[at] = FILTER_NONE;
      paint(row - QrSymbol.QUIET_ZONE, rows, at + 1);
      for (int repeat = 1; repeat < scale; repeat++) {
        System.arraycopy(rows, at, rows, at + repeat * (1 + rowBytes), 1 + rowBytes);
      }
      at += scale * (1 + rowBytes);
    }
    return rows;
  }

  private void paint(int row, byte[] rows, int at) {
    Arrays.fill(rows, at, at + rowBytes, (byte) 0xFF);
    for (int column = 0; column < symbol.size(); column++) {
      if (symbol.isDark(column, row)) {
        int from = (column + QrSymbol.QUIET_ZONE) * scale;
        for (int pixel = from; pixel < from + scale; pixel++) {
          rows[at + (pixel >> 3)] &= (byte) ~(0x80 >> (pixel & 7));
        }
      }
    }
  }

  private static byte[] deflate(byte[] data) {
    try (Deflater deflater = new Deflater(DEFLATE_LEVEL)) {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
      byte[] buffer = new byte[4096];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
