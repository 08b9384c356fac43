package org.bricscodes.samples;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Reads every QR Code of pictures; no two of these share code. */
interface Decoder {

  /** Stands for a picture in which nothing was found. */
  String NOTHING = "";

  /** Lines of {@code zbarimg --xml}. */
  Pattern ZBAR_SOURCE = Pattern.compile("<source href='([^']*)'");

  /** As {@link #ZBAR_SOURCE}. */
  Pattern ZBAR_TEXT = Pattern.compile("<!\\[CDATA\\[(.*?)]]>");

  /** What each picture says, in their order: {@link #NOTHING}, a text, or several, line by line. */
  List<String> read(List<Path> pictures) throws IOException;

  private static String joined(Stream<String> texts) {
    return texts.distinct().collect(Collectors.joining("\n"));
  }

  /** ZXing, in this process, with its other binariser where the first finds nothing. */
  static Decoder zxing() {
    return pictures -> {
      List<String> texts = new ArrayList<>();
      for (Path file : pictures) {
        Grey grey = Grey.of(file);
        var source =
            new PlanarYUVLuminanceSource(
                grey.shades, grey.width, grey.height, 0, 0, grey.width, grey.height, false);
        texts.add(byZxing(source));
      }
      return texts;
    };
  }

  private static String byZxing(LuminanceSource source) {
    for (Binarizer binarizer :
        List.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source))) {
      try {
        Result[] results = new QRCodeMultiReader().decodeMultiple(new BinaryBitmap(binarizer));
        if (results.length > 0) {
          return joined(Arrays.stream(results).map(Result::getText));
        }
      } catch (NotFoundException _) {
        // the other one may see it
      }
    }
    return NOTHING;
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
        texts.add(joined(detector.getDetections().stream().map(code -> code.message)));
      }
      return texts;
    };
  }

  /** The command {@code zbarimg}, which names the pictures in XML and ends with 4 over nothing. */
  static Decoder zbar() {
    return pictures -> {
      List<String> lines =
          Program.each(
              pictures,
              List.of("zbarimg", "--quiet", "--xml", "--nodbus", "-Sdisable", "-Sqrcode.enable"),
              "zbarimg is missing: apt-get install zbar-tools",
              Set.of(0, 4));
      Map<String, List<String>> found = new HashMap<>();
      List<String> texts = new ArrayList<>();
      for (String line : lines) {
        Matcher source = ZBAR_SOURCE.matcher(line);
        if (source.find()) {
          texts = found.computeIfAbsent(source.group(1), _ -> new ArrayList<>());
        }
        Matcher text = ZBAR_TEXT.matcher(line);
        while (text.find()) {
          texts.add(text.group(1));
        }
      }
      return pictures.stream()
          .map(file -> joined(found.getOrDefault(file.toString(), List.of()).stream()))
          .toList();
    };
  }

  /** zxing-cpp, through a Python that has it: {@code decoders.python}. */
  static Decoder zxingCpp() {
    String script =
        """
        import sys, zxingcpp
        from PIL import Image
        for name in sys.argv[1:]:
            codes = zxingcpp.read_barcodes(Image.open(name).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
            print(" ".join(sorted({code.text for code in codes})))
        """;
    String python = System.getProperty("decoders.python", "python3");
    return pictures ->
        Program.each(
            pictures,
            List.of(python, "-c", script),
            python
                + " with zxing-cpp and pillow is missing: python3 -m venv FOLDER;"
                + " FOLDER/bin/pip install zxing-cpp==2.3.0 pillow;"
                + " then -Ddecoders.python=FOLDER/bin/python",
            Set.of(0));
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
      return new Grey(Objects.requireNonNull(ImageIO.read(file.toFile())));
    }
  }

  /** A command that takes pictures and prints what it finds in them. */
  final class Program {

    private static final int AT_ONCE = 500;

    private Program() {}

    static List<String> each(
        List<Path> pictures, List<String> command, String missing, Set<Integer> fine)
        throws IOException {
      List<String> texts = new ArrayList<>();
      for (int from = 0; from < pictures.size(); from += AT_ONCE) {
        List<String> all = new ArrayList<>(command);
        pictures.subList(from, Math.min(from + AT_ONCE, pictures.size())).stream()
            .map(Path::toString)
            .forEach(all::add);
        texts.addAll(lines(all, missing, fine));
      }
      return texts;
    }

    /** What a command prints; what it complains of goes to this process's error stream. */
    static List<String> lines(List<String> command, String missing) throws IOException {
      return lines(command, missing, Set.of(0));
    }

    private static List<String> lines(List<String> command, String missing, Set<Integer> fine)
        throws IOException {
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
        if (!fine.contains(exit)) {
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
