package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bricscodes.gs1.CompanyPrefixes;
import org.junit.jupiter.api.Test;

/**
 * Mutated documents give faults or events, never an exception; and what is accepted can be hashed,
 * digested, indexed, stored and read back.
 */
class EpcisJsonFuzzTest {

  private static final int ROUNDS = 6_000;

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "null",
    "true",
    "-",
    "0",
    "1e999",
    "1e-99999999999",
    "\"@context\":{\"a\":\"urn:a:\"},",
    "\"@context\":null,",
    "\"type\":",
    "\"ObjectEvent\"",
    "\"\":1,",
    "\"a:b\":[[[[]]]],",
    "\"@id\":\"x\",",
    " ",
    "\n",
    "\u0000",
    "\"epcList\":[],",
    "\"urn:x:\":1,",
    "\"https://x.example/\":2,",
    "\"example:\":3,",
    ":",
    "\"sensorElementList\":[{}],",
    "99999999999999999999",
    "0.1e-400",
    "\"ilmd\":{\"a\":1},"
  };

  @Test
  void mutatedDocument_neverThrows() {
    EpcisJson json = new EpcisJson(new EpcisLimits(1 << 20, 50, 100, 2_000, 24, 20));
    byte[][] seeds = {
      Samples.utf8(Samples.document(Samples.V1, Samples.V2, Samples.V3)),
      Samples.utf8(Samples.document(Samples.SMALL)),
      Samples.utf8("{\"@context\":" + Samples.CONTEXT + "," + Samples.V2.substring(1)),
      Samples.utf8(Samples.document(Samples.V2).replace("urn:epc:id:", "https://id.gs1.org/01/"))
    };
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      byte[] document = mutate(seeds[random.nextInt(seeds.length)], random);
      try {
        ParsedDocument parsed = json.parse(document);
        accepted += parsed.events().size();
        assertThat(parsed.isSound() || !parsed.faults().isEmpty()).isTrue();
        for (ParsedEvent event : parsed.events()) {
          use(json, event);
        }
      } catch (RuntimeException | Error e) {
        fail("seed " + round, e);
      }
    }
    assertThat(accepted).isGreaterThan(ROUNDS / 100);
  }

  private static final EpcTranslation TO_LINKS =
      new EpcTranslation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CompanyPrefixes.none());

  private static void use(EpcisJson json, ParsedEvent parsed) {
    for (HashProfile profile : HashProfile.values()) {
      EventHash.of(parsed.event(), profile);
    }
    assertThat(json.parseEvent(parsed.bytes(), parsed.context())).isEqualTo(parsed.event());
    RecordedEvent recorded =
        new RecordedEvent(
            "urn:uuid:1",
            "p",
            Instant.EPOCH,
            0,
            new byte[32],
            ContentDigest.of(parsed.bytes(), parsed.context()),
            new byte[32],
            parsed.context(),
            parsed.bytes());
    assertThat(RecordedEvent.decode(recorded.encode()).event()).isEqualTo(parsed.bytes());
    assertThat(EventTerms.of(parsed.event())).isNotEmpty();
    EpcisWriter.event(recorded, TO_LINKS);
    byte[] xml =
        EpcisXmlWriter.document(
            List.of(recorded), Instant.EPOCH, TO_LINKS, CbvXmlFormat.ALWAYS_URN);
    ParsedDocument back = new EpcisXml(EpcisLimits.DEFAULT).parse(xml);
    assertThat(back.faults()).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
    for (HashProfile profile : HashProfile.values()) {
      assertThat(EventHash.preimage(back.events().getFirst().event(), profile))
          .as(new String(xml, StandardCharsets.UTF_8))
          .isEqualTo(EventHash.preimage(parsed.event(), profile));
    }
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(random.nextInt(12), bytes.length - at);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> splice(bytes, at, at + length, new byte[0]);
            case 1 -> splice(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 2 -> splice(bytes, at, at, Samples.utf8(PIECES[random.nextInt(PIECES.length)]));
            case 3 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            default -> replaceDigits(bytes, random);
          };
    }
    return bytes;
  }

  private static byte[] replaceDigits(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] >= '0' && changed[i] <= '9' && random.nextInt(60) == 0) {
        changed[i] = (byte) ('0' + random.nextInt(10));
      }
    }
    return changed;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(with);
    out.write(bytes, to, bytes.length - to);
    return out.size() == 0 ? new byte[] {' '} : out.toByteArray();
  }
}
