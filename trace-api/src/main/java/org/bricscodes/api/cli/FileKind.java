package org.bricscodes.api.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.bricscodes.api.split.UnusableFile;

/** What a file of events is, by its first bytes: names lie. */
enum FileKind {
  /** A JSON-LD document, or one event. */
  JSON,
  /** An XML document, EPCIS 2.0 or 1.2. */
  XML,
  /** A spreadsheet as text. */
  CSV,
  /** A spreadsheet as a workbook. */
  XLSX;

  /** Bytes looked at. */
  static final int HEAD = 4 << 10;

  /** A workbook is a zip archive; whether an archive is a workbook is told when it is opened. */
  private static final String ZIP = "PK\3\4";

  /** The beginning of a kind of file that is refused, and what to do about it. */
  private record Signature(String bytes, String refusal) {}

  private static final List<Signature> REFUSED =
      List.of(
          new Signature("\u001f\u008b", "compressed twice; unpack it once"),
          new Signature("\u00fe\u00ff", "UTF-16; save the file as UTF-8"),
          new Signature("\u00ff\u00fe", "UTF-16; save the file as UTF-8"),
          new Signature("\u00d0\u00cf\u0011\u00e0", "an old Excel file; save it as .xlsx"),
          new Signature("%PDF", "a PDF"),
          new Signature("PAR1", "Parquet; send the events as JSON, XML or a spreadsheet"),
          new Signature("BZh", "compressed with bzip2; unpack it, or use gzip"),
          new Signature("\u00fd7zXZ", "compressed with xz; unpack it, or use gzip"),
          new Signature("7z\u00bc\u00af", "a 7z archive; unpack it"),
          new Signature("(\u00b5/\u00fd", "compressed with zstd; unpack it, or use gzip"));

  /**
   * @param head the first {@link #HEAD} bytes, unpacked
   * @throws UnusableFile if it is none of these, saying what it seems to be
   */
  static FileKind of(byte[] head) throws UnusableFile {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (Signature signature : REFUSED) {
      if (text.startsWith(signature.bytes)) {
        throw new UnusableFile("it is " + signature.refusal);
      }
    }
    if (text.startsWith(ZIP)) {
      return XLSX;
    }
    String start =
        (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
    if (start.isEmpty()) {
      throw new UnusableFile("it is empty");
    }
    if (start.indexOf('\0') >= 0) {
      throw new UnusableFile("it is binary; send EPCIS as JSON-LD, XML or a spreadsheet");
    }
    return switch (start.charAt(0)) {
      case '{' -> JSON;
      case '<' -> start.toLowerCase(Locale.ROOT).startsWith("<!doctype html") ? html() : XML;
      default -> CSV;
    };
  }

  private static FileKind html() throws UnusableFile {
    throw new UnusableFile("it is a web page; send EPCIS as JSON-LD or XML");
  }
}
