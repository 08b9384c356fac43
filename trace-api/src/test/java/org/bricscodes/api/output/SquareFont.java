package org.bricscodes.api.output;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * A TrueType font of squares for the five letters of an Anxi tea, 安溪铁观音, as the {@code FontFile} of
 * the tests of {@code qr-tools} makes it; packed.
 */
public final class SquareFont {

  private static final String FILE =
      """
      H4sIAAAAAAACA2NgZGBg4GRoYGBmEEjOTSxggIA5QOyTnlOZBuW/YGBgDMhITUyBcJksgIRZBlAAygfp
      U8nILamA8qcACYmc/GSY/BogIZObWAE1n+kEkFDIS8xNhfKB5jOwFeQXl0D5H0DyQMwIdBfIhTwMLAwO
      YBoMojvzVnUemnJw+uf//1F5SyomRpQ5ZjtnCIH1IQATA9DtzC3MCkAT2YEGQwFYFGjT3xUg1v85EN6f
      B4w6QD0pROnrAeorQdHXQ5S+LUB9Pij6thCl7w5QnwqKvjvE6GNkYWD49wdZH0iECH1Alf+uoOjTAccM
      AyyE4/ltvgLlXzBgAcwvQPoYOID2QFQzgmwDh/MLiDxaPAHTAVAsBRuGyoPSHigdrQDiB0ADJUBpE2wK
      G9geBoTL0E0GWciAFwAA15elexADAAA=
      """;

  private SquareFont() {}

  /** Writes it into a folder. */
  public static Path in(Path folder) throws IOException {
    byte[] packed = Base64.getMimeDecoder().decode(FILE);
    try (InputStream font = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Files.write(folder.resolve("squares.ttf"), font.readAllBytes());
    }
  }
}
