package org.bricscodes.label;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A whole document, as a server would send it. */
final class PdfFile {

  private PdfFile() {}

  static byte[] of(PdfLabels labels, byte[] serials) throws IOException {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    pdf.writeBytes(labels.header());
    int[] lengths = new int[labels.pages()];
    byte[] page = new byte[labels.mostPageLength()];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = labels.writePage(i, serials, at, page, 0);
      pdf.write(page, 0, lengths[i]);
      at += 16 * labels.labelsOn(i);
    }
    labels.writeTrailer(i -> lengths[i], pdf);
    return pdf.toByteArray();
  }

  /** Every entry of a classic table points at the object it names. */
  static void assertOffsetsAreTrue(byte[] pdf) {
    String text = new String(pdf, Helvetica.WIN_ANSI);
    int start = text.lastIndexOf("startxref\n") + 10;
    int table = Integer.parseInt(text.substring(start, text.indexOf('\n', start)));
    String head = text.substring(table, table + 30);
    if (!head.startsWith("xref\n0 ")) {
      throw new AssertionError("no table at " + table);
    }
    int objects = Integer.parseInt(head.substring(7, head.indexOf('\n', 7)));
    int entries = table + head.indexOf('\n', 7) + 1;
    for (int number = 1; number < objects; number++) {
      int entry = entries + 20 * number;
      int offset = Integer.parseInt(text.substring(entry, entry + 10));
      if (!text.startsWith(number + " 0 obj\n", offset)) {
        throw new AssertionError("object " + number + " is not at " + offset);
      }
    }
  }
}
