package org.bricscodes.label;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A TrueType font made of squares, for characters that no font of the build has: every letter is a
 * full square of 800 units with a hole that differs, an em is 1000 units wide.
 */
final class FontFile {

  private final String letters;

  FontFile(String letters) {
    this.letters =
        letters
            .codePoints()
            .sorted()
            .distinct()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  byte[] bytes() throws IOException {
    int glyphs = letters.length() + 1;
    Map<String, byte[]> tables = new LinkedHashMap<>();
    ByteArrayOutputStream outlines = new ByteArrayOutputStream();
    byte[] places =
        table(
            ends -> {
              ends.writeInt(0);
              for (int i = 0; i < glyphs; i++) {
                outlines.writeBytes(square(100 + 40 * (i % 8)));
                ends.writeInt(outlines.size());
              }
            });
    tables.put("cmap", characters());
    tables.put("glyf", outlines.toByteArray());
    tables.put(
        "head",
        shorts(
            1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 800, 0,
            8, 2, 1, 0));
    tables.put(
        "hhea", shorts(1, 0, 900, -100, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs));
    tables.put(
        "hmtx",
        table(
            widths -> {
              for (int i = 0; i < glyphs; i++) {
                widths.writeShort(1000);
                widths.writeShort(100);
              }
            }));
    tables.put("loca", places);
    tables.put("maxp", shorts(1, 0, glyphs, 8, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0));
    tables.put("name", shorts(0, 0, 6));
    tables.put("post", shorts(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    return file(tables);
  }

  private byte[] characters() {
    return table(
        out -> {
          int count = letters.length() + 1;
          out.writeShort(0);
          out.writeShort(1);
          out.writeShort(3);
          out.writeShort(1);
          out.writeInt(12);
          out.writeShort(4);
          out.writeShort(16 + 8 * count);
          out.writeShort(0);
          out.writeShort(2 * count);
          out.writeShort(0);
          out.writeShort(0);
          out.writeShort(0);
          for (int i = 0; i < letters.length(); i++) {
            out.writeShort(letters.charAt(i));
          }
          out.writeShort(0xFFFF);
          out.writeShort(0);
          for (int i = 0; i < letters.length(); i++) {
            out.writeShort(letters.charAt(i));
          }
          out.writeShort(0xFFFF);
          for (int i = 0; i < letters.length(); i++) {
            out.writeShort(i + 1 - letters.charAt(i));
          }
          out.writeShort(1);
          for (int i = 0; i < count; i++) {
            out.writeShort(0);
          }
        });
  }

  /** A square with a square hole, wound the other way. */
  private static byte[] square(int hole) {
    return table(
        out -> {
          short[] box = {2, 100, 0, 900, 800, 3, 7, 0};
          for (short s : box) {
            out.writeShort(s);
          }
          for (int i = 0; i < 8; i++) {
            out.writeByte(1);
          }
          int[] x = {100, 0, 800, 0, 300 - 900, hole, 0, -hole};
          int[] y = {0, 800, 0, -800, 300, 0, hole, 0};
          for (int dx : x) {
            out.writeShort(dx);
          }
          for (int dy : y) {
            out.writeShort(dy);
          }
        });
  }

  private static byte[] file(Map<String, byte[]> tables) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x00010000);
    out.writeShort(tables.size());
    out.writeShort(128);
    out.writeShort(3);
    out.writeShort(16 * tables.size() - 128);
    int at = 12 + 16 * tables.size();
    for (Map.Entry<String, byte[]> table : tables.entrySet()) {
      out.write(table.getKey().getBytes(StandardCharsets.US_ASCII));
      out.writeInt(0);
      out.writeInt(at);
      out.writeInt(table.getValue().length);
      at += (table.getValue().length + 3) / 4 * 4;
    }
    for (byte[] table : tables.values()) {
      out.write(table);
      out.write(new byte[(4 - table.length % 4) % 4]);
    }
    return bytes.toByteArray();
  }

  private static byte[] shorts(int... values) {
    return table(
        out -> {
          for (int value : values) {
            out.writeShort(value);
          }
        });
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] table(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writing.to(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
