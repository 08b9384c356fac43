package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.resolver.TestLinks.pip;
import static org.bricscodes.resolver.TestLinks.wishes;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

  private static final List<Link> LINKS =
      List.of(
          pip("https://b/html-en", "text/html", "en"),
          pip("https://b/html-zh", "text/html", "zh", "zh-TW"),
          pip("https://b/html-pt", "text/html", "pt-BR"),
          pip("https://b/json", "application/json"),
          pip("https://b/pdf-en", "application/pdf", "en"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | - | json",
        "*/* | en | html-en",
        "text/html | - | html-en",
        "text/html,application/xhtml+xml,*/*;q=0.8 | zh-CN,zh;q=0.9 | html-zh",
        "text/html | zh-TW | html-zh",
        "text/html | pt | html-pt",
        "text/html | pt-PT | html-en",
        "text/html | pt-BR-x-y | html-pt",
        "text/html | en;q=0.2, zh;q=0.3 | html-zh",
        "application/json | zh | json",
        "application/pdf | zh | pdf-en",
        "application/pdf;q=0.5, text/html;q=0.4 | en | pdf-en",
        "application/*;q=0.9, application/json;q=0.1 | - | pdf-en",
        "image/png | - | json",
        "text/html;q=high | - | json",
        ",,;;, | ,,-,*,;q= | json"
      })
  void wishes_chooseByMediaType_thenByLanguage(
      @Nullable String accept, @Nullable String languages, String expected) {
    List<Link> best = Negotiation.best(LINKS, wishes(null, accept, languages));

    assertThat(best).extracting(Link::href).containsExactly("https://b/" + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "text/html,application/xhtml+xml,*/*;q=0.8 | zh | zh",
        "text/html,*/*;q=0.8 | en | html-en",
        "text/html,*/*;q=0.8 | fr | html-en",
        "application/json | fr | zh",
        "image/png;q=0.3 | - | zh"
      })
  void linkThatSaysNoMediaType_isChosenByItsLanguage(
      String accept, @Nullable String languages, String expected) {
    List<Link> links =
        List.of(pip("https://b/html-en", "text/html", "en"), pip("https://b/zh", null, "zh"));

    assertThat(Negotiation.best(links, wishes(null, accept, languages)))
        .extracting(Link::href)
        .first()
        .isEqualTo("https://b/" + expected);
  }

  @Test
  void context_isMatchedExactly_andLinksWithoutAreForAllOthers() {
    Link all = inContext("https://b/all", null);
    Link china = inContext("https://b/cn", "CN");
    List<Link> links = List.of(china, all);

    assertThat(chosen(links, "CN")).isEqualTo("https://b/cn");
    assertThat(chosen(links, "cn")).isEqualTo("https://b/all");
    assertThat(chosen(links, null)).isEqualTo("https://b/all");
    assertThat(chosen(List.of(china), "ZA")).isEqualTo("https://b/cn");
  }

  @Test
  void hostileHeaders_areReadUpToABound() {
    String accept = "a/b;q=0.1,".repeat(1_000) + "text/html";
    String languages = "xx-".repeat(1_000) + "," + "yy,".repeat(1_000) + "zh";

    assertThat(Negotiation.best(LINKS, wishes(null, accept, languages)))
        .extracting(Link::href)
        .containsExactly("https://b/json");
  }

  private static Link inContext(String href, @Nullable String context) {
    return new Link(LinkType.PIP, href, "t", null, List.of(), context, Link.Access.ANYONE);
  }

  private static String chosen(List<Link> links, @Nullable String context) {
    Wishes wishes = new Wishes(null, context, MediaRanges.ANY, LanguageRanges.ANY);
    return Negotiation.best(links, wishes).stream().map(Link::href).collect(Collectors.joining());
  }
}
