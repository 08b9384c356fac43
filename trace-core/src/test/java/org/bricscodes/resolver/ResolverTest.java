package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bricscodes.resolver.TestLinks.links;
import static org.bricscodes.resolver.TestLinks.multi;
import static org.bricscodes.resolver.TestLinks.pip;
import static org.bricscodes.resolver.TestLinks.standard;
import static org.bricscodes.resolver.TestLinks.tree;
import static org.bricscodes.resolver.TestLinks.wishes;

import java.util.List;
import org.bricscodes.resolver.Resolution.LinkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

  private static final String PRODUCT = "/01/09521222000018";
  private static final String LOT = PRODUCT + "/10/L%2F1";
  private static final String ITEM = PRODUCT + "/21/S1";
  private static final String FULL = PRODUCT + "/22/V/10/L%2F1/21/S1";

  private final Resolver resolver = new Resolver(TestLinks.BASE, List.of("en", "zh"));

  @Test
  void item_leadsToItsScanPage_withItsLot_whateverItsProductRegistered() {
    LinkTree tree = tree(FULL, standard(PRODUCT, "https://brand.example/"));

    assertThat(resolver.resolve(tree, Wishes.NONE, null))
        .isEqualTo(new Resolution.Redirect("https://trace.example/scan" + FULL));
  }

  @Test
  void item_leadsToTheDefaultRegisteredOnIt() {
    LinkTree tree = tree(FULL, standard(ITEM, "https://brand.example/s1"));

    assertThat(redirect(tree, Wishes.NONE)).isEqualTo("https://brand.example/s1");
  }

  @Test
  void lot_leadsToItsDefault_elseToThatOfItsProduct_elseToItsPage() {
    AnchorLinks ofLot = standard(LOT, "https://brand.example/lot");
    AnchorLinks ofProduct = standard(PRODUCT, "https://brand.example/tea");

    assertThat(redirect(tree(LOT, ofLot, ofProduct), Wishes.NONE))
        .isEqualTo("https://brand.example/lot");
    assertThat(redirect(tree(LOT, ofProduct), Wishes.NONE)).isEqualTo("https://brand.example/tea");
    assertThat(redirect(tree(LOT), Wishes.NONE)).isEqualTo("https://trace.example/scan" + LOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | https://b.example/",
        "zh | https://b.example/zh",
        "zh-CN,zh;q=0.9,en;q=0.8 | https://b.example/zh",
        "zh-Hans-CN | https://b.example/zh",
        "pt | https://b.example/pt",
        "en;q=0.5,fr | https://b.example/",
        "de, zh;q=0.1 | https://b.example/zh",
        "zh;q=0, * | https://b.example/"
      })
  void defaultByLanguage_isTaken_whenTheRequestDecides(@Nullable String languages, String target) {
    LinkTree tree =
        tree(
            LOT,
            standard(
                PRODUCT,
                "https://b.example/",
                multi("https://b.example/zh", "zh"),
                multi("https://b.example/pt", "pt-BR")));

    assertThat(redirect(tree, wishes(null, null, languages))).isEqualTo(target);
    assertThat(redirect(tree, wishes("gs1:defaultLink", null, languages)))
        .isEqualTo("https://b.example/");
  }

  @Test
  void typed_takesTheFirstLevelThatHasOne_itemBeforeLotBeforeProduct() {
    AnchorLinks item = links(ITEM, pip("https://b.example/item", null));
    AnchorLinks variantLot = links(PRODUCT + "/22/V/10/L%2F1", pip("https://b.example/vl", null));
    AnchorLinks lot = links(LOT, pip("https://b.example/lot", null));
    AnchorLinks variant = links(PRODUCT + "/22/V", pip("https://b.example/v", null));
    AnchorLinks product = links(PRODUCT, pip("https://b.example/p", null));
    Wishes pip = wishes("gs1:pip", null, null);

    assertThat(redirect(tree(FULL, item, variantLot, lot, variant, product), pip))
        .isEqualTo("https://b.example/item");
    assertThat(redirect(tree(FULL, variantLot, lot, variant, product), pip))
        .isEqualTo("https://b.example/vl");
    assertThat(redirect(tree(FULL, lot, variant, product), pip)).isEqualTo("https://b.example/lot");
    assertThat(redirect(tree(FULL, variant, product), pip)).isEqualTo("https://b.example/v");
    assertThat(redirect(tree(FULL, product), pip)).isEqualTo("https://b.example/p");
  }

  @ParameterizedTest
  @CsvSource({
    "gs1:pip",
    "https://ref.gs1.org/voc/pip",
    "https://gs1.org/voc/pip",
    "http://gs1.org/voc/pip"
  })
  void type_isNamedByCurieOrUri(String type) {
    LinkTree tree = tree(LOT, links(PRODUCT, pip("https://b.example/p", null)));

    assertThat(redirect(tree, wishes(type, null, null))).isEqualTo("https://b.example/p");
  }

  @ParameterizedTest
  @CsvSource({
    "gs1:recipeInfo",
    "gs1:defaultLinkMulti",
    "pip",
    "schema:about",
    "gs1:",
    "https://x.example/voc/y"
  })
  void type_thatNobodyRegistered_isNotFound(String type) {
    assertThat(resolver.resolve(tree(ITEM), wishes(type, null, null), null))
        .isInstanceOf(Resolution.NoSuchLink.class);
  }

  @Test
  void typeOfAnotherVocabulary_isFoundByItsFullUri() {
    LinkType care = new LinkType("https://voc.example/care");
    LinkTree tree =
        tree(ITEM, links(PRODUCT, Link.of(care, "https://b.example/care", "Care", null)));

    assertThat(redirect(tree, wishes("https://voc.example/care", null, null)))
        .isEqualTo("https://b.example/care");
  }

  @Test
  void linksThatNothingTellsApart_areAllOffered_withTheirAnchor() {
    Link one = pip("https://b.example/1", "text/html", "en");
    Link two = pip("https://b.example/2", "text/html", "en");
    Link french = pip("https://b.example/3", "text/html", "fr");
    LinkTree tree = tree(ITEM, links(PRODUCT, one, two, french));

    assertThat(resolver.resolve(tree, wishes("gs1:pip", null, "en"), null))
        .isEqualTo(
            new Resolution.Choices(
                new LinkContext(PRODUCT, "Tea", null, List.of(), List.of(one, two))));
    assertThat(redirect(tree, wishes("gs1:pip", null, "fr"))).isEqualTo("https://b.example/3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs1:traceability | text/html,*/*;q=0.8 |"
            + " https://trace.example/scan/01/09521222000018/21/S1",
        "gs1:verificationService | application/json |"
            + " https://trace.example/scan/01/09521222000018/21/S1"
      })
  void scanPage_isLinkedUnderTypesThatSayWhatItIs(String type, String accept, String target) {
    assertThat(redirect(tree(ITEM), wishes(type, accept, null))).isEqualTo(target);
  }

  @Test
  void ownLinks_stepBackForThoseRegisteredUnderTheirType() {
    Link theirs = Link.of(LinkType.TRACEABILITY, "https://b.example/t", "Their page", null);

    assertThat(redirect(tree(ITEM, links(ITEM, theirs)), wishes("gs1:traceability", null, null)))
        .isEqualTo("https://b.example/t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://b.example/p | a=1&b=%C3%A9 | https://b.example/p?a=1&b=%C3%A9",
        "https://b.example/p?x=1 | a=1;b=2 | https://b.example/p?x=1&a=1;b=2",
        "https://b.example/p? | a=1 | https://b.example/p?a=1",
        "https://b.example/p?x& | a=1 | https://b.example/p?x&a=1",
        "https://b.example/p#part | a=1 | https://b.example/p?a=1#part",
        "https://b.example/p?x=1#part | a=1 | https://b.example/p?x=1&a=1#part",
        "https://b.example/p#a?b | q=%26 | https://b.example/p?q=%26#a?b"
      })
  void query_isPassedOnUnchanged_alsoToLinksThatHaveOne(String href, String query, String target) {
    LinkTree tree = tree(LOT, links(PRODUCT, pip(href, null)));

    assertThat(resolver.resolve(tree, wishes("gs1:pip", null, null), query))
        .isEqualTo(new Resolution.Redirect(target));
  }

  @Test
  void linkset_isTheUnionOfAllLevels_eachWithOneDefault() {
    LinkTree tree =
        tree(
            PRODUCT + "/10/L%2F1/21/S1",
            standard(
                PRODUCT,
                "https://b.example/",
                multi("https://b.example/zh", "zh"),
                multi("https://b.example/fr", "fr")),
            links(ITEM, pip("https://b.example/item", null)));

    Resolution.Linkset linkset =
        (Resolution.Linkset) resolver.resolve(tree, wishes("linkset", null, null), null);

    assertThat(linkset.contexts())
        .extracting(LinkContext::anchor, LinkContext::defaultLink)
        .containsExactly(
            tuple(
                ITEM,
                new DefaultLink(
                    "https://trace.example/scan" + PRODUCT + "/10/L%2F1/21/S1",
                    "What is known of this product code")),
            tuple(LOT, new DefaultLink("https://b.example/", "Default")),
            tuple(PRODUCT, new DefaultLink("https://b.example/", "Default")));
    assertThat(linkset.contexts().get(0).links())
        .extracting(link -> link.linkType().toString())
        .containsExactly(
            "gs1:pip",
            "gs1:traceability",
            "gs1:traceability",
            "gs1:verificationService",
            "gs1:verificationService");
    assertThat(linkset.contexts().get(0).multi()).isEmpty();
    assertThat(linkset.contexts().get(1).multi()).hasSize(2);
    assertThat(linkset.contexts().get(2).multi()).hasSize(2);
  }

  /** Else a client that reads the linkset goes elsewhere than one that is led. */
  @ParameterizedTest
  @ValueSource(strings = {FULL, PRODUCT + "/22/V/10/L%2F1", PRODUCT + "/10/L%2F1/21/S1"})
  void linkset_printsForEachAnchor_theDefaultARequestForItIsLedTo(String path) {
    AnchorLinks[] registered = {
      standard(PRODUCT, "https://b.example/"),
      standard(PRODUCT + "/22/V", "https://b.example/v"),
      links(LOT, pip("https://b.example/lot", null))
    };

    Resolution.Linkset linkset =
        (Resolution.Linkset)
            resolver.resolve(tree(path, registered), wishes("linkset", null, null), null);

    for (LinkContext context : linkset.contexts()) {
      DefaultLink printed = context.defaultLink();
      if (context.anchor().equals(ITEM)) {
        // The page of an item is that of the whole link.
        assertThat(String.valueOf(printed)).contains("https://trace.example/scan" + path);
      } else {
        assertThat(redirect(tree(context.anchor(), registered), Wishes.NONE))
            .isEqualTo(printed == null ? "" : printed.href());
      }
    }
    assertThat(linkset.contexts())
        .filteredOn(context -> context.anchor().equals(LOT))
        .extracting(context -> String.valueOf(context.defaultLink()))
        .containsExactly("DefaultLink[href=https://b.example/, title=Default]");
  }

  @Test
  void ownLinks_sayEveryLanguageOfThePage() {
    Resolution.Linkset linkset =
        (Resolution.Linkset) resolver.resolve(tree(ITEM), wishes("linkset", null, null), null);

    assertThat(linkset.contexts().getFirst().links())
        .extracting(Link::mediaType, Link::hreflang)
        .containsExactly(
            tuple("text/html", List.of("en", "zh")),
            tuple("application/json", List.of()),
            tuple("text/html", List.of("en", "zh")),
            tuple("application/json", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | application/linkset+json | linkset",
        "- | text/html, application/linkset+json;q=0.5 | redirect",
        "- | application/linkset+json, application/json;q=0.9, */*;q=0.1 | linkset",
        "- | application/linkset+json;q=0 | redirect",
        "- | application/* | redirect",
        "- | */* | redirect",
        "gs1:traceability | application/linkset+json | linkset",
        "gs1:traceability | text/html, application/linkset+json;q=0.5 | redirect",
        "gs1:recipeInfo | application/linkset+json | linkset",
        "all | - | linkset",
        "linkset | text/html | linkset"
      })
  void linkset_isAnswered_whenItIsAskedFor(
      @Nullable String type, @Nullable String accept, String answer) {
    Resolution resolution = resolver.resolve(tree(ITEM), wishes(type, accept, null), null);

    assertThat(resolution instanceof Resolution.Linkset ? "linkset" : "redirect").isEqualTo(answer);
  }

  private String redirect(LinkTree tree, Wishes wishes) {
    return ((Resolution.Redirect) resolver.resolve(tree, wishes, null)).target();
  }
}
