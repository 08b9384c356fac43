package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.gs1.EpcUrn;
import org.bricscodes.gs1.Gs1Uri;
import org.bricscodes.gs1.Identifier;
import org.bricscodes.gs1.Itip;
import org.bricscodes.gs1.RandomIdentifiers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Translation there and back changes nothing that an event says. */
class EpcTranslationPropertyTest {

  private static final int ROUNDS = 2_000;
  private static final int EVENTS = 400;

  private static final CompanyPrefixes PREFIXES =
      EpcTranslationTest.prefixes("0-2 6", "3-4 7", "5-6 9", "7 10", "8 11", "9 12");
  private static final EpcTranslation TO_LINKS =
      new EpcTranslation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CompanyPrefixes.none());
  private static final EpcTranslation TO_URNS =
      new EpcTranslation(EpcFormat.ALWAYS_EPC_URN, PREFIXES);

  @ParameterizedTest
  @ValueSource(longs = {31, 20261125, 0x1234_5678_9ABCL})
  void identifiersOfEveryKind_linkToUrnToLink_isTheLink(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomIdentifiers identifiers = new RandomIdentifiers(random);
    for (int i = 0; i < ROUNDS; i++) {
      Identifier identifier = identifiers.next();
      String because = "seed " + seed + " round " + i + ": " + identifier.elements();
      String link = identifier.canonical();
      String other = identifier.digitalLink().withBase("https://shop.example/q").toString();

      String urn = TO_URNS.of(link);

      assertThat(TO_LINKS.of(urn)).as(because).isEqualTo(link);
      assertThat(Gs1Uri.canonical(TO_URNS.of(other))).as(because).isEqualTo(link);
      if (identifier instanceof Itip itip && !itip.lot().isEmpty()) {
        assertThat(urn).as(because).isSameAs(link);
      } else {
        assertThat(EpcUrn.parse(urn).identifier()).as(because).isEqualTo(identifier);
        assertThat(TO_URNS.of(TO_LINKS.of(urn))).as(because).isEqualTo(urn);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {32, 20261126})
  void events_inEveryForm_keepTheirHash(long seed) {
    RandomEvents events = new RandomEvents(new SplittableRandom(seed));
    for (int i = 0; i < EVENTS; i++) {
      String sent = events.next();
      EpcisEvent original = Samples.event(sent);

      ParsedEvent links = translated(sent, Samples.CONTEXT, TO_LINKS);
      ParsedEvent urns = translated(text(links.bytes()), text(links.context()), TO_URNS);
      ParsedEvent again = translated(text(urns.bytes()), text(urns.context()), TO_LINKS);

      for (HashProfile profile : HashProfile.values()) {
        EventHash hash = EventHash.of(original, profile);
        String because = "seed " + seed + " round " + i + ": " + sent;
        assertThat(EventHash.of(links.event(), profile)).as(because).isEqualTo(hash);
        assertThat(EventHash.of(urns.event(), profile)).as(because).isEqualTo(hash);
        assertThat(EventHash.of(again.event(), profile)).as(because).isEqualTo(hash);
      }
      assertThat(EventTerms.of(again.event()))
          .containsExactlyInAnyOrderElementsOf(EventTerms.of(links.event()));
    }
  }

  private static ParsedEvent translated(String event, String context, EpcTranslation translation) {
    byte[] written = EpcisWriter.event(RecordedEventTest.recorded(event, context), translation);
    ParsedDocument read = new EpcisJson(EpcisLimits.DEFAULT).parse(written);
    assertThat(read.faults()).as(event).isEmpty();
    return read.events().getFirst();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
