package org.bricscodes.api.sheet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.split.Piece;
import org.bricscodes.api.split.Splitter;
import org.bricscodes.api.split.UnusableFile;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.jspecify.annotations.Nullable;

/**
 * A spreadsheet of events as documents to send. Opening it reads every row, makes events of them
 * and judges each by the rules the service has, so that {@link #faults} tells everything that is
 * wrong before anything is sent. The pieces hold the sound events.
 *
 * <p>A sheet has a row of headings, the names of {@code EPCIS} fields; {@code prefix:name} for
 * fields of one's own; {@code ilmd/prefix:name} for master data of the item or lot. Above it stand
 * rows {@code namespace · prefix · URI}. Below, a row is an event; rows next to each other with the
 * same text in the column {@code event} are one event, whose lists grow row by row. Rows that begin
 * with {@code #} are notes.
 */
public final class SheetSplitter implements Splitter {

  /** Faults kept; the rest is counted. */
  public static final int MAX_FAULTS = 1_000;

  private static final String CONTEXT =
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
  private static final EpcisJson READER = new EpcisJson(EpcisLimits.DEFAULT);
  private static final Pattern EVENT = Pattern.compile("/eventList/([0-9]{1,9})(/.*|$)");

  private final SheetFile file;
  private final DocumentLimits limits;
  private final InstantSource clock;
  private final List<RowFault> faults = new ArrayList<>();
  private final BitSet unsound = new BitSet();
  private long faultsOmitted;
  private int count;
  private @Nullable SheetEvents events;
  private int index;

  /** An event that did not fit into the piece before. */
  private @Nullable Sound waiting;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sound(SheetEvent event, byte[] bytes) {}

  private SheetSplitter(SheetFile file, DocumentLimits limits, InstantSource clock) {
    this.file = file;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Reads the whole sheet.
   *
   * @throws UnusableFile if rows cannot be told apart or have no headings that say what they are
   */
  public static SheetSplitter open(SheetFile file, DocumentLimits limits, InstantSource clock)
      throws IOException, UnusableFile {
    SheetSplitter splitter = new SheetSplitter(file, limits, clock);
    splitter.survey();
    return splitter;
  }

  /** What is wrong, in the order of the rows. */
  public List<RowFault> faults() {
    return List.copyOf(faults);
  }

  /** How many more faults there are. */
  public long faultsOmitted() {
    return faultsOmitted;
  }

  /** Events that have a fault, and are in no piece. */
  public int unsound() {
    return unsound.cardinality();
  }

  @Override
  public long events() {
    return (long) count - unsound.cardinality();
  }

  @Override
  public @Nullable Piece next() throws IOException, UnusableFile {
    SheetEvents from = events == null ? SheetEvents.open(file) : events;
    events = from;
    byte[] before = before(from);
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    piece.writeBytes(before);
    List<SheetEvent> held = new ArrayList<>();
    while (held.size() < limits.maxEvents()) {
      Sound sound = waiting == null ? sound(from) : waiting;
      waiting = null;
      if (sound == null) {
        break;
      }
      if (piece.size() + sound.bytes().length + 4L > limits.maxBytes() && !held.isEmpty()) {
        waiting = sound;
        break;
      }
      if (!held.isEmpty()) {
        piece.write(',');
      }
      piece.writeBytes(sound.bytes());
      held.add(sound.event());
    }
    if (held.isEmpty()) {
      return null;
    }
    piece.writeBytes("]}}".getBytes(StandardCharsets.UTF_8));
    return new Piece(
        piece.toByteArray(),
        EventForm.JSON,
        held.size(),
        (pointer, message) -> place(held, pointer, message));
  }

  private static String place(List<SheetEvent> held, String pointer, String message) {
    Matcher event = EVENT.matcher(pointer);
    int at = event.find() ? Integer.parseInt(event.group(1)) : held.size();
    return at < held.size()
        ? held.get(at).at(event.group(2), message).toString()
        : (pointer.isEmpty() ? "document" : pointer) + ": " + message;
  }

  private @Nullable Sound sound(SheetEvents from) throws IOException, UnusableFile {
    SheetEvent event = from.next();
    while (event != null && unsound.get(index++)) {
      event = from.next();
    }
    return event == null ? null : new Sound(event, bytes(event.json()));
  }

  private void survey() throws IOException, UnusableFile {
    try (SheetEvents all = SheetEvents.open(file)) {
      int overhead = before(all).length + 4;
      for (SheetEvent event = all.next(); event != null; event = all.next()) {
        List<RowFault> found = new ArrayList<>(event.faults());
        found.addAll(event.translate(READER.parse(alone(event, all)).faults()));
        if (bytes(event.json()).length + overhead > limits.maxBytes()) {
          found.add(event.at("", "the event is more than the service takes; split it"));
        }
        found.sort(Comparator.comparingInt(RowFault::row));
        if (!found.isEmpty()) {
          unsound.set(count);
          keep(found);
        }
        count++;
      }
    }
    if (count == 0) {
      throw new UnusableFile("there is no event in it: fill in rows below the headings");
    }
  }

  private void keep(List<RowFault> found) {
    for (RowFault fault : found) {
      if (faults.size() < MAX_FAULTS) {
        faults.add(fault);
      } else {
        faultsOmitted++;
      }
    }
  }

  /** The event with its context, as it can be judged by itself. */
  private static byte[] alone(SheetEvent event, SheetEvents all) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("@context", context(all));
    whole.setAll(event.json());
    return bytes(whole);
  }

  private byte[] before(SheetEvents all) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("@context", context(all));
    document
        .put("type", "EPCISDocument")
        .put("schemaVersion", "2.0")
        .put("creationDate", clock.instant().toString())
        .putObject("epcisBody")
        .putArray("eventList");
    byte[] whole = bytes(document);
    return Arrays.copyOf(whole, whole.length - "]}}".length());
  }

  private static ArrayNode context(SheetEvents all) {
    ArrayNode context = JsonNodeFactory.instance.arrayNode().add(CONTEXT);
    if (!all.namespaces().isEmpty()) {
      ObjectNode prefixes = context.addObject();
      all.namespaces().forEach(prefixes::put);
    }
    return context;
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    SheetEvents open = events;
    if (open != null) {
      open.close();
    }
  }
}
