package org.bricscodes.api.sheet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bricscodes.epcis.Fault;

/**
 * One event of a sheet.
 *
 * @param json the event, without context
 * @param row its first
 * @param places which cell each part of it comes from, by JSON pointer
 * @param faults of cells that could not be read; the event is then not whole
 */
record SheetEvent(
    String sheet, ObjectNode json, int row, Map<String, Place> places, List<RowFault> faults) {

  private static final Pattern MISSING = Pattern.compile("(\\w+) is missing");

  /** A cell. */
  record Place(int row, String column) {}

  SheetEvent {
    places = Map.copyOf(places);
    faults = List.copyOf(faults);
  }

  /** What a reader of EPCIS finds wrong, except in columns that are known to be wrong. */
  List<RowFault> translate(List<Fault> found) {
    Set<String> known =
        faults.stream().map(RowFault::column).collect(Collectors.toCollection(TreeSet::new));
    return found.stream()
        .map(this::translate)
        .filter(fault -> fault.column().isEmpty() || !known.contains(fault.column()))
        .toList();
  }

  /** What is missing has no place: its column is the one that would hold it. */
  private RowFault translate(Fault fault) {
    Matcher missing = MISSING.matcher(fault.message());
    Field field = missing.matches() ? Field.of(missing.group(1)).orElse(null) : null;
    return field == null
        ? at(fault.pointer(), fault.message() + "; " + fault.remedy())
        : new RowFault(sheet, row, field.heading(), "is empty; " + field.explanation());
  }

  /**
   * A fault at a part of the event.
   *
   * @param pointer below the event
   */
  RowFault at(String pointer, String message) {
    for (String part = pointer; !part.isEmpty(); part = part.substring(0, part.lastIndexOf('/'))) {
      Place place = places.get(part);
      if (place != null) {
        return new RowFault(sheet, place.row(), place.column(), message);
      }
    }
    return new RowFault(sheet, row, column(pointer), message);
  }

  /** The column that would hold a part that is not there. */
  private static String column(String pointer) {
    String first = pointer.isEmpty() ? "" : pointer.substring(1).split("/", 2)[0];
    return Field.of(first).map(Field::heading).orElse(first);
  }
}
