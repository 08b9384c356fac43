package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What no reordering of keys, list items or white space may change. */
class EventPropertyTest {

  private static final long SEED = 4_12345;

  /** The same JSON, with members and the items of lists that are sets in another order. */
  static String shuffled(JsonTape tape, int value, Random random) {
    byte first = tape.first(value);
    if (first != '{' && first != '[') {
      return new String(tape.slice(value).of(tape.bytes()), StandardCharsets.UTF_8);
    }
    List<String> parts = new ArrayList<>();
    for (int child = value + 1; child < tape.next(value); ) {
      if (first == '{') {
        parts.add(
            shuffled(tape, child, random)
                + space(random)
                + ":"
                + shuffled(tape, child + 1, random));
        child = tape.next(child + 1);
      } else {
        parts.add(shuffled(tape, child, random));
        child = tape.next(child);
      }
    }
    Collections.shuffle(parts, random);
    String joined = String.join("," + space(random), parts);
    return first == '{' ? "{" + space(random) + joined + "}" : "[" + joined + space(random) + "]";
  }

  private static String space(Random random) {
    return " \n\t\r ".substring(0, random.nextInt(5));
  }

  @Test
  void permutation_keepsHashTermsAndBytes() {
    Random random = new Random(SEED);
    for (String sample : new String[] {Samples.V1, Samples.V2, Samples.V3}) {
      EpcisEvent original = Samples.event(sample);
      JsonTape tape = new JsonTape(Samples.utf8(sample));
      for (int i = 0; i < 200; i++) {
        String other = shuffled(tape, 0, random);
        ParsedEvent parsed = Samples.parsed(other);

        for (HashProfile profile : HashProfile.values()) {
          assertThat(EventHash.of(parsed.event(), profile))
              .as("seed %d, event %s", SEED, other)
              .isEqualTo(EventHash.of(original, profile));
        }
        assertThat(EventTerms.of(parsed.event()))
            .containsExactlyInAnyOrderElementsOf(EventTerms.of(original));
        assertThat(parsed.bytes()).isEqualTo(Samples.utf8(other));
      }
    }
  }

  @Test
  void slices_ofEventsAmongOthers_areExact() {
    Random random = new Random(SEED);
    String[] pool = {
      Samples.V1,
      Samples.V2,
      Samples.V3,
      Samples.SMALL,
      Samples.SMALL.replace("}", ",\"example:茶\":\"🍵\\n\"}")
    };
    for (int i = 0; i < 100; i++) {
      List<String> events = new ArrayList<>();
      for (int j = random.nextInt(8); j >= 0; j--) {
        events.add(pool[random.nextInt(pool.length)]);
      }
      ParsedDocument parsed =
          Samples.parse(Samples.document(events.toArray(new String[0])).replace("},{", "} ,\t{"));

      assertThat(parsed.faults()).as("seed %d, round %d", SEED, i).isEmpty();
      for (int j = 0; j < events.size(); j++) {
        assertThat(parsed.events().get(j).bytes())
            .as("seed %d, round %d, event %d", SEED, i, j)
            .isEqualTo(Samples.utf8(events.get(j).replace("},{", "} ,\t{")));
      }
    }
  }
}
