package org.bricscodes.label;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.cff.CFFCIDFont;
import org.apache.fontbox.cff.CFFFont;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.OTFParser;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A font whose letters are drawn as outlines, for what Helvetica cannot set. TrueType (also in a
 * collection, of which the first face counts) and OpenType. Letters are set one beside the other:
 * see {@link Script} for what that is right for.
 *
 * <p>Only outlines of the letters that a label needs get into a file, never the font. Thread-safe.
 */
public final class LabelFont {

  /** Largest file that is read. */
  public static final int MAX_BYTES = 64 << 20;

  private static final String STANDARD =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** Read on demand, which is not for several threads: guarded by this. */
  private final TrueTypeFont font;

  private final CmapLookup letters;
  private final double unit;
  private final String hash;

  private LabelFont(byte[] file) throws IOException {
    this.hash = sha256(file);
    this.font = parse(file);
    this.letters = Objects.requireNonNull(font.getUnicodeCmapLookup(), "no table of characters");
    this.unit = 1.0 / font.getUnitsPerEm();
    outline('H');
  }

  /**
   * The font of a file.
   *
   * @throws LabelException if there is no such file, or it is not a font
   */
  public static LabelFont of(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("larger than 64 MiB");
      }
      return new LabelFont(Files.readAllBytes(file));
    } catch (IOException | RuntimeException e) {
      throw unusable(file.toString(), "a readable TTF, OTF or TTC file of at most 64 MiB");
    }
  }

  /** Liberation Sans, which comes along: Latin, Greek and Cyrillic. */
  public static LabelFont standard() {
    try (InputStream in = LabelFont.class.getResourceAsStream(STANDARD)) {
      return new LabelFont(Objects.requireNonNull(in, STANDARD).readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("the font that comes along cannot be read", e);
    }
  }

  private static LabelException unusable(String found, String expected) {
    return new LabelException(
        List.of(new LabelFault(LabelFault.Reason.FONT, "font", found, expected)));
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static TrueTypeFont parse(byte[] file) throws IOException {
    String tag = file.length < 4 ? "" : new String(file, 0, 4, Helvetica.WIN_ANSI);
    if (tag.equals("ttcf")) {
      List<TrueTypeFont> faces = new ArrayList<>();
      new TrueTypeCollection(new ByteArrayInputStream(file)).processAllFonts(faces::add);
      return faces.getFirst();
    }
    return tag.equals("OTTO")
        ? new OTFParser().parse(new RandomAccessReadBuffer(file))
        : new TTFParser().parse(new RandomAccessReadBuffer(file));
  }

  /** SHA-256 of its file in hexadecimal: two fonts with one hash draw alike. */
  public String hash() {
    return hash;
  }

  synchronized boolean has(int codePoint) {
    return letters.getGlyphId(codePoint) != 0;
  }

  /** How far the next letter is, in ems. */
  synchronized double advance(int codePoint) {
    try {
      return font.getAdvanceWidth(letters.getGlyphId(codePoint)) * unit;
    } catch (IOException e) {
      throw new IllegalStateException("a font broke after it was opened", e);
    }
  }

  /** A letter's outline in ems, the baseline at 0 and up positive; filled where it winds. */
  synchronized GeneralPath outline(int codePoint) {
    int glyph = letters.getGlyphId(codePoint);
    try {
      GeneralPath path = (GeneralPath) path(glyph).clone();
      path.transform(AffineTransform.getScaleInstance(unit, unit));
      return path;
    } catch (IOException e) {
      throw new IllegalStateException("a font broke after it was opened", e);
    }
  }

  private GeneralPath path(int glyph) throws IOException {
    if (font instanceof OpenTypeFont open && open.isPostScript()) {
      CFFFont cff = open.getCFF().getFont();
      int id = cff instanceof CFFCIDFont cid ? cid.getCharset().getCIDForGID(glyph) : glyph;
      return cff.getType2CharString(id).getPath();
    }
    var data = font.getGlyph().getGlyph(glyph);
    return data == null ? new GeneralPath() : data.getPath();
  }
}
