package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated texts and random bytes: only {@link Gs1Exception} may come out of a parser. */
class ParsersFuzzTest {

  private static final int ROUNDS = 9_000;

  private static final CompanyPrefixes PREFIXES =
      CompanyPrefixes.readPublished("{\"prefix\":\"9\",\"gcpLength\":7}")
          .with(CompanyPrefixes.shipped());

  private interface Parser {
    Object parse(String text) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void parsers_mutatedText_throwOnlyTheirOwn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomIdentifiers identifiers = new RandomIdentifiers(random);
    List<String> examples = examples(identifiers);
    for (int i = 0; i < ROUNDS; i++) {
      every(identifiers.written(examples), seed, i);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void parsers_randomBytes_throwOnlyTheirOwn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < ROUNDS / 3; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      String start = i % 4 == 0 ? "https://e.com/01/" : i % 4 == 1 ? "urn:epc:id:sgtin:" : "";
      every(start + new String(bytes, StandardCharsets.ISO_8859_1), seed, i);
      every(start + new String(bytes, StandardCharsets.UTF_16BE), seed, i);
    }
  }

  private static List<String> examples(RandomIdentifiers identifiers) {
    List<String> examples = new ArrayList<>();
    for (int kind = 0; kind < RandomIdentifiers.KINDS; kind++) {
      Identifier identifier = identifiers.ofKind(kind);
      DigitalLink link = identifier.digitalLink();
      examples.add(link + "?17=271231&linkType=gs1%3Apip");
      examples.add("/scan" + link.path());
      examples.add(ElementString.of(link).bracketed());
      examples.add("]d2" + ElementString.of(link).transmitted());
      if (kind != 6) {
        examples.add(EpcUrn.of(identifier, 7).toString());
      }
    }
    return examples;
  }

  private static void every(String text, long seed, int round) {
    String because = "seed " + seed + " round " + round + ": " + text;
    throwsOnlyItsOwn(Gtin::parse, text, because);
    throwsOnlyItsOwn(ElementString::parse, text, because);
    throwsOnlyItsOwn(
        t -> CompanyPrefixes.read(new ByteArrayInputStream(t.getBytes(StandardCharsets.UTF_8))),
        text,
        because);
    if (throwsOnlyItsOwn(DigitalLink::parseTarget, text, because) instanceof DigitalLink link) {
      assertThat(DigitalLink.parse(link.toString())).as(because).isEqualTo(link);
    }
    if (throwsOnlyItsOwn(DigitalLink::parse, text, because) instanceof DigitalLink link) {
      assertThat(DigitalLink.parse(link.toString())).as(because).isEqualTo(link);
    }
    String canonical = Gs1Uri.canonical(text);
    assertThat(Gs1Uri.canonical(canonical)).as(because).isSameAs(canonical);
    assertThat(Gs1Uri.canonical(Gs1Uri.epcUrn(text, PREFIXES))).as(because).isEqualTo(canonical);
    if (throwsOnlyItsOwn(EpcUrn::parse, text, because) instanceof EpcUrn urn) {
      assertThat(canonical).as(because).isEqualTo(urn.identifier().canonical());
    } else if (text.startsWith("urn:")) {
      assertThat(canonical).as(because).isSameAs(text);
    }
    if (throwsOnlyItsOwn(Identifier::parse, text, because) instanceof Identifier identifier) {
      assertThat(canonical).as(because).isEqualTo(identifier.canonical());
    }
  }

  private static Object throwsOnlyItsOwn(Parser parser, String text, String because) {
    try {
      return parser.parse(text);
    } catch (Gs1Exception e) {
      assertThat(e.faults()).as(because).isNotEmpty();
      return e;
    } catch (RuntimeException | IOException e) {
      return fail(because, e);
    }
  }
}
