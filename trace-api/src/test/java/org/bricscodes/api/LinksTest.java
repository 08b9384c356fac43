package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.ADMIN_KEY;
import static org.bricscodes.api.RunningServer.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /links}: what brands register, whose it is, and what is refused. */
final class LinksTest {

  private static final String PRODUCT = "/01/09521222000018";
  private static final String BRAND = "https://id.gs1.org/417/9521222000001";
  private static final String OTHER = "https://id.gs1.org/417/9521444000001";
  private static final String TEA =
      """
      {"itemDescription": "Tea", "links": [{"linkType": "gs1:pip", "href": "https://b.example/"}]}
      """;

  @TempDir private Path data;
  private RunningServer running;
  private String brand = "";
  private String other = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  LinksTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    brand = running.key(BRAND, "exporter");
    other = running.key(OTHER, "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void document_isSet_shown_replaced_andRemoved_andSurvivesARestart() {
    HttpResponse<String> made = put(brand, PRODUCT, TEA);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location").orElse("")).endsWith("/links" + PRODUCT);
    assertThat(put(brand, PRODUCT, TEA).statusCode()).isEqualTo(200);

    running.close();
    running = RunningServer.in(data);

    assertThat(show(brand, PRODUCT).body())
        .isEqualTo(
            "{\"anchor\":\"/01/09521222000018\",\"owner\":\"https://id.gs1.org/417/9521222000001\","
                + "\"itemDescription\":\"Tea\",\"links\":[{\"linkType\":\"gs1:pip\","
                + "\"href\":\"https://b.example/\",\"title\":\"Product information page\"}]}");
    assertThat(put(brand, PRODUCT, show(brand, PRODUCT).body()).statusCode()).isEqualTo(200);
    assertThat(running.send(running.as(brand, "/links" + PRODUCT).DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(show(brand, PRODUCT).statusCode()).isEqualTo(404);
  }

  @Test
  void anotherPartysProduct_isNotYours_whateverItsShape() {
    put(brand, PRODUCT + "/21/S", TEA);

    assertThat(put(other, PRODUCT, TEA).statusCode()).isEqualTo(403);
    assertThat(put(other, PRODUCT + "/10/L", TEA).statusCode()).isEqualTo(403);
    assertThat(show(other, PRODUCT + "/21/S").statusCode()).isEqualTo(403);
    HttpResponse<String> removed =
        running.send(running.as(other, "/links" + PRODUCT + "/21/S").DELETE());
    assertThat(removed.statusCode()).isEqualTo(403);
    assertThat(json(removed).path("code").asText()).isEqualTo("not-yours");
    assertThat(put(ADMIN_KEY, PRODUCT, TEA).statusCode()).isEqualTo(201);
    assertThat(json(show(brand, PRODUCT)).path("owner").asText()).isEqualTo(BRAND);
  }

  @Test
  void productOfSomebodyElsesCodes_cannotBeTaken_byOrderingCodesOfIt() {
    String order = "{\"gtin\":\"09521222000018\",\"lot\":\"L\",\"quantity\":1}";
    running.post(brand, "/codes/batches", order);
    assertThat(running.post(other, "/codes/batches", order).statusCode()).isEqualTo(201);

    assertThat(put(other, PRODUCT, TEA).statusCode()).isEqualTo(403);
    assertThat(put(brand, PRODUCT, TEA).statusCode()).isEqualTo(201);
  }

  @Test
  void roles_thatMayNot_areRefused() {
    String partner = running.key(BRAND, "partner");
    String auditor = running.key("https://id.gs1.org/417/9521777000006", "auditor");
    put(brand, PRODUCT, TEA);

    assertThat(put(partner, PRODUCT, TEA).statusCode()).isEqualTo(403);
    assertThat(put(auditor, PRODUCT, TEA).statusCode()).isEqualTo(403);
    assertThat(show(auditor, PRODUCT).statusCode()).isEqualTo(200);
    assertThat(running.get("/links" + PRODUCT).statusCode()).isEqualTo(401);
  }

  @Test
  void everyFault_isNamed_byPointer() {
    HttpResponse<String> answer =
        put(
            brand,
            PRODUCT,
            """
            {"itemDescription": "", "surprise": 1,
             "defaultLink": {"href": "https://b.example/", "title": "t", "type": "text/html"},
             "defaultLinkMulti": [{"href": "https://b.example/zh", "hreflang": ["zh-Hans"]}],
             "links": [{"linkType": "gs1:PIP", "href": "ftp://b.example/"},
                       {"linkType": "pip", "href": "SELF/01/09521222000018", "public": "no"},
                       7]}
            """
                .replace("SELF", running.server().address().toString()));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder(
            "/surprise",
            "/itemDescription",
            "/defaultLink/type",
            "/defaultLink/href",
            "/defaultLinkMulti",
            "/defaultLinkMulti/0/hreflang",
            "/defaultLinkMulti/0/href",
            "/links/0/linkType",
            "/links/0/title",
            "/links/0/href",
            "/links/1/linkType",
            "/links/1/href",
            "/links/1/public",
            "/links/2",
            "/links/2/linkType",
            "/links/2/href");
    assertThat(answer.body()).contains("leads back to this resolver", "spells it gs1:pip");
  }

  @Test
  void anchor_ofAnotherShape_isRefused_sayingWhichThereAre() {
    HttpResponse<String> answer = put(brand, PRODUCT + "/10/L/21/S", TEA);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText()).contains("on GTIN and serial without its lot");
  }

  @Test
  void tags_keepOneChangeFromUndoingAnother() {
    String first = put(brand, PRODUCT, TEA).headers().firstValue("ETag").orElse("");
    String second =
        conditional(PRODUCT, "If-Match", first, TEA.replace("Tea", "Green tea"))
            .headers()
            .firstValue("ETag")
            .orElse("");

    assertThat(first).matches("\"[0-9a-f]{16}\"");
    assertThat(second).matches("\"[0-9a-f]{16}\"").isNotEqualTo(first);
    HttpResponse<String> late = conditional(PRODUCT, "If-Match", first, TEA);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(json(late).path("code").asText()).isEqualTo("precondition-failed");
    assertThat(conditional(PRODUCT, "If-None-Match", "*", TEA).statusCode()).isEqualTo(412);
    assertThat(conditional(PRODUCT + "/10/L", "If-Match", "*", TEA).statusCode()).isEqualTo(412);
    assertThat(conditional(PRODUCT + "/10/L", "If-None-Match", "*", TEA).statusCode())
        .isEqualTo(201);
    assertThat(conditional(PRODUCT, "If-Match", "W/1", TEA).statusCode()).isEqualTo(400);
  }

  @Test
  void listOfTags_matches_whereOneOfThemStandsThere() {
    String first = put(brand, PRODUCT, TEA).headers().firstValue("ETag").orElse("");
    String stranger = "\"0123456789abcdef\", \"of-another-kind\"";

    assertThat(conditional(PRODUCT, "If-Match", stranger, TEA).statusCode()).isEqualTo(412);
    assertThat(conditional(PRODUCT, "If-Match", "W/" + first, TEA).statusCode()).isEqualTo(412);
    assertThat(conditional(PRODUCT, "If-Match", stranger + ", " + first, TEA).statusCode())
        .isEqualTo(200);
    HttpResponse<String> lines =
        running.send(
            running
                .as(brand, "/links" + PRODUCT)
                .header("If-Match", stranger)
                .header("If-Match", first)
                .DELETE());
    assertThat(lines.statusCode()).isEqualTo(204);
    assertThat(conditional(PRODUCT, "If-Match", first, TEA).statusCode()).isEqualTo(412);
  }

  @Test
  void list_isPaged_andHoldsTheCallersOwn() {
    put(brand, PRODUCT, TEA);
    put(brand, PRODUCT + "/10/L", TEA);
    put(brand, PRODUCT + "/21/S", TEA);
    put(other, "/01/09521222000025", TEA);

    HttpResponse<String> first = running.send(running.as(brand, "/links?perPage=2"));
    String next = first.headers().firstValue("Link").orElse("");
    HttpResponse<String> second =
        running.send(running.as(brand, next.substring(next.indexOf("/links"), next.indexOf('>'))));

    assertThat(json(first).path("links").findValuesAsText("anchor"))
        .containsExactly(PRODUCT, PRODUCT + "/10/L");
    assertThat(json(second).path("links").findValuesAsText("anchor"))
        .containsExactly(PRODUCT + "/21/S");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    assertThat(running.send(running.as(brand, "/links?cursor=!")).statusCode()).isEqualTo(400);
  }

  @Test
  void upload_registersManyItems_andItsExportIsOne() {
    String lines =
        IntStream.range(0, 2_500)
            .mapToObj(i -> line(PRODUCT + "/21/S%04d".formatted(i), "https://b.example/" + i))
            .collect(Collectors.joining("\n"));

    assertThat(upload(brand, lines).body())
        .isEqualTo("{\"lines\":2500,\"created\":2500,\"replaced\":0,\"unchanged\":0}");
    HttpResponse<String> export = running.send(running.as(brand, "/links.ndjson"));
    assertThat(export.body().lines()).hasSize(2_500).isSorted();
    assertThat(upload(brand, export.body()).body())
        .isEqualTo("{\"lines\":2500,\"created\":0,\"replaced\":0,\"unchanged\":2500}");
    assertThat(running.get(PRODUCT + "/21/S1234?linkType=gs1:pip").headers().firstValue("Location"))
        .contains("https://b.example/1234?linkType=gs1:pip");
    String tag = export.headers().firstValue("ETag").orElse("");
    assertThat(
            running
                .send(running.as(brand, "/links.ndjson").header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(304);
    put(brand, PRODUCT, TEA);
    assertThat(
            running
                .send(running.as(brand, "/links.ndjson").header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(200);
    assertThat(running.send(running.as(other, "/links.ndjson")).body()).isEmpty();
    assertThat(running.send(running.admin("/links.ndjson")).body().lines()).hasSize(2_501);
  }

  @Test
  void unchangedExport_isRecognised_howeverItsTagIsSent() {
    put(brand, PRODUCT, TEA);
    HttpResponse<String> export = running.send(running.as(brand, "/links.ndjson"));
    String tag = export.headers().firstValue("ETag").orElse("");

    for (String sent : List.of("W/" + tag, "\"a,b\", " + tag, "*", "\"x\" , W/" + tag)) {
      assertThat(exportedUnless(sent)).as(sent).isEqualTo(304);
    }
    for (String sent : List.of("\"a" + tag.substring(1), tag.replace("\"", ""), "\"*\"")) {
      assertThat(exportedUnless(sent)).as(sent).isEqualTo(200);
    }
  }

  private int exportedUnless(String tags) {
    return running
        .send(running.as(brand, "/links.ndjson").header("If-None-Match", tags))
        .statusCode();
  }

  @Test
  void upload_withFaults_registersNothing_andNamesThemByLine() {
    put(other, "/01/09521222000025", TEA);

    HttpResponse<String> faulty =
        upload(
            brand,
            line(PRODUCT, "https://b.example/")
                + "\n\n{\"anchor\": \"/01/09521222000019\", \"itemDescription\": 7}\nnot json\n"
                + line(PRODUCT, "https://b.example/")
                + "\n"
                + line(PRODUCT + "/10/L/21/S", "gopher://x"));
    HttpResponse<String> foreign =
        upload(
            brand,
            line(PRODUCT, "https://b.example/")
                + "\n"
                + line("/01/09521222000025", "https://b.example/"));

    assertThat(faulty.statusCode()).isEqualTo(400);
    assertThat(json(faulty).path("faults").findValuesAsText("where"))
        .containsExactly(
            "line 3 /anchor",
            "line 3 /itemDescription",
            "line 4, column 1",
            "line 5 /anchor",
            "line 6 /anchor",
            "line 6 /links/0/href");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(json(foreign).path("faults").findValuesAsText("where"))
        .containsExactly("line 2 /anchor");
    assertThat(show(brand, PRODUCT).statusCode()).isEqualTo(404);
    assertThat(upload(brand, "\n").statusCode()).isEqualTo(400);
    assertThat(upload(brand, "x\n".repeat(10_050)).statusCode()).isEqualTo(400);
  }

  private static String line(String anchor, String href) {
    return "{\"anchor\": \"%s\", \"itemDescription\": \"Tea\", \"links\": [{\"linkType\": \"gs1:pip\", \"href\": \"%s\"}]}"
        .formatted(anchor, href);
  }

  private HttpResponse<String> upload(String key, String lines) {
    return running.send(
        running
            .as(key, "/links/import")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines)));
  }

  private HttpResponse<String> show(String key, String anchor) {
    return running.send(running.as(key, "/links" + anchor));
  }

  private HttpResponse<String> put(String key, String anchor, String document) {
    return running.send(
        running
            .as(key, "/links" + anchor)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(document)));
  }

  private HttpResponse<String> conditional(
      String anchor, String header, String value, String document) {
    return running.send(
        running
            .as(brand, "/links" + anchor)
            .header(header, value)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(document)));
  }
}
