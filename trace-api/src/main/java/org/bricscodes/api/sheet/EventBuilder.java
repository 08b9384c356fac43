package org.bricscodes.api.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bricscodes.api.sheet.SheetEvent.Place;

/**
 * Makes one event of the rows that belong to it. Lists grow row by row; of a single value every row
 * says the same or nothing.
 */
final class EventBuilder {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NUMBER = "-?[0-9]{1,30}(\\.[0-9]{1,20})?";

  private final String sheet;
  private final SheetHeader header;
  private final int firstRow;
  private final ObjectNode event = JSON.objectNode();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, CellTime> times = new HashMap<>();
  private final List<RowFault> faults = new ArrayList<>();
  private Optional<ZoneOffset> offset = Optional.empty();

  EventBuilder(String sheet, SheetHeader header, int firstRow) {
    this.sheet = sheet;
    this.header = header;
    this.firstRow = firstRow;
  }

  void add(SheetRow row) {
    header
        .columns()
        .forEach(
            (index, column) -> {
              SheetCell cell = row.cell(index);
              Place place = new Place(row.number(), column.heading());
              if (cell instanceof SheetCell.Flaw(String message, String remedy)) {
                fault(place, message + "; " + remedy);
              } else if (!cell.isEmpty()) {
                take(column, cell, place);
              }
            });
  }

  void keyUsedBefore(String key) {
    fault(
        new Place(firstRow, Field.EVENT.heading()),
        "\"" + key + "\" was used further up; put the rows of one event together");
  }

  SheetEvent build() {
    times.forEach(this::time);
    return new SheetEvent(sheet, event, firstRow, places, faults);
  }

  private void take(Column column, SheetCell cell, Place place) {
    switch (column) {
      case Column.Standard(Field field) -> take(field, cell, place);
      case Column.Own(String _, String name) -> single("/" + name, cell.text(), place);
      case Column.Ilmd(String _, String name) -> single("/ilmd/" + name, cell.text(), place);
    }
  }

  private void take(Field field, SheetCell cell, Place place) {
    String pointer = "/" + field.heading().replace('.', '/');
    String text = cell.text();
    switch (field.shape()) {
      case KEY -> {}
      case WORD -> single(pointer, text, place);
      case PLACE -> single(pointer + "/id", text, place);
      case URIS ->
          items(text, "\\s+|\\|").forEach(item -> append(pointer, JSON.textNode(item), place));
      case WORDS ->
          items(text, "\\R|\\|").forEach(item -> append(pointer, JSON.textNode(item), place));
      case QUANTITIES -> items(text, "\\R|\\|").forEach(item -> quantity(pointer, item, place));
      case TYPED -> items(text, "\\R|\\|").forEach(item -> typed(field, pointer, item, place));
      case SENSOR -> items(text, "\\R|\\|").forEach(item -> report(item, place));
      case TIME -> time(pointer, cell, place);
      case OFFSET -> offset(pointer, cell, place);
    }
  }

  private static Stream<String> items(String text, String separator) {
    return Stream.of(text.split(separator, -1)).map(String::strip).filter(item -> !item.isEmpty());
  }

  private void quantity(String pointer, String item, Place place) {
    String[] words = item.split("\\s+", -1);
    boolean number = words.length < 2 || words[1].matches(NUMBER);
    if (words.length > 3 || !number) {
      fault(
          place,
          "\""
              + item
              + "\" is no quantity; write CLASS QUANTITY UNIT, such as"
              + " https://id.gs1.org/01/09521222000018/10/L1 200 KGM");
      return;
    }
    ObjectNode quantity = JSON.objectNode().put("epcClass", words[0]);
    if (words.length > 1) {
      quantity.set("quantity", JSON.numberNode(new BigDecimal(words[1])));
    }
    if (words.length > 2) {
      quantity.put("uom", words[2]);
    }
    append(pointer, quantity, place);
  }

  private void typed(Field field, String pointer, String item, Place place) {
    String[] words = item.split("\\s+", -1);
    String name = field.heading().substring(0, field.heading().length() - "List".length());
    boolean alone = words.length == 1 && field == Field.BIZ_TRANSACTION_LIST;
    if (words.length != 2 && !alone) {
      fault(place, "\"" + item + "\" does not fit; write TYPE URI, such as " + field.example());
      return;
    }
    ObjectNode entry = JSON.objectNode();
    if (!alone) {
      entry.put("type", words[0]);
    }
    append(pointer, entry.put(name, words[words.length - 1]), place);
  }

  private void report(String item, Place place) {
    String[] words = item.split("\\s+", -1);
    if (words.length < 2 || words.length > 3 || !words[1].matches(NUMBER)) {
      fault(
          place,
          "\""
              + item
              + "\" is no measured value; write TYPE VALUE UNIT, such as "
              + Field.SENSOR_REPORT.example());
      return;
    }
    ObjectNode report = JSON.objectNode().put("type", words[0]);
    report.set("value", JSON.numberNode(new BigDecimal(words[1])));
    if (words.length > 2) {
      report.put("uom", words[2]);
    }
    if (!event.has("sensorElementList")) {
      event.putArray("sensorElementList").addObject().putArray("sensorReport");
    }
    append("/sensorElementList/0/sensorReport", report, place);
  }

  private void time(String pointer, SheetCell cell, Place place) {
    Optional<CellTime> time = CellTime.of(cell);
    if (time.isEmpty()) {
      fault(place, "\"" + cell.text() + "\" is no date and time; " + CellTime.REMEDY);
      return;
    }
    CellTime other = times.put(pointer, time.get());
    if (other != null && !other.equals(time.get())) {
      fault(place, "differs from the row above; rows of one event have one time");
    }
    places.putIfAbsent(pointer, place);
  }

  private void offset(String pointer, SheetCell cell, Place place) {
    Optional<ZoneOffset> found = CellTime.offset(cell);
    if (found.isEmpty()) {
      fault(place, "\"" + cell.text() + "\" is no offset from UTC; write +08:00");
    } else if (offset.isPresent() && !offset.equals(found)) {
      fault(place, "differs from the row above; rows of one event have one offset");
    } else {
      offset = found;
      single(pointer, CellTime.written(found.get()), place);
    }
  }

  /** Every row has been seen: the offset is known, or is not there. */
  private void time(String pointer, CellTime time) {
    Optional<ZoneOffset> zone = time.offset().or(() -> offset);
    String column = Field.EVENT_TIME_ZONE_OFFSET.heading();
    if (zone.isEmpty() && faults.stream().noneMatch(fault -> fault.column().equals(column))) {
      fault(
          places.getOrDefault(pointer, new Place(firstRow, "")),
          "does not say in which zone; fill eventTimeZoneOffset, or write"
              + " 2026-05-02T10:00:00+08:00");
    }
    // Without a zone the event is refused already; what stands here then keeps others from saying
    // so once more.
    ZoneOffset known = zone.orElse(ZoneOffset.UTC);
    object(pointer).put(name(pointer), time.written(Optional.of(known)));
    if (pointer.equals("/" + Field.EVENT_TIME.heading()) && offset.isEmpty()) {
      event.put(column, CellTime.written(known));
    }
  }

  private void single(String pointer, String value, Place place) {
    ObjectNode object = object(pointer);
    JsonNode other = object.get(name(pointer));
    if (other != null && !other.asText().equals(value)) {
      fault(
          place,
          "differs from \""
              + other.asText()
              + "\" in the row above; rows of one event say the"
              + " same, or nothing");
      return;
    }
    object.put(name(pointer), value);
    places.putIfAbsent(pointer, place);
  }

  private void append(String pointer, JsonNode item, Place place) {
    JsonNode list = event.at(pointer);
    ArrayNode array =
        list instanceof ArrayNode there ? there : object(pointer).putArray(name(pointer));
    places.putIfAbsent(pointer, place);
    places.put(pointer + "/" + array.size(), place);
    array.add(item);
  }

  /** The object that holds what the pointer points to. */
  private ObjectNode object(String pointer) {
    ObjectNode object = event;
    String[] names = pointer.substring(1).split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      object =
          object.get(names[i]) instanceof ObjectNode there ? there : object.putObject(names[i]);
    }
    return object;
  }

  private static String name(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private void fault(Place place, String message) {
    faults.add(new RowFault(sheet, place.row(), place.column(), message));
  }
}
