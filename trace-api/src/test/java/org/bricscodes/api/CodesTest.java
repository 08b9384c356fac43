package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodesTest {

  private static final String ORDER =
      """
      {"gtin":"09521222000018","lot":"TGY2604A","quantity":80,"expiry":"2099-04-23",
       "plant":"https://id.gs1.org/414/9521222000018","product":"Anxi oolong, 100 g"}
      """;

  @TempDir private Path data;
  private RunningServer running;
  private String factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  CodesTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void order_becomesBatch_listedForItsOwner() {
    var issued = running.post(factory, "/codes/batches", ORDER);

    assertThat(issued.statusCode()).isEqualTo(201);
    JsonNode batch = json(issued);
    assertThat(batch.path("gtin").asText()).isEqualTo("09521222000018");
    assertThat(batch.path("lot").asText()).isEqualTo("TGY2604A");
    assertThat(batch.path("quantity").asLong()).isEqualTo(80);
    assertThat(batch.path("expiry").asText()).isEqualTo("2099-04-23");
    String id = batch.path("id").asText();
    assertThat(issued.headers().firstValue("Location").orElse("")).endsWith("/codes/batches/" + id);
    var listed = json(running.send(running.as(factory, "/codes/batches")));
    assertThat(listed.path("batches").findValuesAsText("id")).containsExactly(id);
  }

  @Test
  void batch_isAnsweredWithASlashBehindIt_asWithout() {
    String path = json(running.post(factory, "/codes/batches", ORDER)).path("id").asText();

    var plain = running.send(running.as(factory, "/codes/batches/" + path));
    var slash = running.send(running.as(factory, "/codes/batches/" + path + "/"));

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(slash.body()).isEqualTo(plain.body());
    assertThat(running.get("/codes/batches/" + path + "/").statusCode()).isEqualTo(401);
  }

  @Test
  void csv_hasOneDistinctCodePerLine_theSameEachTime() {
    String id = json(running.post(factory, "/codes/batches", ORDER)).path("id").asText();

    var csv = running.send(running.as(factory, "/codes/batches/" + id + "/codes.csv"));

    assertThat(csv.statusCode()).isEqualTo(200);
    List<String> lines = csv.body().lines().toList();
    assertThat(lines).hasSize(80).doesNotHaveDuplicates();
    assertThat(lines.getFirst())
        .matches(
            "[0-9A-Z]{16},"
                + running.server().address()
                + "/01/09521222000018/10/TGY2604A/21/[0-9A-Z]{16}");
    assertThat(running.send(running.as(factory, "/codes/batches/" + id + "/codes.csv")).body())
        .isEqualTo(csv.body());
  }

  @Test
  void anotherPartysBatch_isRefused_andNotListed() {
    String id = json(running.post(factory, "/codes/batches", ORDER)).path("id").asText();
    String other = running.key("https://id.gs1.org/417/9521333000006", "exporter");

    for (String path : List.of("", "/codes.csv")) {
      var answer = running.send(running.as(other, "/codes/batches/" + id + path));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(json(answer).path("code").asText()).isEqualTo("not-yours");
    }
    assertThat(json(running.send(running.as(other, "/codes/batches"))).path("batches")).isEmpty();
  }

  @Test
  void faultyOrder_isRefused_namingEveryFault() {
    var answer =
        running.post(
            factory,
            "/codes/batches",
            "{\"gtin\":\"09521222000019\",\"quantity\":0,\"expiry\":\"2026-02-30\",\"colour\":1}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("/colour", "/quantity", "/gtin", "/lot", "/expiry");
  }

  @Test
  void repeatedOrder_underOneIdempotencyKey_isOneBatch() {
    List<String> ids =
        java.util.stream.Stream.of(1, 2)
            .map(
                attempt ->
                    running.send(
                        running
                            .as(factory, "/codes/batches")
                            .header("Idempotency-Key", "order-7")
                            .POST(BodyPublishers.ofString(ORDER))))
            .map(answer -> json(answer).path("id").asText())
            .toList();

    assertThat(ids.get(0)).isNotEmpty().isEqualTo(ids.get(1));
  }

  @Test
  void voidedCode_staysVoid() {
    String id = json(running.post(factory, "/codes/batches", ORDER)).path("id").asText();
    String link = firstLink(id);

    var voided = put("/codes/states" + link, "{\"state\":\"void\",\"reason\":\"spoiled\"}");
    var revived = put("/codes/states" + link, "{\"state\":\"active\",\"reason\":\"oops\"}");

    assertThat(voided.statusCode()).isEqualTo(200);
    assertThat(json(voided).path("state").asText()).isEqualTo("void");
    assertThat(revived.statusCode()).isEqualTo(409);
  }

  @Test
  void symbol_isDrawnInThreeForms() {
    String link = "/codes/symbols?link=/01/09521222000018/10/A/21/7GF04CNGMYKV4H93";

    var svg = running.send(running.as(factory, link));
    var png = running.send(running.as(factory, link + "&format=png&module=4"));
    var text = running.send(running.as(factory, link + "&format=txt"));

    assertThat(svg.body()).startsWith("<svg");
    assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(text.body()).contains("█");
  }

  @Test
  void symbol_thatPhonesWouldNotRead_isRefused_sayingEveryReason() {
    String link =
        "/codes/symbols?link=https://t.example/" + "long/".repeat(180) + "01/09521222000018";

    var dense = running.send(running.as(factory, link + "&level=H&overprint=9"));
    var logo =
        running.send(running.as(factory, "/codes/symbols?link=/01/09521222000018&overprint=5"));
    var strong =
        running.send(
            running.as(factory, "/codes/symbols?link=/01/09521222000018&overprint=5&level=Q"));

    assertThat(dense.statusCode()).isEqualTo(400);
    assertThat(json(dense).path("faults").findValuesAsText("where"))
        .containsExactly("overprint", "level");
    assertThat(dense.body()).contains("at most 8 % of the area", "at most 144");
    assertThat(logo.statusCode()).isEqualTo(400);
    assertThat(json(logo).path("detail").asText()).contains("a QR Code at level Q");
    assertThat(strong.statusCode()).isEqualTo(200);
  }

  private String firstLink(String id) {
    String csv = running.send(running.as(factory, "/codes/batches/" + id + "/codes.csv")).body();
    return csv.substring(csv.indexOf("/01/"), csv.indexOf('\n'));
  }

  private java.net.http.HttpResponse<String> put(String path, String body) {
    return running.send(running.as(factory, path).PUT(BodyPublishers.ofString(body)));
  }
}
