package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.ADMIN_KEY;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResolverTest {

  private static final String PRODUCT = "/01/09521222000018";
  private static final String LINK = PRODUCT + "/10/A%2FB/21/7GF04CNGMYKV4H93";
  private static final String VOC = "https://ref.gs1.org/voc/";

  @TempDir private Path data;
  private RunningServer running;
  private String base = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  ResolverTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    base = running.server().address().toString();
    issue("09521222000018");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void link_redirectsToItsPage_keepingPathAndQuery_namingTheLinkset() {
    HttpResponse<String> answer = running.get(LINK + "?17=271231&x=%C3%A9");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location"))
        .contains(base + "/scan" + LINK + "?17=271231&x=%C3%A9");
    assertThat(answer.headers().allValues("Link"))
        .containsExactly(
            "<"
                + base
                + LINK
                + "?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"");
    assertThat(answer.headers().firstValue("Vary")).contains("Accept, Accept-Language");
  }

  @ParameterizedTest
  @CsvSource({
    "400, /01/09521222000019",
    "404, /01/09521222000025",
    "404, /01/09521222000018?linkType=gs1:recipeInfo",
    "404, /ex00",
  })
  void refusal_variesToo_andIsNotKeptByCaches(int status, String path) {
    HttpResponse<String> answer = running.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("Vary")).containsExactly("Accept, Accept-Language");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void trailingSlash_isTolerated() {
    assertThat(location(LINK + "/")).isEqualTo(base + "/scan" + LINK);
    assertThat(location(PRODUCT + "/?a=b")).isEqualTo(base + "/scan" + PRODUCT + "?a=b");
  }

  @Test
  void trailingSlash_behindAnEpc_isTolerated() {
    issue("09528765123457");
    String page = base + "/scan/01/09528765123457/21/123456789123";

    assertThat(location("/eh30164596f40c0e5cbe991a83/")).isEqualTo(page);
    assertThat(location("/exMBZFlvQMDly-mRqD/?a=b/")).isEqualTo(page + "?a=b/");
    assertThat(location("/exMBZFlvQMDly-mRqD?a=b/")).isEqualTo(page + "?a=b/");
    assertThat(running.get("/eh30164596f40c0e5cbe991a83//").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?linkType=", "?linkType=%20", "?linkType", "?a=b&linkType="})
  void emptyLinkType_isRefused_sayingWhatToAskFor(String query) {
    HttpResponse<String> answer = running.get(LINK + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo(
            "linkType: is empty: must be a type such as gs1:pip, or linkset; without it the default"
                + " link answers");
    assertThat(answer.headers().allValues("Vary")).containsExactly("Accept, Accept-Language");
  }

  @Test
  void ownLinks_sayEveryLanguageOfThePage() {
    JsonNode links =
        json(running.get(LINK + "?linkType=linkset"))
            .at("/linkset/0")
            .path(VOC + "verificationService");

    assertThat(links.at("/0/hreflang"))
        .extracting(JsonNode::asText)
        .containsExactly("en", "zh", "pt", "ru", "hi", "ar", "fa", "am", "id");
    assertThat(links.at("/1").has("hreflang")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?linkType=linkset", "?linkType=all", "", "?linkType=gs1:pip"})
  void linkset_whenAskedFor_isAnsweredWithoutRedirect(String query) {
    HttpResponse<String> answer =
        running.send(running.open(LINK + query).header("Accept", "application/linkset+json"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/linkset+json");
    assertThat(answer.headers().allValues("Link"))
        .contains(
            "<https://ref.gs1.org/standards/resolver/linkset-context>;"
                + " rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"");
    assertThat(json(answer).path("linkset").findValuesAsText("anchor"))
        .containsExactly(
            base + PRODUCT + "/21/7GF04CNGMYKV4H93", base + PRODUCT + "/10/A%2FB", base + PRODUCT);
    assertSchemaTrue(json(answer));
  }

  @Test
  void linkset_withEverythingRegistered_isTrueToTheSchema() {
    set(
        PRODUCT,
        """
        {"itemDescription": "茶", "defaultLink": {"href": "https://b.example/", "title": "Tea"},
         "defaultLinkMulti": [
           {"href": "https://b.example/zh", "title": "茶", "type": "text/html", "hreflang": ["zh"]},
           {"href": "https://b.example/fr", "title": "Thé", "hreflang": ["fr", "fr-CA"]}],
         "links": [
           {"linkType": "gs1:pip", "href": "https://b.example/", "context": "CN"},
           {"linkType": "gs1:pip", "href": "https://b.example/zh", "hreflang": "zh"},
           {"linkType": "gs1:pip", "href": "https://b.example/fr", "hreflang": ["fr"]},
           {"linkType": "https://voc.example/care", "href": "https://b.example/c?a=1", "title": "Care",
            "public": false}]}
        """);

    JsonNode linkset = json(running.get(PRODUCT + "?linkType=linkset"));

    assertSchemaTrue(linkset);
    JsonNode context = linkset.path("linkset").get(0);
    assertThat(context.path("itemDescription").asText()).isEqualTo("茶");
    assertThat(context.path(VOC + "defaultLink").toString())
        .isEqualTo("[{\"href\":\"https://b.example/\",\"title\":\"Tea\"}]");
    assertThat(context.path(VOC + "defaultLinkMulti")).hasSize(2);
    assertThat(context.path(VOC + "pip").get(0).toString())
        .isEqualTo(
            "{\"href\":\"https://b.example/\",\"title\":\"Product information page\","
                + "\"context\":[\"CN\"]}");
    assertThat(context.path("https://voc.example/care").toString())
        .isEqualTo("[{\"href\":\"https://b.example/c?a=1\",\"title\":\"Care\",\"public\":false}]");
  }

  /** What gs1-linkset-schema.json takes: nothing beyond these members, and these required. */
  private static void assertSchemaTrue(JsonNode document) {
    assertThat(document.fieldNames()).toIterable().containsExactly("linkset");
    assertThat(document.path("linkset")).isNotEmpty();
    for (JsonNode context : document.path("linkset")) {
      assertThat(context.path("anchor").asText()).matches("https?://[a-zA-Z0-9./].*");
      assertThat(context.path("itemDescription").asText()).isNotEmpty();
      JsonNode defaults = context.path(VOC + "defaultLink");
      assertThat(defaults).hasSizeLessThanOrEqualTo(1);
      defaults.forEach(
          link -> assertThat(link.fieldNames()).toIterable().containsExactly("href", "title"));
      context
          .properties()
          .forEach(
              member -> {
                if (!List.of("anchor", "itemDescription").contains(member.getKey())) {
                  assertThat(member.getKey()).matches("https?://.+");
                  assertThat(member.getValue()).isNotEmpty().allSatisfy(ResolverTest::assertLink);
                }
              });
    }
  }

  private static void assertLink(JsonNode link) {
    assertThat(link.fieldNames())
        .toIterable()
        .contains("href", "title")
        .isSubsetOf("href", "title", "type", "hreflang", "context", "public", "fwqs");
    link.path("hreflang").forEach(l -> assertThat(l.asText()).matches("[a-z]{2}(-[A-Z]{2})?"));
    assertThat(link.path("title").asText()).isNotEmpty();
    assertThat(link.path("href").asText()).matches("https?://.+");
  }

  @Test
  void registeredLinks_answer_andAreForgotten_asSoonAsTheyChange() {
    String pip = PRODUCT + "/10/L/21/S?linkType=gs1:pip";
    assertThat(running.get(pip).statusCode()).isEqualTo(404);

    set(PRODUCT, document("https://b.example/1"));
    assertThat(location(pip)).isEqualTo("https://b.example/1?linkType=gs1:pip");
    set(PRODUCT, document("https://b.example/2"));
    assertThat(location(pip)).isEqualTo("https://b.example/2?linkType=gs1:pip");
    set(PRODUCT + "/21/S", document("https://b.example/item"));
    assertThat(location(pip)).isEqualTo("https://b.example/item?linkType=gs1:pip");
    running.send(running.admin("/links" + PRODUCT + "/21/S").DELETE());
    assertThat(location(pip)).isEqualTo("https://b.example/2?linkType=gs1:pip");
    running.send(running.admin("/links" + PRODUCT).DELETE());
    assertThat(running.get(pip).statusCode()).isEqualTo(404);
  }

  @Test
  void defaultLink_isTheBrandsForProducts_andOursForItems() {
    set(
        PRODUCT,
        """
        {"itemDescription": "Tea", "defaultLink": {"href": "https://b.example/?x=1", "title": "Tea"},
         "links": [{"linkType": "gs1:pip", "href": "https://b.example/?x=1"}]}
        """);

    assertThat(location(PRODUCT + "?a=b")).isEqualTo("https://b.example/?x=1&a=b");
    assertThat(location(PRODUCT + "/10/L")).isEqualTo("https://b.example/?x=1");
    assertThat(location(LINK)).isEqualTo(base + "/scan" + LINK);
  }

  @Test
  void linksThatNothingTellsApart_areAllOffered_asALinkset() {
    set(
        PRODUCT,
        """
        {"itemDescription": "Tea", "links": [
          {"linkType": "gs1:certificationInfo", "href": "https://a.example/1", "title": "Organic"},
          {"linkType": "gs1:certificationInfo", "href": "https://a.example/2", "title": "Fair"}]}
        """);

    HttpResponse<String> answer = running.get(LINK + "?linkType=gs1:certificationInfo");

    assertThat(answer.statusCode()).isEqualTo(300);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertSchemaTrue(json(answer));
    assertThat(json(answer).findValuesAsText("href"))
        .containsExactly("https://a.example/1", "https://a.example/2");
  }

  @Test
  void language_andMediaType_decide() {
    set(
        PRODUCT,
        """
        {"itemDescription": "Tea", "links": [
          {"linkType": "gs1:pip", "href": "https://b.example/en", "type": "text/html", "hreflang": ["en"]},
          {"linkType": "gs1:pip", "href": "https://b.example/zh", "type": "text/html", "hreflang": ["zh"]},
          {"linkType": "gs1:pip", "href": "https://b.example/json", "type": "application/json"}]}
        """);

    assertThat(negotiated("text/html", "zh-CN,en;q=0.5")).isEqualTo("https://b.example/zh");
    assertThat(negotiated("text/html", "en-GB")).isEqualTo("https://b.example/en");
    assertThat(negotiated("application/json", "zh")).isEqualTo("https://b.example/json");
  }

  private String negotiated(String accept, String language) {
    return running
        .send(
            running
                .open(LINK + "?linkType=gs1%3Apip")
                .header("Accept", accept)
                .header("Accept-Language", language))
        .headers()
        .firstValue("Location")
        .orElse("")
        .replace("?linkType=gs1%3Apip", "");
  }

  @ParameterizedTest
  @CsvSource({
    "/01/09521222000019, check digit, check digit",
    "/01/9521222000018, length, 14 digits",
    "/01/09521222000018/21/S/10/L, order, in this order: 22, 10, 21",
    "/01/09521222000018/99/x, path, in the query",
    "/01/09521222000018/17/271231, path, 17 in the query",
    "/01/09521222000018?21=S, query, /21/… in the path",
    "/01/09521222000018/10/A%20B, character, there are no spaces",
    "/01/09521222000018/10/%D0%9012, character, looks like the Latin letter A",
    "/01/0952122200001%EF%BC%98, character, full-width form of 8",
    "/01/09521222000018/10/A%252FB%252FC%252FD%252FE%252FF, length, percent-encoded twice",
    "/eh30164596f40c0e5cbe991, , ",
    "/eh00, , "
  })
  void invalidLink_isRefused_namingEveryFault(
      String path, @Nullable String fault, @Nullable String hint) {
    HttpResponse<String> answer = running.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).path("code").asText()).isEqualTo("invalid-link");
    if (fault != null && hint != null) {
      assertThat(answer.body()).contains(fault).contains(hint);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/01/09521222000018/21/S/10/L, /10/L/21/S", // the order
    "/01/O9521222OOOOI8/21/S, /21/S", // letters for digits
    "/01/09521222000018/10/%D0%90%D0%92-7/21/S, /10/AB-7/21/S", // Cyrillic letters
    "/01/09521222000018/10/%E8%8C%B6/21/S,", // nobody knows
    "/01/09521222000019/21/S,"
  })
  void invalidLink_whoseRepairIsPlain_isSuggestedAsItShouldBe(
      String path, @Nullable String suggestion) {
    for (String door : List.of("", "/scan")) {
      JsonNode problem =
          json(running.send(running.open(door + path).header("Accept", "application/json")));

      assertThat(problem.path("code").asText()).isEqualTo("invalid-link");
      assertThat(problem.path("suggestion").asText(null))
          .isEqualTo(
              suggestion == null ? null : "https://id.gs1.org/01/09521222000018" + suggestion);
    }
  }

  @Test
  void brokenPercentEncoding_isRefused() {
    for (String path : List.of("/21/S%zz", "/21/S%4", "/21/%")) {
      assertThat(RawHttp.status(running.server().address(), PRODUCT + path)).isEqualTo(400);
    }
  }

  @Test
  void epcBinary_isAnsweredAsTheLinkItStandsFor() {
    issue("09528765123457");
    for (String compressed : List.of("/eh30164596f40c0e5cbe991a83", "/exMBZFlvQMDly-mRqD")) {
      HttpResponse<String> answer = running.get(compressed + "?a=b");

      assertThat(answer.statusCode()).isEqualTo(307);
      assertThat(answer.headers().firstValue("Location"))
          .contains(base + "/scan/01/09528765123457/21/123456789123?a=b");
      assertThat(answer.headers().allValues("Link"))
          .containsExactly(
              "<"
                  + base
                  + "/01/09528765123457/21/123456789123?linkType=linkset>; rel=\"linkset\";"
                  + " type=\"application/linkset+json\"",
              "<" + base + "/01/09528765123457/21/123456789123>; rel=\"owl:sameAs\"");
    }
  }

  @Test
  void itemLinks_areFoundInLowerCaseToo_whereTheSerialIsOfOurShape() {
    set(PRODUCT + "/21/7GF04CNGMYKV4H93", document("https://b.example/item"));
    set(PRODUCT + "/21/OURS-NOT", document("https://b.example/other"));
    String pip = "?linkType=gs1:pip";

    assertThat(location(PRODUCT + "/21/7gf04cngmykv4h93" + pip))
        .isEqualTo("https://b.example/item" + pip);
    assertThat(location(PRODUCT + "/21/7gf04cngmykv4h92"))
        .isEqualTo(base + "/scan" + PRODUCT + "/21/7gf04cngmykv4h92");
    assertThat(running.get(PRODUCT + "/21/ours-not" + pip).statusCode()).isEqualTo(404);
  }

  @Test
  void unknownLinkType_isNotFound() {
    assertThat(running.get(LINK + "?linkType=gs1:recipeInfo").statusCode()).isEqualTo(404);
  }

  @Test
  void unknownProduct_isNotFound_untilCodesEventsOrLinksNameIt() {
    assertThat(running.get("/01/09521222000025/21/S").statusCode()).isEqualTo(404);
    assertThat(running.get("/01/09521222000032").statusCode()).isEqualTo(404);
    assertThat(running.get("/01/09521222000049").statusCode()).isEqualTo(404);

    issue("09521222000025");
    set("/01/09521222000032/10/L", document("https://b.example/"));
    running.post(
        ADMIN_KEY,
        "/epcis/events",
        """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
         "type": "ObjectEvent", "action": "OBSERVE", "eventTime": "2026-04-01T08:00:00Z",
         "eventTimeZoneOffset": "+00:00", "epcList": ["https://id.gs1.org/01/09521222000049/21/9"]}
        """);

    assertThat(location("/01/09521222000025/21/S")).contains("/scan/01/09521222000025/21/S");
    assertThat(location("/01/09521222000032")).contains("/scan/01/09521222000032");
    assertThat(location("/01/09521222000049/21/9")).contains("/scan/01/09521222000049/21/9");
  }

  @Test
  void itemRegisteredFromElsewhere_isKnown_alsoWhereItsProductIsNot() {
    String item = "/01/09521222000056/21/A1";
    assertThat(running.get(item).statusCode()).isEqualTo(404);

    HttpResponse<String> registered =
        running.send(
            running
                .admin("/codes/aliases")
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"scheme\": \"sgtin\", \"code\": \"%s\", \"target\": \"%s\"}"
                            .formatted(item, item))));

    assertThat(registered.statusCode()).as(registered.body()).isBetween(200, 201);
    assertThat(location(item)).isEqualTo(base + "/scan" + item);
  }

  @Test
  void serialNobodyIssued_resolvesToItsPage_whichSaysSo() {
    String target = location(PRODUCT + "/21/7GF04CNGMYKV4H93");

    assertThat(target).isEqualTo(base + "/scan" + PRODUCT + "/21/7GF04CNGMYKV4H93");
    assertThat(
            json(running.send(
                    running
                        .open(target.substring(base.length()))
                        .header("Accept", "application/json")))
                .path("verdict")
                .asText())
        .isEqualTo("not-issued");
  }

  @Test
  void head_isGetWithoutBody_andOptionsNamesTheMethods() {
    for (String path : List.of(LINK, "/eh30164596f40c0e5cbe991a83")) {
      HttpResponse<String> head =
          running.send(running.open(path).method("HEAD", BodyPublishers.noBody()));
      HttpResponse<String> options =
          running.send(
              running
                  .open(path)
                  .header("Origin", "https://shop.example")
                  .header("Access-Control-Request-Method", "GET")
                  .method("OPTIONS", BodyPublishers.noBody()));

      assertThat(head.statusCode()).isEqualTo(running.get(path).statusCode());
      assertThat(head.body()).isEmpty();
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(options.headers().firstValue("Access-Control-Allow-Methods"))
          .contains("GET, HEAD, OPTIONS");
      assertThat(options.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }
    HttpResponse<String> linkset =
        running.send(
            running.open(LINK + "?linkType=linkset").method("HEAD", BodyPublishers.noBody()));
    assertThat(linkset.statusCode()).isEqualTo(200);
    assertThat(linkset.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
  }

  @Test
  void anyHost_resolvesTheSame() {
    // The JDK's client names the host itself; a Digital Link is known by its path alone.
    assertThat(location(LINK)).isEqualTo(base + "/scan" + LINK);
    assertThat(
            running
                .send(running.open(LINK).header("X-Forwarded-Host", "id.other-brand.example"))
                .headers()
                .firstValue("Location"))
        .contains(base + "/scan" + LINK);
  }

  @Test
  void description_namesRootKeysAndVocabulary_asTheSchemaHasIt() {
    JsonNode description = json(running.get("/.well-known/gs1resolver"));

    assertThat(description.path("resolverRoot").asText()).isEqualTo(base);
    assertThat(description.path("supportedPrimaryKeys").toString()).isEqualTo("[\"01\"]");
    assertThat(description.path("supportedLinkType").toString())
        .isEqualTo("[{\"namespace\":\"https://ref.gs1.org/voc/\",\"prefix\":\"gs1:\"}]");
    assertThat(description.path("linkTypeDefaultCanBeLinkset").isBoolean()).isTrue();
    assertThat(description.path("contact").path("fn").asText()).isNotEmpty();
  }

  @Test
  void mutatedPaths_areAnswered_neverAsAFaultOfOurs() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    String pieces = "/%2F%00%zz&=;#+~AZaz09.-_(){}|^\\\"<>[]:@!$'*,";
    List<String> faulty = new ArrayList<>();
    int resolved = 0;
    for (int round = 0; round < 500; round++) {
      StringBuilder path = new StringBuilder(LINK + "?linkType=gs1:pip&17=271231");
      for (int i = 0; i < 3; i++) {
        int at = random.nextInt(4, path.length());
        path.insert(at, pieces.charAt(random.nextInt(pieces.length())));
      }
      int status = RawHttp.status(running.server().address(), path.toString());
      resolved += status == 307 ? 1 : 0;
      if (status != 307 && status != 400 && status != 404) {
        faulty.add(status + " " + path);
      }
    }
    System.out.println("seed " + seed + ": " + resolved + " of 500 mutated paths resolved");
    assertThat(faulty).as("seed " + seed).isEmpty();
  }

  private void issue(String gtin) {
    assertThat(
            running
                .post(
                    ADMIN_KEY,
                    "/codes/batches",
                    "{\"gtin\":\"%s\",\"lot\":\"L\",\"quantity\":10}".formatted(gtin))
                .statusCode())
        .isEqualTo(201);
  }

  private void set(String anchor, String document) {
    HttpResponse<String> answer =
        running.send(
            running
                .admin("/links" + anchor)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(document)));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  private static String document(String href) {
    return """
    {"itemDescription": "Tea", "links": [{"linkType": "gs1:pip", "href": "%s"}]}
    """
        .formatted(href);
  }

  private String location(String path) {
    HttpResponse<String> answer = running.get(path);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(307);
    return answer.headers().firstValue("Location").orElse("");
  }
}
