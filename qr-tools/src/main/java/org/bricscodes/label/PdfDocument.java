package org.bricscodes.label;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The frame of a PDF of many pages: which object is where.
 *
 * <p>Objects 1 to 6 are the catalogue, the root of the page tree, the font, the resources and the
 * two forms; page n is object 7 + 2n and its content the next; behind all pages come the nodes of
 * the page tree, level by level, each with up to {@value #FAN} kids. So every number is known
 * before a page is made. The root and the nodes stand in the trailer, and the table of offsets,
 * which is written from the lengths of the pages; a file too long for ten digits gets it as a
 * stream (7.5.8).
 */
final class PdfDocument {

  /** Kids of a node of the page tree. */
  static final int FAN = 128;

  /** Bytes of a page besides its content, at most. */
  static final int AROUND_PAGE = 256;

  /** Largest offset of a classic table. */
  private static final long MOST_CLASSIC = 9_999_999_999L;

  private static final int CATALOGUE = 1;
  private static final int ROOT = 2;
  private static final int FONT = 3;
  private static final int RESOURCES = 4;
  private static final int LABEL = 5;
  private static final int MARKS = 6;
  private static final int FIRST_PAGE = 7;

  private final int pages;
  private final String mediaBox;
  private final byte[] header;
  private final long[] headerOffsets = new long[FIRST_PAGE];

  /** Nodes on each level, from the one above the pages; the root is above the last. */
  private final List<Integer> levels = new ArrayList<>();

  PdfDocument(SheetGrid sheet, LabelLayout layout, byte[] labelForm, byte[] marksForm, int pages) {
    this.pages = pages;
    this.mediaBox =
        "[0 0 "
            + PdfLabels.points(sheet.pageWidth())
            + " "
            + PdfLabels.points(sheet.pageHeight())
            + "]";
    int nodes = parents(pages);
    levels.add(nodes);
    while (nodes > FAN) {
      nodes = parents(nodes);
      levels.add(nodes);
    }
    this.header = header(sheet, layout, labelForm, marksForm);
  }

  int pages() {
    return pages;
  }

  byte[] header() {
    return header.clone();
  }

  /** Writes the two objects of a page. */
  int writePage(int page, byte[] content, int length, byte[] out, int at) {
    byte[] before = page(page);
    byte[] stream =
        ascii((number(page) + 1) + " 0 obj\n<</Length " + length + "/Filter/FlateDecode>>stream\n");
    byte[] after = ascii("\nendstream\nendobj\n");
    System.arraycopy(before, 0, out, at, before.length);
    int end = at + before.length;
    System.arraycopy(stream, 0, out, end, stream.length);
    end += stream.length;
    System.arraycopy(content, 0, out, end, length);
    end += length;
    System.arraycopy(after, 0, out, end, after.length);
    return end + after.length - at;
  }

  void writeTrailer(IntUnaryOperator pageLengths, OutputStream out) throws IOException {
    long start = header.length;
    for (int page = 0; page < pages; page++) {
      start += pageLengths.applyAsInt(page);
    }
    long at = start;
    byte[] root = root();
    out.write(root);
    at += root.length;
    for (int level = 0; level < levels.size(); level++) {
      for (int node = 0; node < levels.get(level); node++) {
        byte[] text = node(level, node);
        out.write(text);
        at += text.length;
      }
    }
    if (at <= MOST_CLASSIC) {
      table(pageLengths, start, root.length, out);
    } else {
      stream(pageLengths, start, root.length, at, out);
    }
    out.write(ascii("startxref\n" + at + "\n%%EOF\n"));
  }

  long trailerLength(IntUnaryOperator pageLengths) {
    try (Counter counter = new Counter()) {
      writeTrailer(pageLengths, counter);
      return counter.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is written is counted and forgotten. */
  private static final class Counter extends OutputStream {

    private long length;

    @Override
    public void write(int one) {
      length++;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      length += count;
    }
  }

  private byte[] header(SheetGrid sheet, LabelLayout layout, byte[] labelForm, byte[] marksForm) {
    PdfText text = new PdfText(8192).text("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    object(
        text, CATALOGUE, "<</Type/Catalog/Pages 2 0 R/ViewerPreferences<</PrintScaling/None>>>>");
    object(text, FONT, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    object(text, RESOURCES, "<</Font<</H 3 0 R>>/XObject<</L 5 0 R/M 6 0 R>>/ProcSet[/PDF/Text]>>");
    form(text, LABEL, layout.width(), layout.height(), labelForm);
    int width = PdfForms.dots(sheet.pageWidth());
    form(text, MARKS, width, PdfForms.dots(sheet.pageHeight()), marksForm);
    return text.copy();
  }

  private void object(PdfText text, int number, String body) {
    headerOffsets[number] = text.length();
    text.text(number + " 0 obj\n" + body + "\nendobj\n");
  }

  private void form(PdfText text, int number, int width, int height, byte[] content) {
    headerOffsets[number] = text.length();
    text.text(number + " 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 " + width + " " + height);
    text.text("]/Resources<</Font<</H 3 0 R>>>>/Length " + content.length + ">>stream\n");
    text.bytes(content).text("\nendstream\nendobj\n");
  }

  private byte[] page(int page) {
    int number = number(page);
    return ascii(
        number
            + " 0 obj\n<</Type/Page/Parent "
            + nodeNumber(0, page / FAN)
            + " 0 R/Contents "
            + (number + 1)
            + " 0 R>>\nendobj\n");
  }

  private byte[] root() {
    int top = levels.size() - 1;
    String open = "<</Type/Pages/MediaBox" + mediaBox + "/Resources 4 0 R/Count " + pages;
    return tree(ROOT, open, top, 0, levels.get(top));
  }

  private byte[] node(int level, int node) {
    int parent = level == levels.size() - 1 ? ROOT : nodeNumber(level + 1, node / FAN);
    int below = level == 0 ? pages : levels.get(level - 1);
    int from = node * FAN;
    int to = Math.min(below, from + FAN);
    long span = 1;
    for (int i = 0; i <= level; i++) {
      span *= FAN;
    }
    long count = Math.min(span, pages - span * node);
    String open = "<</Type/Pages/Parent " + parent + " 0 R/Count " + count;
    return tree(nodeNumber(level, node), open, level - 1, from, to);
  }

  /** A node with its kids, which are pages when their level is -1. */
  private byte[] tree(int number, String open, int kidsLevel, int from, int to) {
    StringBuilder text = new StringBuilder().append(number).append(" 0 obj\n").append(open);
    text.append("/Kids[");
    for (int kid = from; kid < to; kid++) {
      int kidNumber = kidsLevel < 0 ? number(kid) : nodeNumber(kidsLevel, kid);
      text.append(kidNumber).append(" 0 R ");
    }
    return ascii(text.append("]>>\nendobj\n").toString());
  }

  private static int parents(int below) {
    return (below + FAN - 1) / FAN;
  }

  private static int number(int page) {
    return FIRST_PAGE + 2 * page;
  }

  private int nodeNumber(int level, int node) {
    int number = number(pages);
    for (int below = 0; below < level; below++) {
      number += levels.get(below);
    }
    return number + node;
  }

  /** How many objects there are, the free one included. */
  private int objects() {
    return nodeNumber(levels.size(), 0);
  }

  /** Takes the offset of each object, from 1 on. */
  private interface Offsets {
    void next(long offset) throws IOException;
  }

  private void offsets(IntUnaryOperator pageLengths, long start, int rootLength, Offsets to)
      throws IOException {
    for (int number = 1; number < FIRST_PAGE; number++) {
      to.next(number == ROOT ? start : headerOffsets[number]);
    }
    long at = header.length;
    for (int page = 0; page < pages; page++) {
      to.next(at);
      to.next(at + page(page).length);
      at += pageLengths.applyAsInt(page);
    }
    at = start + rootLength;
    for (int level = 0; level < levels.size(); level++) {
      for (int node = 0; node < levels.get(level); node++) {
        to.next(at);
        at += node(level, node).length;
      }
    }
  }

  /** The classic table: twenty bytes an object (7.5.4). */
  private void table(IntUnaryOperator pageLengths, long start, int rootLength, OutputStream out)
      throws IOException {
    out.write(ascii("xref\n0 " + objects() + "\n0000000000 65535 f \n"));
    byte[] entry = ascii("0000000000 00000 n \n");
    offsets(
        pageLengths,
        start,
        rootLength,
        offset -> {
          long rest = offset;
          for (int digit = 9; digit >= 0; digit--) {
            entry[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
          }
          out.write(entry);
        });
    out.write(ascii("trailer\n<</Size " + objects() + "/Root 1 0 R>>\n"));
  }

  /** The table as a stream, itself the last object: eight bytes an object. */
  private void stream(
      IntUnaryOperator pageLengths, long start, int rootLength, long at, OutputStream out)
      throws IOException {
    int number = objects();
    out.write(
        ascii(
            number
                + " 0 obj\n<</Type/XRef/W[1 6 1]/Size "
                + (number + 1)
                + "/Root 1 0 R/Length "
                + 8L * (number + 1)
                + ">>stream\n"));
    byte[] entry = new byte[8];
    entry[7] = (byte) 0xFF;
    out.write(entry);
    entry[0] = 1;
    entry[7] = 0;
    Offsets write =
        offset -> {
          for (int i = 0; i < 6; i++) {
            entry[6 - i] = (byte) (offset >>> (8 * i));
          }
          out.write(entry);
        };
    offsets(pageLengths, start, rootLength, write);
    write.next(at);
    out.write(ascii("\nendstream\nendobj\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
