package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierPropertyTest {

  private static final int ROUNDS = 2_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 20260, 0x6C62272E07BB0142L})
  void everyForm_ofAnIdentifier_isTheSameIdentifier(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomIdentifiers identifiers = new RandomIdentifiers(random);
    for (int i = 0; i < ROUNDS; i++) {
      Identifier identifier = identifiers.next();
      String because = "seed " + seed + " round " + i + ": " + identifier.elements();
      String canonical = identifier.canonical();
      DigitalLink link = identifier.digitalLink().withBase("http://Shop.example:81/a/01/b/");

      assertThat(Identifier.parse(canonical)).as(because).isEqualTo(identifier);
      assertThat(Gs1Uri.canonical(canonical)).as(because).isSameAs(canonical);
      assertThat(DigitalLink.parse(link.toString())).as(because).isEqualTo(link);
      assertThat(Gs1Uri.canonical(link.toString())).as(because).isEqualTo(canonical);
      assertThat(Gs1Uri.canonical(link + "/?17=271231")).as(because).isEqualTo(canonical);
      assertThat(ElementString.parse(ElementString.of(link).bracketed()).digitalLink(link.base()))
          .as(because)
          .isEqualTo(link);
      assertThat(ElementString.parse(ElementString.of(link).transmitted()).elements())
          .as(because)
          .isEqualTo(identifier.elements());
      urn(identifier, 6 + random.nextInt(7), because);
    }
  }

  private static void urn(Identifier identifier, int prefix, String because) {
    if (identifier instanceof Itip itip && !itip.lot().isEmpty()) {
      return; // the one identifier without URN
    }
    EpcUrn urn = EpcUrn.of(identifier, prefix);

    assertThat(EpcUrn.parse(urn.toString())).as(because).isEqualTo(urn);
    assertThat(EpcUrn.parse(urn.toString()).identifier()).as(because).isEqualTo(identifier);
    assertThat(Gs1Uri.canonical(urn.toString())).as(because).isEqualTo(identifier.canonical());
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 11, 77})
  void checkDigit_oneDigitChanged_isFound(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomIdentifiers identifiers = new RandomIdentifiers(random);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder digits = new StringBuilder(identifiers.gtin().digits());
      int at = random.nextInt(14);
      char other = (char) ('0' + (digits.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
      digits.setCharAt(at, other);
      String link = "https://e.com/01/" + digits;

      assertThat(Gs1Uri.canonical(link)).as("seed %d round %d", seed, i).isSameAs(link);
      assertThat(faults(link)).as("seed %d: %s", seed, link).hasSize(1);
    }
  }

  private static List<Gs1Fault> faults(String link) {
    try {
      DigitalLink.parse(link);
      return List.of();
    } catch (Gs1Exception e) {
      return e.faults();
    }
  }
}
