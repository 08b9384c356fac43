package org.bricscodes.api.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bricscodes.api.split.UnusableFile;

/**
 * Unpacks a workbook once, keeping nothing, to see that it is no larger than it may be: what its
 * directory says of sizes is not to be believed. Texts that cells share are held in memory by the
 * reader, so their bound is tighter.
 */
final class XlsxGuard {

  private static final int MAX_PARTS = 2_000;
  private static final long MAX_TOTAL = 2L << 30;
  private static final long MAX_SHARED = 128L << 20;
  private static final long MAX_OTHER = 16L << 20;
  private static final String SHEETS = "xl/worksheets/";

  private XlsxGuard() {}

  static void check(Path path) throws IOException, UnusableFile {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<? extends ZipEntry> parts = Collections.list(zip.entries());
      if (parts.size() > MAX_PARTS) {
        throw tooLarge("more than " + MAX_PARTS + " parts");
      }
      if (zip.getEntry("xl/workbook.xml") == null) {
        throw new UnusableFile(
            "it is a zip archive and no XLSX workbook; unpack it and name its files or the folder");
      }
      long left = MAX_TOTAL;
      byte[] buffer = new byte[64 << 10];
      for (ZipEntry part : parts) {
        long bound = Math.min(left, bound(part.getName().toLowerCase(Locale.ROOT)));
        left -= unpack(zip, part, bound, buffer);
      }
    } catch (ZipException e) {
      throw new UnusableFile("the workbook is damaged; save it again as .xlsx", e);
    }
  }

  private static long bound(String name) {
    if (name.startsWith(SHEETS)) {
      return MAX_TOTAL;
    }
    return name.endsWith("sharedstrings.xml") ? MAX_SHARED : MAX_OTHER;
  }

  private static long unpack(ZipFile zip, ZipEntry part, long bound, byte[] buffer)
      throws IOException, UnusableFile {
    long size = 0;
    try (InputStream in = zip.getInputStream(part)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > bound) {
          throw tooLarge("part " + part.getName() + " unpacks to more than " + bound + " bytes");
        }
      }
    }
    return size;
  }

  private static UnusableFile tooLarge(String what) {
    return new UnusableFile("the workbook is too large: " + what + "; make several of it");
  }
}
