package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.EpcBinary;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw targets of requests, mutated: each is refused with faults, or resolved somewhere. */
class ResolverFuzzTest {

  private static final int ROUNDS = 20_000;

  private static final String[] EXAMPLES = {
    "/01/09521222000018",
    "/01/09521222000018/22/V/10/A%2FB/21/7GF04CNGMYKV4H93?17=271231&linkType=gs1%3Apip&x=%C3%A9",
    "/01/09521222000018/235/T-1/?linkType=linkset;context=CN",
    "/eh30164596f40c0e5cbe991a83?linkType=all",
    "/exMBZFlvQMDly-mRqD"
  };

  private static final String PIECES =
      "/%?&=;#+"
          + " \u0000АО０１éÿ\u200b\uD83D%2F%00%zz/01//10//21/linkType=gs1:pip\"<>\\{}0123456789AZaz";

  private final Resolver resolver = new Resolver(TestLinks.BASE, List.of("en"));

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void target_isRefusedWithFaults_orResolved(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int resolved = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String target = mutated(EXAMPLES[random.nextInt(EXAMPLES.length)], random);
      String because = "seed " + seed + " round " + round + ": " + target;
      try {
        resolved += resolve(target, because);
      } catch (Gs1Exception e) {
        assertThat(e.faults()).as(because).isNotEmpty();
      } catch (RuntimeException e) {
        fail(because, e);
      }
      assertThat(LookAlikes.hints(target)).as(because).hasSizeLessThanOrEqualTo(11);
    }
    System.out.println("seed " + seed + ": " + resolved + " of " + ROUNDS + " resolved");
    assertThat(resolved).isPositive();
  }

  private int resolve(String raw, String because) {
    String target = EpcBinary.decompressed(raw).orElse(raw);
    DigitalLink link = DigitalLink.parseTarget(target);
    if (link.gtin().isEmpty()) {
      return 0;
    }
    List<Anchor> walk = Anchor.walk(link);
    List<@Nullable AnchorLinks> nothing = new ArrayList<>();
    walk.forEach(
        anchor -> {
          assertThat(Anchor.read(anchor.bytes())).as(because).isEqualTo(anchor);
          nothing.add(null);
        });
    Wishes wishes =
        new Wishes(
            link.parameter("linkType").orElse(null),
            link.parameter("context").orElse(null),
            MediaRanges.parse(raw),
            LanguageRanges.parse(raw));
    int mark = target.indexOf('?');
    String query = mark < 0 ? null : target.substring(mark + 1);
    Resolution answer = resolver.resolve(LinkTree.of(link, walk, nothing), wishes, query);
    if (answer instanceof Resolution.Redirect(String to)) {
      assertThat(to).as(because).startsWith(TestLinks.BASE + "/01/");
    }
    return 1;
  }

  private static String mutated(String example, SplittableRandom random) {
    StringBuilder text = new StringBuilder(example);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int from = random.nextInt(PIECES.length());
      String piece =
          PIECES.substring(from, Math.min(PIECES.length(), from + 1 + random.nextInt(3)));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, piece);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
        default -> text.replace(at, Math.min(text.length(), at + piece.length()), piece);
      }
    }
    return text.isEmpty() ? "/" : text.toString();
  }
}
