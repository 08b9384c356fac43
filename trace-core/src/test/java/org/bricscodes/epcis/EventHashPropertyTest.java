package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any other spelling of an event keeps its hash: members and items in another order, other white
 * space, other escapes, numbers and times written another way. One changed value changes it.
 */
class EventHashPropertyTest {

  private static final int EVENTS = 100;

  private static final Set<String> TIMES = Set.of("eventTime", "time", "startTime", "endTime");

  /** What the hash leaves out (CBV 2.0 §8.9.2). */
  private static final Set<String> NOT_HASHED =
      Set.of("recordTime", "eventID", "errorDeclaration", "certificationInfo");

  /** What cannot be changed without making another event altogether. */
  private static final Set<String> FIXED = Set.of("type");

  private static String raw(JsonTape tape, int value) {
    return new String(tape.slice(value).of(tape.bytes()), StandardCharsets.UTF_8);
  }

  /** The leaves of an event, each spelled another way. */
  private static String respelled(JsonTape tape, int value, String key, Random random) {
    return switch (tape.first(value)) {
      case '{' -> {
        List<String> members = new ArrayList<>();
        for (int at = value + 1; at < tape.next(value); at = tape.next(at + 1)) {
          String own = respelled(tape, at + 1, Jcs.text(tape, at), random);
          members.add(raw(tape, at) + ":" + own);
        }
        yield "{" + String.join(",", members) + "}";
      }
      case '[' -> {
        List<String> items = new ArrayList<>();
        for (int at = value + 1; at < tape.next(value); at = tape.next(at)) {
          items.add(respelled(tape, at, key, random));
        }
        yield "[" + String.join(",", items) + "]";
      }
      case '"' -> {
        String text = Jcs.text(tape, value);
        yield escaped(TIMES.contains(key) ? time(text, random) : text, random);
      }
      case 't', 'f', 'n' -> raw(tape, value);
      default -> number(new BigDecimal(raw(tape, value)), random);
    };
  }

  private static String escaped(String text, Random random) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean must = c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c);
      out.append(must || random.nextInt(6) == 0 ? "\\u%04x".formatted((int) c) : c);
    }
    return out.append('"').toString();
  }

  private static String time(String text, Random random) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    ZoneOffset zone = ZoneOffset.ofTotalSeconds((random.nextInt(50) - 25) * 1_800);
    OffsetDateTime there = instant.atOffset(zone);
    String nanos = "%09d".formatted(there.getNano()) + (random.nextBoolean() ? "0" : "");
    return "%04d-%02d-%02dT%02d:%02d:%02d.%s%s"
        .formatted(
            there.getYear(),
            there.getMonthValue(),
            there.getDayOfMonth(),
            there.getHour(),
            there.getMinute(),
            there.getSecond(),
            nanos,
            zone.equals(ZoneOffset.UTC) ? "Z" : zone);
  }

  private static String number(BigDecimal value, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> value.toPlainString();
      case 1 -> value.setScale(Math.max(value.scale(), 0) + 2).toPlainString();
      case 2 -> value.scaleByPowerOfTen(3).toPlainString() + "e-3";
      default -> value.stripTrailingZeros().toString();
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 20261129})
  void anotherSpelling_keepsTheHash(long seed) {
    Random random = new Random(seed);
    RandomEvents events = new RandomEvents(random);
    for (int i = 0; i < EVENTS; i++) {
      String sent = events.next();
      EpcisEvent original = Samples.event(sent);
      JsonTape respelled =
          new JsonTape(Samples.utf8(respelled(new JsonTape(Samples.utf8(sent)), 0, "", random)));
      String other = EventPropertyTest.shuffled(respelled, 0, random);

      EpcisEvent read = Samples.event(other);

      for (HashProfile profile : HashProfile.values()) {
        assertThat(EventHash.preimage(read, profile))
            .as("seed %d round %d: %s as %s", seed, i, sent, other)
            .isEqualTo(EventHash.preimage(original, profile));
      }
    }
  }

  /** A leaf and the key it stands under. */
  private record Leaf(int value, String key) {}

  private static void leaves(JsonTape tape, int value, String key, List<Leaf> found) {
    switch (tape.first(value)) {
      case '{' -> {
        for (int at = value + 1; at < tape.next(value); at = tape.next(at + 1)) {
          String name = Jcs.text(tape, at);
          if (!NOT_HASHED.contains(name) && !(FIXED.contains(name) && value == 0)) {
            leaves(tape, at + 1, name, found);
          }
        }
      }
      case '[' -> {
        for (int at = value + 1; at < tape.next(value); at = tape.next(at)) {
          leaves(tape, at, key, found);
        }
      }
      default -> found.add(new Leaf(value, key));
    }
  }

  /** Another sound value for a leaf; empty when it may have no other here. */
  private static String changed(JsonTape tape, Leaf leaf, String event) {
    String raw = raw(tape, leaf.value);
    return switch (tape.first(leaf.value)) {
      case 't' -> "false";
      case 'f' -> "true";
      case 'n' -> "\"changed\"";
      case '"' ->
          switch (leaf.key) {
            case "action" -> action(raw, event);
            case "eventTimeZoneOffset" -> "\"-03:15\"";
            case "uom" -> raw.equals("\"KGM\"") ? "\"LTR\"" : "\"KGM\"";
            case "hexBinaryValue" -> "\"00\"";
            case "stringValue" -> "\"changed\"";
            default -> {
              if (TIMES.contains(leaf.key)) {
                Instant time = OffsetDateTime.parse(Jcs.text(tape, leaf.value)).toInstant();
                yield '"' + time.plusMillis(1).toString() + '"';
              }
              yield leaf.key.contains(":") ? "\"changed\"" : "\"urn:x-changed:1\"";
            }
          };
      default -> new BigDecimal(raw).add(new BigDecimal("0.001")).toString();
    };
  }

  private static String action(String raw, String event) {
    if (event.contains("\"ilmd\"")) {
      return "";
    }
    return raw.equals("\"OBSERVE\"") ? "\"ADD\"" : "\"OBSERVE\"";
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 20261130})
  void oneChangedValue_changesTheHash(long seed) {
    RandomEvents events = new RandomEvents(new Random(seed));
    int changes = 0;
    for (int i = 0; i < EVENTS; i++) {
      String sent = events.next();
      EpcisEvent original = Samples.event(sent);
      JsonTape tape = new JsonTape(Samples.utf8(sent));
      List<Leaf> leaves = new ArrayList<>();
      leaves(tape, 0, "", leaves);
      for (Leaf leaf : leaves) {
        String value = changed(tape, leaf, sent);
        if (value.isEmpty()) {
          continue;
        }
        byte[] bytes = tape.bytes();
        String other =
            new String(bytes, 0, tape.start(leaf.value), StandardCharsets.UTF_8)
                + value
                + new String(
                    bytes,
                    tape.end(leaf.value),
                    bytes.length - tape.end(leaf.value),
                    StandardCharsets.UTF_8);

        EpcisEvent read = Samples.event(other);

        for (HashProfile profile : HashProfile.values()) {
          assertThat(EventHash.of(read, profile))
              .as("seed %d round %d: %s to %s in %s", seed, i, leaf.key, value, sent)
              .isNotEqualTo(EventHash.of(original, profile));
        }
        changes++;
      }
    }
    assertThat(changes).isGreaterThan(10 * EVENTS);
  }
}
