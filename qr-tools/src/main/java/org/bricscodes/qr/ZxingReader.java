package org.bricscodes.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Reader;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import com.google.zxing.oned.UPCEReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.qr.FoundSymbol.Corner;
import org.bricscodes.qr.FoundSymbol.Symbology;

/** ZXing on a picture, in its quick and in its thorough way. */
final class ZxingReader {

  private static final List<BarcodeFormat> FORMATS =
      List.of(
          BarcodeFormat.QR_CODE,
          BarcodeFormat.DATA_MATRIX,
          BarcodeFormat.EAN_13,
          BarcodeFormat.EAN_8,
          BarcodeFormat.UPC_A,
          BarcodeFormat.UPC_E,
          BarcodeFormat.ITF,
          BarcodeFormat.CODE_128);

  private static final List<BarcodeFormat> WITHOUT_QR =
      FORMATS.stream().filter(format -> format != BarcodeFormat.QR_CODE).toList();

  private ZxingReader() {}

  /** Nothing is begun when the time is over; what was found until then is told. */
  static List<FoundSymbol> quick(Picture picture, Effort effort) {
    return read(picture, hints(), effort);
  }

  /** Looks at every row, turned by a quarter, and light on dark. */
  static List<FoundSymbol> thorough(Picture picture, Effort effort) {
    Map<DecodeHintType, Object> hints = hints();
    hints.put(DecodeHintType.TRY_HARDER, true);
    hints.put(DecodeHintType.ALSO_INVERTED, true);
    return read(picture, hints, effort);
  }

  /** QR Codes that are printed light on dark. */
  static List<FoundSymbol> inverted(Picture picture, Effort effort) {
    return qrCodes(picture.inverted(), hints(), effort);
  }

  private static Map<DecodeHintType, Object> hints() {
    Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
    hints.put(DecodeHintType.POSSIBLE_FORMATS, FORMATS);
    hints.put(DecodeHintType.ALLOWED_LENGTHS, new int[] {14}); // shorter ITF is found everywhere
    hints.put(DecodeHintType.ASSUME_GS1, true); // FNC1 of Code 128 is told, not dropped
    return hints;
  }

  private static List<FoundSymbol> read(
      Picture picture, Map<DecodeHintType, Object> hints, Effort effort) {
    List<FoundSymbol> found = new ArrayList<>(qrCodes(picture, hints, effort));
    var several = new GenericMultipleBarcodeReader(new Bounded(effort));
    try {
      for (Result result : several.decodeMultiple(bitmap(picture), hints)) {
        found.add(symbol(result));
      }
    } catch (NotFoundException _) {
      // nothing here is an answer
    }
    return found;
  }

  private static List<FoundSymbol> qrCodes(
      Picture picture, Map<DecodeHintType, Object> hints, Effort effort) {
    try {
      return new ZxingQrCodes(hints, effort).find(bitmap(picture).getBlackMatrix());
    } catch (FinderCount.Crowded _) {
      effort.crowd(); // other symbologies may stand there
    } catch (NotFoundException _) {
      // nor is a picture without contrast
    }
    return List.of();
  }

  private static BinaryBitmap bitmap(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    var source =
        new PlanarYUVLuminanceSource(picture.grey(), width, height, 0, 0, width, height, false);
    return new BinaryBitmap(new HybridBinarizer(source));
  }

  /** One symbol of any format, unless the time is over; no QR Code among too many patterns. */
  private static final class Bounded implements Reader {

    private final Effort effort;
    private final FinderCount count = new FinderCount();
    private final MultiFormatReader reader = new MultiFormatReader();

    Bounded(Effort effort) {
      this.effort = effort;
    }

    @Override
    public Result decode(BinaryBitmap image) throws NotFoundException {
      return decode(image, hints());
    }

    @Override
    public Result decode(BinaryBitmap image, Map<DecodeHintType, ?> given)
        throws NotFoundException {
      if (effort.isOver()) {
        throw NotFoundException.getNotFoundInstance();
      }
      Map<DecodeHintType, Object> hints = new EnumMap<>(given);
      hints.put(DecodeHintType.NEED_RESULT_POINT_CALLBACK, count);
      count.restart();
      try {
        return reader.decode(image, hints);
      } catch (FinderCount.Crowded _) {
        effort.crowd();
        hints.put(DecodeHintType.POSSIBLE_FORMATS, WITHOUT_QR);
        return reader.decode(image, hints);
      }
    }

    @Override
    public void reset() {
      reader.reset();
    }
  }

  private static FoundSymbol symbol(Result result) {
    Symbology symbology = symbology(result.getBarcodeFormat());
    String text = result.getText();
    String identifier = "";
    Map<ResultMetadataType, Object> metadata = result.getResultMetadata();
    if (metadata != null) {
      Object told = metadata.get(ResultMetadataType.SYMBOLOGY_IDENTIFIER);
      identifier = told == null ? "" : told.toString();
    }
    if (symbology == Symbology.CODE_128 && text.startsWith("]C1")) {
      identifier = "]C1";
      text = text.substring(3);
    }
    if (identifier.equals("]d2") && text.startsWith("\u001D")) {
      text = text.substring(1); // the identifier says it already
    }
    if (symbology == Symbology.UPC_E) {
      text = UPCEReader.convertUPCEtoUPCA(text);
    }
    List<Corner> corners = new ArrayList<>();
    ResultPoint[] points = result.getResultPoints();
    for (ResultPoint point : points == null ? new ResultPoint[0] : points) {
      if (point != null) {
        corners.add(new Corner(Math.round(point.getX()), Math.round(point.getY())));
      }
    }
    return new FoundSymbol(symbology, identifier, text, corners);
  }

  private static Symbology symbology(BarcodeFormat format) {
    return switch (format) {
      case DATA_MATRIX -> Symbology.DATA_MATRIX;
      case EAN_13 -> Symbology.EAN_13;
      case EAN_8 -> Symbology.EAN_8;
      case UPC_A -> Symbology.UPC_A;
      case UPC_E -> Symbology.UPC_E;
      case ITF -> Symbology.ITF_14;
      case CODE_128 -> Symbology.CODE_128;
      default -> Symbology.QR_CODE; // nothing else was asked for
    };
  }
}
