package org.bricscodes.scans;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * Visits as lines of JSON (NDJSON):
 *
 * <pre>
 *   at, last        instants, ISO 8601
 *   looks           whole number
 *   visits          whole number: how many a fold stands for; absent: one
 *   gtin, serial    what was looked up
 *   lot             of the issued item; absent for a guess
 *   country, cell   two letters; [latitude, longitude, degrees] of the cell's centre; each may be absent
 *   period          when the period of the visitor's salt began; absent: all lines are of one
 *   device, network hexadecimal, equal for equal visitors within one salt period
 *   agent           four hexadecimal digits
 *   found, channel  words
 *   stage, since, markets, expiry, compromised, activated   facts at the time; all but stage may be absent
 *   label           "genuine" or "clone", by whoever knows; absent otherwise
 * </pre>
 */
public final class ScanLogFormat {

  /** Characters of a line at most. */
  public static final int MAX_LINE = 8 << 10;

  private static final Set<String> NAMES =
      Set.of(
          "at",
          "last",
          "looks",
          "visits",
          "gtin",
          "serial",
          "lot",
          "country",
          "cell",
          "period",
          "device",
          "network",
          "agent",
          "found",
          "channel",
          "stage",
          "since",
          "markets",
          "expiry",
          "compromised",
          "activated",
          "label");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(2).maxStringLength(MAX_LINE).build())
          .build();

  private static final HexFormat HEX = HexFormat.of();

  private ScanLogFormat() {}

  /** One line, without its end. */
  public static String write(ScanLine line) {
    StringWriter text = new StringWriter(400);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      Visit visit = line.visit();
      out.writeStartObject();
      out.writeStringField("at", visit.began().toString());
      out.writeStringField("last", visit.last().toString());
      out.writeNumberField("looks", visit.looks());
      if (visit.visits() > 1) {
        out.writeNumberField("visits", visit.visits());
      }
      out.writeStringField("gtin", line.subject().gtin().digits());
      out.writeStringField("serial", line.subject().serial());
      optional(out, "lot", line.lot());
      Place place = visit.place();
      if (place != null) {
        out.writeStringField("country", place.country());
        Cell cell = place.cell();
        if (cell != null) {
          out.writeArrayFieldStart("cell");
          out.writeNumber(cell.latitude());
          out.writeNumber(cell.longitude());
          out.writeNumber(cell.degrees());
          out.writeEndArray();
        }
      }
      out.writeStringField("period", visit.visitor().period().toString());
      out.writeStringField("device", HEX.toHexDigits(visit.visitor().device()));
      out.writeStringField("network", HEX.toHexDigits(visit.visitor().network()));
      out.writeStringField("agent", HEX.toHexDigits(visit.visitor().agent()));
      out.writeStringField("found", visit.found().word());
      out.writeStringField("channel", visit.channel().word());
      facts(out, visit.facts());
      ScanLine.Label label = line.label();
      optional(out, "label", label == null ? null : label.name().toLowerCase(Locale.ROOT));
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return text.toString();
  }

  private static void facts(JsonGenerator out, ItemFacts facts) throws IOException {
    out.writeStringField("stage", facts.stage().word());
    optional(out, "since", facts.since());
    if (!facts.markets().isEmpty()) {
      out.writeArrayFieldStart("markets");
      for (String market : facts.markets()) {
        out.writeString(market);
      }
      out.writeEndArray();
    }
    optional(out, "expiry", facts.expiry());
    if (facts.exposed() == ItemFacts.Exposure.COMPROMISED) {
      out.writeBooleanField("compromised", true);
    }
    optional(out, "activated", facts.activated());
  }

  private static void optional(JsonGenerator out, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value.toString());
    }
  }

  /**
   * The inverse of {@link #write}.
   *
   * @throws ScanFileException naming every field that is wrong
   */
  public static ScanLine read(String line) throws ScanFileException {
    if (line.length() > MAX_LINE) {
      throw new ScanFileException(List.of("a line has at most 8192 characters"));
    }
    return new Fields(parse(line)).line();
  }

  /** Name → text, or list of texts. */
  private static Map<String, List<String>> parse(String line) throws ScanFileException {
    Map<String, List<String>> values = new HashMap<>();
    try (JsonParser in = JSON.createParser(line)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new ScanFileException(List.of("must be one JSON object"));
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        List<String> texts = new ArrayList<>();
        if (in.nextToken() == JsonToken.START_ARRAY) {
          while (in.nextToken() != JsonToken.END_ARRAY) {
            texts.add(in.getText());
          }
        } else {
          texts.add(in.getText());
        }
        values.put(name, texts);
      }
      if (in.nextToken() != null) {
        throw new ScanFileException(List.of("must be one JSON object, and nothing behind it"));
      }
    } catch (IOException e) {
      throw new ScanFileException(List.of("not JSON, or an object in an object"));
    }
    return values;
  }

  private static final class Fields {
    private final Map<String, List<String>> values;
    private final List<String> faults = new ArrayList<>();

    Fields(Map<String, List<String>> values) {
      this.values = values;
    }

    ScanLine line() throws ScanFileException {
      new TreeSet<>(values.keySet())
          .stream()
              .filter(name -> !NAMES.contains(name))
              .forEach(name -> faults.add(name + ": not a field of a scan log"));
      Optional<Instant> at = one("at", Instant::parse, "an instant such as 2026-03-01T08:00:00Z");
      Optional<Instant> last = maybe("last", Instant::parse, "an instant, not before at");
      Optional<Integer> looks = maybe("looks", Fields::positive, "a whole number of 1 or more");
      Optional<Integer> visits = maybe("visits", Fields::positive, "a whole number of 1 or more");
      Optional<Gtin> gtin = one("gtin", Gtin::parse, "a GTIN with a right check digit");
      Optional<String> serial = one("serial", Function.identity(), "1 to 20 characters");
      Optional<Place> place = place();
      Optional<Instant> period = maybe("period", Instant::parse, "an instant");
      Optional<Long> device = one("device", Fields::hex64, "16 hexadecimal digits");
      Optional<Long> network = one("network", Fields::hex64, "16 hexadecimal digits");
      Optional<Short> agent = one("agent", Fields::hex16, "4 hexadecimal digits");
      Optional<Found> found = one("found", text -> Found.ofWord(text).orElseThrow(), "a verdict");
      Optional<Channel> channel =
          one("channel", text -> Channel.ofWord(text).orElseThrow(), "page, json or inner");
      Optional<ItemFacts> facts = facts();
      Optional<ScanLine.Label> label = maybe("label", Fields::label, "genuine or clone");
      check();
      try {
        return new ScanLine(
            new ScanSubject(gtin.orElseThrow(), serial.orElseThrow()),
            text("lot").orElse(null),
            new Visit(
                at.orElseThrow(),
                last.orElse(at.orElseThrow()),
                looks.orElse(visits.orElse(1)),
                visits.orElse(1),
                place.orElse(null),
                new Visitor(
                    period.orElse(Instant.EPOCH),
                    device.orElseThrow(),
                    network.orElseThrow(),
                    agent.orElseThrow()),
                found.orElseThrow(),
                channel.orElseThrow(),
                facts.orElseThrow()),
            label.orElse(null));
      } catch (IllegalArgumentException e) {
        throw new ScanFileException(List.of(String.valueOf(e.getMessage())));
      }
    }

    private Optional<Place> place() {
      Optional<String> country =
          maybe(
              "country",
              text -> Optional.of(text).filter(Place::isCountry).orElseThrow(),
              "two capital letters");
      List<String> numbers = values.getOrDefault("cell", List.of());
      Cell cell = null;
      if (!numbers.isEmpty()) {
        try {
          cell =
              new Cell(
                  Double.parseDouble(numbers.get(0)),
                  Double.parseDouble(numbers.get(1)),
                  Double.parseDouble(numbers.get(2)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          faults.add("cell: must be [latitude, longitude, degrees]");
        }
        if (country.isEmpty()) {
          faults.add("country: must stand beside a cell");
        }
      }
      Cell known = cell;
      return country.map(code -> new Place(code, known));
    }

    private Optional<ItemFacts> facts() {
      Optional<Stage> stage =
          maybe("stage", text -> Stage.ofWord(text).orElseThrow(), "a stage of an item's life");
      Optional<Instant> since = maybe("since", Instant::parse, "an instant");
      Optional<LocalDate> expiry = maybe("expiry", LocalDate::parse, "a date");
      Optional<Instant> activated = maybe("activated", Instant::parse, "an instant");
      boolean compromised = text("compromised").filter("true"::equals).isPresent();
      try {
        return Optional.of(
            new ItemFacts(
                stage.orElse(Stage.ACTIVE),
                since.orElse(null),
                values.getOrDefault("markets", List.of()),
                expiry.orElse(null),
                compromised ? ItemFacts.Exposure.COMPROMISED : ItemFacts.Exposure.NONE,
                activated.orElse(null)));
      } catch (IllegalArgumentException e) {
        faults.add("markets: " + e.getMessage());
        return Optional.empty();
      }
    }

    private Optional<String> text(String name) {
      return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    private <T> Optional<T> one(String name, Function<String, T> reading, String right) {
      if (text(name).isEmpty()) {
        faults.add(name + ": is missing; must be " + right);
        return Optional.empty();
      }
      return maybe(name, reading, right);
    }

    private <T> Optional<T> maybe(String name, Function<String, T> reading, String right) {
      Optional<String> text = text(name);
      try {
        return text.map(reading);
      } catch (IllegalArgumentException
          | DateTimeException
          | NoSuchElementException
          | Gs1Exception e) {
        faults.add(name + ": must be " + right);
        return Optional.empty();
      }
    }

    private void check() throws ScanFileException {
      if (!faults.isEmpty()) {
        throw new ScanFileException(faults);
      }
    }

    private static int positive(String text) {
      int number = Integer.parseInt(text);
      if (number < 1) {
        throw new NumberFormatException(text);
      }
      return number;
    }

    private static long hex64(String text) {
      return HexFormat.fromHexDigitsToLong(text);
    }

    private static short hex16(String text) {
      if (text.length() > 4) {
        throw new NumberFormatException("too long");
      }
      return (short) HexFormat.fromHexDigits(text);
    }

    private static ScanLine.Label label(String text) {
      return ScanLine.Label.valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
