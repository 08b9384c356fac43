package org.bricscodes.samples;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Reads every QR Code of pictures; no two of these share code. */
interface Decoder {

  /** Stands for a picture in which nothing was found. */
  String NOTHING = "";

  /** Texts, picture after picture; decoders outside this process leave out pictures of nothing. */
  List<String> read(List<Path> pictures) throws IOException;

  /** ZXing, in this process. */
  static Decoder zxing() {
    return pictures -> {
      List<String> texts = new ArrayList<>();
      for (Path file : pictures) {
        Grey grey = Grey.of(file);
        var source =
            new PlanarYUVLuminanceSource(
                grey.shades, grey.width, grey.height, 0, 0, grey.width, grey.height, false);
        try {
          BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(source));
          Result[] results = new QRCodeMultiReader().decodeMultiple(bitmap);
          texts.add(results.length == 0 ? NOTHING : results[0].getText());
        } catch (NotFoundException _) {
          texts.add(NOTHING);
        }
      }
      return texts;
    };
  }

  /** BoofCV, in this process. */
  static Decoder boofcv() {
    return pictures -> {
      QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
      List<String> texts = new ArrayList<>();
      for (Path file : pictures) {
        Grey grey = Grey.of(file);
        GrayU8 image = new GrayU8(grey.width, grey.height);
        image.data = grey.shades;
        detector.process(image);
        if (detector.getDetections().isEmpty()) {
          texts.add(NOTHING);
        }
        for (QrCode code : detector.getDetections()) {
          texts.add(code.message);
        }
      }
      return texts;
    };
  }

  /** The command {@code zbarimg}. */
  static Decoder zbar() {
    return pictures ->
        Program.each(
            pictures,
            List.of("zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"),
            "zbarimg is missing: apt-get install zbar-tools");
  }

  /** zxing-cpp, through a Python that has it: {@code decoders.python}. */
  static Decoder zxingCpp() {
    String script =
        """
        import sys, zxingcpp
        from PIL import Image
        for name in sys.argv[1:]:
            for code in zxingcpp.read_barcodes(Image.open(name).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode):
                print(code.text)
        """;
    String python = System.getProperty("decoders.python", "python3");
    return pictures ->
        Program.each(
            pictures,
            List.of(python, "-c", script),
            python
                + " with zxing-cpp and pillow is missing: python3 -m venv FOLDER;"
                + " FOLDER/bin/pip install zxing-cpp==2.3.0 pillow;"
                + " then -Ddecoders.python=FOLDER/bin/python");
  }

  /** A picture in shades of grey. */
  final class Grey {

    private final int width;
    private final int height;
    private final byte[] shades;

    private Grey(BufferedImage image) {
      width = image.getWidth();
      height = image.getHeight();
      shades = new byte[width * height];
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          shades[y * width + x] = (byte) row[x];
        }
      }
    }

    static Grey of(Path file) throws IOException {
      return new Grey(Objects.requireNonNull(ImageIO.read(Files.newInputStream(file))));
    }
  }

  /** A command that takes pictures and prints a line for every code. */
  final class Program {

    private static final int AT_ONCE = 500;

    private Program() {}

    static List<String> each(List<Path> pictures, List<String> command, String missing)
        throws IOException {
      List<String> texts = new ArrayList<>();
      for (int from = 0; from < pictures.size(); from += AT_ONCE) {
        List<String> all = new ArrayList<>(command);
        pictures.subList(from, Math.min(from + AT_ONCE, pictures.size())).stream()
            .map(Path::toString)
            .forEach(all::add);
        texts.addAll(lines(all, missing));
      }
      return texts;
    }

    /** What a command prints; what it complains of goes to this process's error stream. */
    static List<String> lines(List<String> command, String missing) throws IOException {
      Process process;
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      } catch (IOException e) {
        throw new IOException(missing, e);
      }
      process.getOutputStream().close();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        List<String> lines = out.lines().toList();
        int exit = process.waitFor();
        if (exit != 0) {
          throw new IOException(missing + " (exit code " + exit + ")");
        }
        return lines;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
