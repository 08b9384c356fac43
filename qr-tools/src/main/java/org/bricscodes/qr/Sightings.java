package org.bricscodes.qr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.qr.FoundSymbol.Corner;

/** The symbols of one picture, as they are found, and the picture without them. For one thread. */
final class Sightings {

  private final Map<String, FoundSymbol> distinct = new LinkedHashMap<>();
  private Picture left;

  Sightings(Picture picture) {
    this.left = picture;
  }

  /** The picture with white in place of what was found, so that others stand out. */
  Picture left() {
    return left;
  }

  List<FoundSymbol> all() {
    return List.copyOf(distinct.values());
  }

  boolean isFull() {
    return distinct.size() == SymbolReader.MAX_SYMBOLS;
  }

  /** Whether a symbol of two dimensions is among them: a linear one often stands beside ours. */
  boolean hasMatrix() {
    return distinct.values().stream().anyMatch(Sightings::isMatrix);
  }

  /**
   * Adds what is not known yet.
   *
   * @param scale how much larger the upright original is than what was looked at
   * @return whether there was any
   */
  boolean add(List<FoundSymbol> found, double scale) {
    int before = distinct.size();
    List<List<Corner>> areas = new ArrayList<>();
    for (FoundSymbol symbol : found) {
      if (isFull()) {
        break;
      }
      List<Corner> corners = scaled(symbol.corners(), scale);
      distinct.putIfAbsent(
          symbol.symbology() + symbol.text(),
          new FoundSymbol(symbol.symbology(), symbol.identifier(), symbol.text(), corners));
      if (isMatrix(symbol) && corners.size() >= 3) {
        areas.add(scaled(area(symbol, corners), 1.0 / left.scale()));
      }
    }
    if (!areas.isEmpty()) {
      left = left.blanked(areas);
    }
    return distinct.size() > before;
  }

  /**
   * The corners of what is to be blanked. ZXing tells the middles of three finder patterns of a QR
   * Code: without those it is none any more, and what is beside it must not be touched.
   */
  private static List<Corner> area(FoundSymbol symbol, List<Corner> corners) {
    if (symbol.symbology() != FoundSymbol.Symbology.QR_CODE || symbol.identifier().isEmpty()) {
      return corners;
    }
    Corner turn = corners.get(1);
    double x = (corners.get(0).x() + corners.get(2).x()) / 2.0;
    double y = (corners.get(0).y() + corners.get(2).y()) / 2.0;
    Corner across = new Corner((int) (2 * x - turn.x()), (int) (2 * y - turn.y()));
    List<Corner> wider = new ArrayList<>();
    for (Corner corner : List.of(corners.get(0), turn, corners.get(2), across)) {
      wider.add(
          new Corner(
              (int) Math.round(x + 1.25 * (corner.x() - x)),
              (int) Math.round(y + 1.25 * (corner.y() - y))));
    }
    return wider;
  }

  private static List<Corner> scaled(List<Corner> corners, double scale) {
    return corners.stream()
        .map(c -> new Corner((int) Math.round(c.x() * scale), (int) Math.round(c.y() * scale)))
        .toList();
  }

  private static boolean isMatrix(FoundSymbol symbol) {
    return switch (symbol.symbology()) {
      case QR_CODE, DATA_MATRIX -> true;
      case EAN_13, EAN_8, UPC_A, UPC_E, ITF_14, CODE_128 -> false;
    };
  }
}
