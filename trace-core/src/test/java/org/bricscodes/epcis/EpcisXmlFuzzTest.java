package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated XML gives faults or events, never an exception; and what is accepted can be read back
 * from its JSON-LD form, hashed and digested.
 */
class EpcisXmlFuzzTest {

  private static final int ROUNDS = 4_000;

  private static final String[] PIECES = {
    "<",
    ">",
    "</",
    "/>",
    "&",
    ";",
    "&#0;",
    "&#x10FFFF;",
    "&#xD800;",
    "&lt;",
    "&lol;",
    "'",
    "\"",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?x ?>",
    "<!DOCTYPE a>",
    " xmlns=''",
    " xmlns='urn:a'",
    " xmlns:example='urn:b'",
    " xmlns:epcis='urn:c'",
    " xsi:nil='true'",
    " example:a='1'",
    "<example:a>",
    "</example:a>",
    "<example:a/>",
    "<a/>",
    "<extension>",
    "</extension>",
    "<extension/>",
    "<epcis:a/>",
    "<action>",
    "</action>",
    "<ObjectEvent>",
    "</ObjectEvent>",
    "<epc/>",
    "<ilmd/>",
    " type='gs1:Mass'",
    ":",
    "example:",
    "urn:",
    "\u0000",
    "\uFFFE",
    "1e999",
    "\n",
    "schemaVersion='2.0'",
    "<sensorElement/>",
    "<quantityElement/>",
    "<set/>",
    "é",
    "🍵",
    "{\"example:1\":[[1]]}",
    "\"type\":\"ObjectEvent\",",
    "\"@context\":{\"example\":\"urn:b:\"},",
    "\\ud800",
    "}",
    "{"
  };

  /** An event of a type of one's own, and what XML cannot say in it. */
  private static byte[] carrying() {
    String sent =
        Samples.V1
            .replace("\"ObjectEvent\"", "\"https://types.example/Check\"")
            .replace("\"example:myField2\"", "\"example:1\"");
    return EpcisXmlWriter.document(
        List.of(RecordedEventTest.recorded(sent, Samples.CONTEXT)),
        Instant.EPOCH,
        EpcTranslation.asSent(),
        CbvXmlFormat.NO_PREFERENCE);
  }

  @Test
  void mutatedDocument_neverThrows() {
    EpcisLimits limits = new EpcisLimits(1 << 20, 50, 100, 2_000, 24, 20);
    EpcisXml xml = new EpcisXml(limits);
    EpcisJson json = new EpcisJson(limits);
    byte[][] seeds = {
      Samples.utf8(XmlSamples.document(XmlSamples.V1, XmlSamples.V2, XmlSamples.V3)),
      Samples.utf8(XmlSamples.document(XmlSamples.SMALL)),
      Samples.utf8(XmlSamples.older(XmlSamples.V1, XmlSamples.SMALL)),
      Samples.utf8(XmlSamples.SMALL),
      carrying(),
      Samples.utf8(
          XmlSamples.document(XmlSamples.SMALL)
              .replace(
                  "<EPCISBody>",
                  "<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary"
                      + " type='urn:x:1'><VocabularyElementList><VocabularyElement id='urn:x:2'>"
                      + "<attribute id='urn:x:3'>1</attribute><children><id>urn:x:4</id></children>"
                      + "</VocabularyElement></VocabularyElementList></Vocabulary></VocabularyList>"
                      + "</EPCISMasterData></extension></EPCISHeader><EPCISBody>"))
    };
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      byte[] document = mutate(seeds[random.nextInt(seeds.length)], random);
      try {
        ParsedDocument parsed = xml.parse(document);
        accepted += parsed.events().size();
        for (ParsedEvent event : parsed.events()) {
          use(json, event);
        }
        for (Fault fault : parsed.faults()) {
          assertThat(fault.message()).containsPattern("^(line [1-9]|byte \\d+ is not UTF-8)");
        }
      } catch (RuntimeException | Error e) {
        fail("seed " + round, e);
      }
    }
    assertThat(accepted).isGreaterThan(ROUNDS / 100);
  }

  @Test
  void randomBytes_neverThrow() {
    EpcisDocuments documents = new EpcisDocuments(EpcisLimits.DEFAULT);
    for (int round = 0; round < 2_000; round++) {
      Random random = new Random(round);
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      if (round % 2 == 0) {
        bytes[0] = '<';
        for (int i = 1; i < bytes.length; i++) {
          bytes[i] = (byte) (bytes[i] & 0x7F);
        }
      }
      try {
        assertThat(documents.parse(bytes).isSound()).isFalse();
      } catch (RuntimeException | Error e) {
        fail("seed " + round, e);
      }
    }
  }

  private static void use(EpcisJson json, ParsedEvent parsed) {
    for (HashProfile profile : HashProfile.values()) {
      EventHash.of(parsed.event(), profile);
    }
    assertThat(json.parseEvent(parsed.bytes(), parsed.context())).isEqualTo(parsed.event());
    assertThat(ContentDigest.of(parsed.bytes(), parsed.context())).hasSize(32);
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(random.nextInt(40), bytes.length - at);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> splice(bytes, at, at + length, new byte[0]);
            case 1 -> splice(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 2, 3 -> splice(bytes, at, at, Samples.utf8(PIECES[random.nextInt(PIECES.length)]));
            default -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
          };
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(with);
    out.write(bytes, to, bytes.length - to);
    return out.size() == 0 ? new byte[] {' '} : out.toByteArray();
  }
}
