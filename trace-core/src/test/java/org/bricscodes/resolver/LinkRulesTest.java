package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bricscodes.resolver.TestLinks.anchor;
import static org.bricscodes.resolver.TestLinks.multi;
import static org.bricscodes.resolver.TestLinks.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bricscodes.gs1.DigitalLink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkRulesTest {

  private static final Anchor PRODUCT = anchor("/01/09521222000018");

  @Test
  void vocabulary_has60Types_59OfThemStable() {
    assertThat(LinkTypes.all()).hasSize(60);
    assertThat(LinkTypes.all().keySet().stream().map(LinkType::gs1).map(LinkTypes::title))
        .filteredOn(Optional::isPresent)
        .hasSize(59);
    assertThat(LinkTypes.title(LinkType.gs1("dpp"))).contains("Digital product passport");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs1:pip | ok",
        "https://voc.example/care | ok",
        "urn:example:care | ok",
        "gs1:PIP | the GS1 Web Vocabulary spells it gs1:pip",
        "gs1:productSustainabilityInfo | gs1:productSustainabilityInfo is deprecated: use"
            + " gs1:sustainabilityInfo",
        "gs1:nothing | the GS1 Web Vocabulary has no link type gs1:nothing; it has gs1:pip, for"
            + " instance",
        "gs1:defaultLink | give it as defaultLink beside links"
      })
  void linkType_isOneOfGs1_orAFullUri(String type, String fault) {
    Link link = Link.of(LinkType.parse(type).orElseThrow(), "https://b.example/", "t", null);

    assertThat(faults(link)).isEqualTo(expected("/links/0/linkType", fault));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pip", "gs1:", "gs1:a b", "schema:about", "", "https:///x", "/voc/pip", "é:x"})
  void linkType_ofAnotherForm_isNone(String text) {
    assertThat(LinkType.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://b.example/a?b#c | ok",
        "https://b.example:8443/%C3%A9 | ok",
        "ftp://b.example/ | must begin with https:// or http://",
        "javascript:alert(1) | must begin with https:// or http://",
        "//b.example/ | must begin with https:// or http://",
        "https:///nobody | must name a host",
        "https://user:pw@b.example/ | must not hold a user or password",
        "https://b.example/a b | character 19 must be percent-encoded",
        "https://b.example/é | character 18 must be percent-encoded",
        "https://b.example/%zz | is no URL: character 18 does not belong there"
      })
  void href_isAnAbsoluteUrl(String href, String fault) {
    assertThat(faults(pip(href, null))).isEqualTo(expected("/links/0/href", fault));
  }

  @ParameterizedTest
  @CsvSource({
    "zh, ok",
    "zh-CN, ok",
    "zh-Hans, bad",
    "zh-cn, bad",
    "ZH, bad",
    "xx, bad",
    "en-XX, bad",
    "eng, bad",
    "*, bad"
  })
  void hreflang_isALanguage_orLanguageAndCountry(String language, String verdict) {
    assertThat(faults(pip("https://b.example/", null, language)))
        .hasSize(verdict.equals("ok") ? 0 : 1)
        .allMatch(fault -> fault.contains("such as zh or zh-CN"));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, ok",
    "application/linkset+json, ok",
    "Text/HTML, bad",
    "html, bad",
    "text/html;charset=utf-8, bad",
    "made/up, bad",
    "text/, bad"
  })
  void mediaType_isARegisteredOne(String type, String verdict) {
    assertThat(faults(pip("https://b.example/", type))).hasSize(verdict.equals("ok") ? 0 : 1);
  }

  @Test
  void defaultLink_alsoStandsAmongLinks_underATypeThatSaysWhatItIs() {
    AnchorLinks bare =
        new AnchorLinks(
            PRODUCT, "Tea", new DefaultLink("https://b.example/", "t"), List.of(), List.of());

    assertThat(faults(bare))
        .containsExactly(
            at(
                "/defaultLink/href",
                "must also stand in links, under a type that says what it is, such as gs1:pip"));
  }

  @Test
  void defaultLinkMulti_isTwoOrMore_withLanguages_besideADefaultLink() {
    List<Link> links = List.of(pip("https://b.example/zh", null, "zh"));
    AnchorLinks one =
        new AnchorLinks(PRODUCT, "Tea", null, List.of(multi("https://b.example/zh", "zh")), links);
    AnchorLinks alike =
        new AnchorLinks(
            PRODUCT,
            "Tea",
            new DefaultLink("https://b.example/zh", "t"),
            List.of(
                multi("https://b.example/zh", "zh"),
                multi("https://b.example/zh", "zh"),
                multi("https://b.example/zh")),
            links);

    assertThat(faults(one))
        .containsExactly(
            at("/defaultLinkMulti", "has two links or more; one alone is the defaultLink"),
            at("/defaultLink", "is required beside defaultLinkMulti, for all other languages"));
    assertThat(faults(alike))
        .containsExactly(
            at("/defaultLinkMulti/1", "cannot be told from /defaultLinkMulti/0 by any request"),
            at(
                "/defaultLinkMulti/2/hreflang",
                "is required here: languages decide between these links"));
  }

  @Test
  void everyFault_isReported_andTheNumberOfLinksIsBounded() {
    List<Link> links = new ArrayList<>();
    IntStream.range(0, 101).forEach(i -> links.add(pip("https://b.example/" + i, null)));
    links.add(pip("https://b.example/0", null));
    links.add(pip("", "x"));

    assertThat(faults(new AnchorLinks(PRODUCT, "\n", null, List.of(), links)))
        .containsExactly(
            at("/itemDescription", "must be a text of 1 to 200 characters on one line"),
            at("/links/101", "stands there twice"),
            at("/links/102/href", "must have 1 to 2000 characters"),
            at("/links/102/type", "must be a media type in lower case, such as text/html"),
            at("/links", "an anchor has at most 100 links"));
  }

  @ParameterizedTest
  @CsvSource({
    "/01/09521222000018, PRODUCT",
    "/01/09521222000018/22/V, VARIANT",
    "/01/09521222000018/10/L, LOT",
    "/01/09521222000018/22/V/10/L, VARIANT_LOT",
    "/01/09521222000018/21/S, ITEM",
    "/01/09521222000018/235/T, CONTROLLED_ITEM",
    "/01/09521222000018/10/L/21/S, ",
    "/01/09521222000018/22/V/21/S, ",
    "/00/395200000000000005, "
  })
  void anchor_hasOneOfSixShapes_andComesBackFromItsBytes(
      String path, Anchor.@Nullable Shape shape) {
    var anchor = Anchor.of(DigitalLink.parseTarget(path));

    assertThat(anchor.map(Anchor::shape)).isEqualTo(Optional.ofNullable(shape));
    anchor.ifPresent(
        a -> {
          assertThat(Anchor.read(a.bytes())).isEqualTo(a);
          assertThat(a.path()).isEqualTo(path);
        });
  }

  private static List<String> expected(String pointer, String fault) {
    return fault.equals("ok") ? List.of() : List.of(at(pointer, fault));
  }

  private static String at(String pointer, String message) {
    return pointer + " " + message;
  }

  private static List<String> faults(Link... links) {
    return faults(new AnchorLinks(PRODUCT, "Tea", null, List.of(), List.of(links)));
  }

  private static List<String> faults(AnchorLinks links) {
    InvalidLinks invalid = catchThrowableOfType(InvalidLinks.class, links::check);
    return invalid == null
        ? List.of()
        : invalid.faults().stream().map(f -> at(f.pointer(), f.message())).toList();
  }
}
