package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of codes made elsewhere, as CSV and as NDJSON, against the real service. */
final class AliasListTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String OTHER = "https://id.gs1.org/417/9521333000006";
  private static final String CSV = "text/csv; charset=utf-8; header=present";

  /** As its operator gave it: with quotation marks, commas and a sign that no line shows. */
  private static final String WHOLE =
      "0109521222000018215a\"b,c'Dghijkl\u001d91EE06\u001d92" + "aB+/=dK0".repeat(5) + "wXyZ";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  AliasListTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(OWNER, "exporter");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void csv_isRegistered_characterByCharacter() {
    var answer =
        list(
            CSV,
            "code,scheme,target\r\n"
                + "0902.10,hs,/01/09521222000018\r\n"
                + "\r\n"
                + '"'
                + WHOLE.replace("\"", "\"\"")
                + "\",chestny-znak,\r\n"
                + "/01/09521222000018/21/A1,sgtin,\"/01/09521222000018/10/TGY2604A\"\r\n");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("registered").asInt()).isEqualTo(3);
    assertThat(find(WHOLE).at("/aliases/0/code").asText()).isEqualTo(WHOLE);
    assertThat(find("0902.10").at("/aliases/0/gtin").asText()).isEqualTo("09521222000018");
    assertThat(find("/01/09521222000018/21/A1").at("/aliases/0/target").asText())
        .endsWith("/01/09521222000018/10/TGY2604A/21/A1");
  }

  @Test
  void csv_withoutTargets_isRegistered_whereCodesNameItems() {
    var answer = list(CSV, "scheme,code\nsgtin,/01/09521222000018/21/A1\n");

    assertThat(json(answer).path("registered").asInt()).as(answer.body()).isEqualTo(1);
  }

  @Test
  void everyFaultyLineOfACsv_isNamed_andNothingIsRegistered() {
    running.send(
        running
            .as(running.key(OTHER, "exporter"), "/codes/aliases")
            .PUT(
                BodyPublishers.ofString(
                    "{\"scheme\":\"sgtin\",\"code\":\"/01/09521333000013/21/T\"}")));

    var answer =
        list(
            CSV,
            """
            scheme,code,target
            sgtin,/01/09521222000018/21/A1,
            sgtin,/01/09521222000018/21/A2
            hs,9x,/01/1
            sgtin,a"b,
            sgtin,/01/09521333000013/21/T,
            sgtin,/01/09521222000018/21/A3,
            hs,0902,"/01/09521222000018
            """);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode faults = json(answer).path("faults");
    assertThat(faults.findValuesAsText("where"))
        .containsExactly("line 3", "line 4", "line 4", "line 5", "line 6", "line 8");
    assertThat(faults.findValuesAsText("message"))
        .contains(
            "has 2 cells, and the heading has 3",
            "another party has registered this code",
            "has a quotation mark that opens a cell, and none closes it");
    assertThat(find("/01/09521222000018/21/A1").path("aliases")).isEmpty();
  }

  @Test
  void headingThatSaysNothing_isNamed_withWhatItShouldBe() {
    var answer = list(CSV, "Scheme,code,code,target\nhs,0902,0902,/01/09521222000018\n");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("message"))
        .containsExactly(
            "the heading names Scheme; its columns are scheme, code and target",
            "the heading names code twice",
            "the heading has no column scheme");
    assertThat(list(CSV, "scheme,code\n").statusCode()).isEqualTo(400);
    assertThat(list(CSV, "").statusCode()).isEqualTo(400);
    assertThat(list("application/json", "[]").statusCode()).isEqualTo(415);
  }

  @Test
  void tenThousand_areRegistered_andOneMoreIsTooMany_faultyOrNot() {
    String lines =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "sgtin,/01/09521222000018/21/S" + i)
            .collect(Collectors.joining("\n"));

    var done = list(CSV, "scheme,code\n" + lines);

    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(json(done).path("registered").asInt()).isEqualTo(10_000);
    assertThat(list(CSV, "scheme,code\n" + lines + "\nx").statusCode()).isEqualTo(413);
    assertThat(list("application/x-ndjson", "x\n".repeat(10_001)).statusCode()).isEqualTo(413);
    assertThat(
            json(list("application/x-ndjson", "x\n".repeat(10_000)))
                .path("faults")
                .findValues("where"))
        .hasSize(100);
    assertThat(json(list(CSV, "scheme,code\n" + lines)).path("unchanged").asInt())
        .isEqualTo(10_000);
  }

  @Test
  void foreignProducts_areNamedByLine() {
    running.post(
        running.key(OTHER, "exporter"),
        "/codes/batches",
        "{\"gtin\":\"09521333000013\",\"lot\":\"L\",\"quantity\":1}");

    var answer =
        list(
            CSV,
            """
            scheme,code
            sgtin,/01/09521222000018/21/A1
            sgtin,/01/09521333000013/21/A1
            sgtin,/01/09521333000013/21/A2
            """);

    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .isEqualTo(List.of("line 3", "line 4"));
    assertThat(answer.body()).contains("this product is another party's");
  }

  private HttpResponse<String> list(String type, String body) {
    return running.send(
        running
            .as(factory, "/codes/aliases")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode find(String code) {
    String encoded = URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20");
    return json(running.send(running.as(factory, "/codes/aliases?code=" + encoded)));
  }
}
