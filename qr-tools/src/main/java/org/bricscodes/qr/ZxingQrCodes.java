package org.bricscodes.qr;

import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.multi.qrcode.detector.MultiFinderPatternFinder;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.QRCodeDecoderMetaData;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.detector.FinderPattern;
import com.google.zxing.qrcode.detector.FinderPatternInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.bricscodes.qr.FoundSymbol.Corner;
import org.bricscodes.qr.FoundSymbol.Symbology;

/**
 * Every QR Code of a picture by ZXing's parts, with bounds that its own reader of several has not:
 * at most {@link FinderCount#MOST} finder patterns, no candidate after the time is over, and none
 * of whose three patterns one belongs to a symbol that was read.
 */
final class ZxingQrCodes {

  private final Map<DecodeHintType, Object> hints;
  private final Effort effort;
  private final Decoder decoder = new Decoder();

  ZxingQrCodes(Map<DecodeHintType, Object> hints, Effort effort) {
    this.hints = hints;
    this.effort = effort;
  }

  /**
   * The symbols, first those whose parts stand closest.
   *
   * @throws FinderCount.Crowded at too many finder patterns
   */
  List<FoundSymbol> find(BitMatrix matrix) {
    List<FoundSymbol> found = new ArrayList<>();
    TreeMap<Integer, TreeMap<Integer, DecoderResult>> parts = new TreeMap<>();
    Set<FinderPattern> taken = new HashSet<>();
    Candidates candidates = new Candidates(matrix);
    for (FinderPatternInfo candidate : candidates.all(hints)) {
      if (effort.isOver()) {
        break;
      }
      List<FinderPattern> patterns = patterns(candidate);
      if (patterns.stream().anyMatch(taken::contains)) {
        continue;
      }
      try {
        DetectorResult place = candidates.sampled(candidate);
        DecoderResult said = decoder.decode(place.getBits(), hints);
        taken.addAll(patterns);
        if (said.hasStructuredAppend()) {
          parts
              .computeIfAbsent(said.getStructuredAppendParity(), parity -> new TreeMap<>())
              .putIfAbsent(said.getStructuredAppendSequenceNumber(), said);
        } else {
          found.add(symbol(said, said.getText(), corners(said, place.getPoints())));
        }
      } catch (ReaderException _) {
        // these three were no symbol
      }
    }
    parts.values().forEach(message -> found.add(joined(message)));
    return found;
  }

  /** A message that several symbols share; it stands at no one place. */
  private static FoundSymbol joined(NavigableMap<Integer, DecoderResult> message) {
    StringBuilder text = new StringBuilder();
    message.values().forEach(part -> text.append(part.getText()));
    return symbol(message.firstEntry().getValue(), text.toString(), List.of());
  }

  private static FoundSymbol symbol(DecoderResult said, String text, List<Corner> corners) {
    String identifier = "]Q" + said.getSymbologyModifier();
    return new FoundSymbol(Symbology.QR_CODE, identifier, text, corners);
  }

  private static List<Corner> corners(DecoderResult said, ResultPoint[] points) {
    if (said.getOther() instanceof QRCodeDecoderMetaData mirrored) {
      mirrored.applyMirroredCorrection(points);
    }
    return Arrays.stream(points)
        .map(point -> new Corner(Math.round(point.getX()), Math.round(point.getY())))
        .toList();
  }

  private static List<FinderPattern> patterns(FinderPatternInfo candidate) {
    return List.of(candidate.getBottomLeft(), candidate.getTopLeft(), candidate.getTopRight());
  }

  /** What ZXing takes for symbols; the part of it that samples modules is open to heirs alone. */
  private static final class Candidates extends Detector {

    Candidates(BitMatrix matrix) {
      super(matrix);
    }

    List<FinderPatternInfo> all(Map<DecodeHintType, Object> hints) {
      try {
        var finder = new MultiFinderPatternFinder(getImage(), new FinderCount());
        return Arrays.stream(finder.findMulti(hints))
            .sorted(Comparator.comparingDouble(Candidates::side))
            .toList();
      } catch (NotFoundException _) {
        return List.of();
      }
    }

    DetectorResult sampled(FinderPatternInfo candidate) throws NotFoundException, FormatException {
      return processFinderPatternInfo(candidate);
    }

    private static double side(FinderPatternInfo candidate) {
      return ResultPoint.distance(candidate.getTopLeft(), candidate.getTopRight());
    }
  }
}
