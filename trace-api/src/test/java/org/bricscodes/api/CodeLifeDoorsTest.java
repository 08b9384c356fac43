package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeLifeDoorsTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String LOT = "https://id.gs1.org/01/09521222000018/10/TGY2604A";
  private static final String ORDER =
      """
      {"gtin":"09521222000018","lot":"TGY2604A","quantity":500,"markets":["CN","RU"]}
      """;

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String batch;
  private List<String> serials;

  @SuppressWarnings("NullAway.Init") // set before each test
  CodeLifeDoorsTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    batch = json(running.post(factory, "/codes/batches", ORDER)).path("id").asText();
    serials = get("/codes.csv").body().lines().map(line -> line.substring(0, 16)).toList();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void markets_areKept_andUnknownOnesRefused() {
    assertThat(json(get("")).path("markets")).hasToString("[\"CN\",\"RU\"]");

    var refused = running.post(factory, "/codes/batches", ORDER.replace("\"RU\"", "\"ru\",\"CN\""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("faults").findValuesAsText("where"))
        .containsExactly("/markets/1", "/markets/2");
  }

  @Test
  void reports_leadCodesOn_andSayWhoAndWhen() {
    String body =
        """
        {"stage":"printed","from":0,"count":400,"by":"=cmd()","at":"2026-05-02T10:00:00+08:00",
         "wasted":[7,"%s"],"reason":"smeared, twice"}
        """
            .formatted(serials.get(9));

    var report = running.post(factory, path("/reports"), body);

    assertThat(report.statusCode()).as(report.body()).isEqualTo(201);
    assertThat(json(report).path("fresh").asLong()).isEqualTo(400);
    assertThat(json(report).path("wasted").asLong()).isEqualTo(2);
    List<String> lines = get("/states.csv").body().lines().toList();
    assertThat(lines).hasSize(501);
    assertThat(lines.get(0)).isEqualTo("serial,state,at,by,reason");
    assertThat(lines.get(1))
        .isEqualTo(serials.get(0) + ",printed,2026-05-02T02:00:00Z,'=cmd(),\"smeared, twice\"");
    assertThat(lines.get(8)).startsWith(serials.get(7) + ",void,");
    assertThat(lines.get(10)).startsWith(serials.get(9) + ",void,");
    assertThat(lines.get(401)).isEqualTo(serials.get(400) + ",ordered,,,");
    assertThat(get("/states.csv?state=void").body().lines()).hasSize(3);
    List<String> objects = get("/states.ndjson?state=ordered").body().lines().toList();
    assertThat(objects).hasSize(100);
    assertThat(objects.getFirst())
        .isEqualTo("{\"serial\":\"" + serials.get(400) + "\",\"state\":\"ordered\"}");
  }

  @Test
  void waste_isCounted_asJsonAndCsv() {
    report("{\"stage\":\"printed\",\"count\":400,\"wasted\":[0,1],\"reason\":\"smeared\"}");
    report("{\"stage\":\"applied\",\"from\":10,\"count\":300}");
    report("{\"stage\":\"active\",\"from\":10,\"count\":100}");
    voids("spoiled", serials.get(499));

    JsonNode waste = json(get("/waste"));

    assertThat(waste.path("ordered").asLong()).isEqualTo(500);
    assertThat(waste.path("printed").asLong()).isEqualTo(400);
    assertThat(waste.path("applied").asLong()).isEqualTo(300);
    assertThat(waste.path("active").asLong()).isEqualTo(100);
    assertThat(waste.path("wasted").asLong()).isEqualTo(2);
    assertThat(waste.path("voided").asLong()).isEqualTo(1);
    assertThat(waste.path("unprinted").asLong()).isEqualTo(99);
    assertThat(waste.path("unaccounted").asLong()).isEqualTo(98);
    assertThat(get("/waste.csv").body().lines())
        .containsExactly(
            "what,stage,reason,count",
            "ordered,,,500",
            "printed,,,400",
            "applied,,,300",
            "active,,,100",
            "wasted,printed,smeared,2",
            "voided,,,1",
            "unprinted,,,99",
            "unaccounted,,,98");
  }

  @Test
  void faultyReport_isRefused_namingEveryFault() {
    var answer =
        running.post(
            factory,
            path("/reports"),
            "{\"stage\":\"packed\",\"count\":0,\"at\":\"today\",\"wasted\":[\"7GF0\",-1.5],\"x\":1}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").findValuesAsText("where"))
        .containsExactlyInAnyOrder("/x", "/stage", "/count", "/at", "/wasted/0", "/wasted/1");
  }

  @Test
  void repeatedReport_underItsKey_isOne() {
    for (int attempt = 0; attempt < 2; attempt++) {
      var answer =
          running.send(
              running
                  .as(factory, path("/reports"))
                  .header("Idempotency-Key", "roll-1")
                  .POST(BodyPublishers.ofString("{\"stage\":\"printed\",\"count\":\"all\"}")));
      assertThat(answer.statusCode()).isEqualTo(201);
    }

    assertThat(json(get("/reports")).path("reports")).hasSize(1);
  }

  @Test
  void voidList_isDoneWhole_orNamesEveryFaultyLine() {
    String link = "https://other.example/01/09521222000018/10/TGY2604A/21/" + serials.get(3);
    String list = serials.get(1) + "\n\n" + link + "\n7GF04CNGMYKV4H93\nnonsense\n";

    var refused = list("/codes/batches/" + batch + "/voids?reason=stolen", "text/plain", list);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("faults").findValuesAsText("where"))
        .containsExactly("line 4", "line 5");
    assertThat(json(get("/waste")).path("voided").asLong()).isZero();

    var done =
        list(
            "/codes/batches/" + batch + "/voids?reason=stolen",
            "text/plain",
            serials.get(1) + "\r\n\r\n" + link);
    assertThat(json(done).path("changed").asInt()).isEqualTo(2);
    var again =
        list(
            "/codes/batches/" + batch + "/voids?reason=stolen",
            "text/plain",
            serials.get(1) + "\n" + link);
    assertThat(json(again).path("changed").asInt()).isZero();
    assertThat(json(again).path("unchanged").asInt()).isEqualTo(2);
    assertThat(json(get("/waste")).path("voided").asLong()).isEqualTo(2);
    JsonNode scan =
        json(
            running.send(
                running
                    .open("/scan/01/09521222000018/10/TGY2604A/21/" + serials.get(3))
                    .header("Accept", "application/json")));
    assertThat(scan.path("verdict").asText()).isEqualTo("void");
    assertThat(scan.path("reason").asText()).isEqualTo("stolen");
  }

  @Test
  void states_perLine_areSet_andRefusedWhereTheyCannotFollow() {
    String sold =
        "{\"code\":\"/01/09521222000018/21/%s\",\"state\":\"sold\",\"reason\":\"till 7\"}";
    String recalled = "{\"code\":\"/01/09521222000018/21/" + serials.get(1) + "\"}";

    var done =
        list(
            "/codes/states?state=recalled&reason=residue",
            "application/x-ndjson",
            sold.formatted(serials.get(0)) + "\n" + recalled);
    var refused =
        list(
            "/codes/states?state=recalled&reason=residue",
            "application/x-ndjson",
            sold.formatted(serials.get(2)) + "\n" + sold.formatted(serials.get(1)));

    assertThat(json(done).path("changed").asInt()).as(done.body()).isEqualTo(2);
    assertThat(json(done).path("reports")).hasSize(2);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).path("faults").findValuesAsText("where")).containsExactly("line 2");
    assertThat(get("/states.csv?state=sold").body().lines()).hasSize(2);
  }

  @Test
  void whatHappensToCodes_isRecordedAsEvents_once_andNoJourneyShowsIt() {
    report("{\"stage\":\"printed\",\"count\":400,\"wasted\":[0,1],\"reason\":\"smeared\"}");
    voids("stolen", serials.get(5));
    voids("stolen", serials.get(5));

    JsonNode found =
        json(running.send(running.as(factory, "/epcis/events?MATCH_anyEPCClass=" + LOT)));

    List<String> steps = new ArrayList<>();
    for (JsonNode event : found.at("/epcisBody/queryResults/resultsBody/eventList")) {
      steps.add(
          event.path("bizStep").asText()
              + " "
              + event.path("disposition").asText()
              + " "
              + event.at("/quantityList/0/quantity").asInt());
      assertThat(event.path("https://bricscodes.org/codes/v1#batch").asText())
          .matches("[0-9a-f]{64}");
    }
    assertThat(steps)
        .containsExactlyInAnyOrder(
            "reserving reserved 500",
            "encoding encoded 400",
            "destroying destroyed 2",
            "decommissioning inactive 1");
    JsonNode scan =
        json(
            running.send(
                running
                    .open("/scan/01/09521222000018/10/TGY2604A/21/" + serials.get(7))
                    .header("Accept", "application/json")));
    assertThat(scan.path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan.path("journey")).isEmpty();
  }

  @Test
  void anothersBatch_isClosed() {
    String other = running.key("https://id.gs1.org/417/9521333000006", "exporter");

    for (String path : List.of("/reports", "/waste", "/states.csv", "/states.ndjson")) {
      assertThat(running.send(running.as(other, path(path))).statusCode()).isEqualTo(403);
    }
    var voided =
        running.send(
            running
                .as(other, "/codes/states?state=void&reason=r")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("/01/09521222000018/21/" + serials.get(0) + "\n")));
    assertThat(json(voided).path("faults").findValuesAsText("message"))
        .containsExactly("another party ordered this code");
  }

  private void report(String body) {
    var answer = running.post(factory, path("/reports"), body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void voids(String reason, String serial) {
    var answer = list("/codes/batches/" + batch + "/voids?reason=" + reason, "text/plain", serial);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> list(String path, String type, String body) {
    return running.send(
        running.as(factory, path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) {
    return running.send(running.as(factory, path(path)));
  }

  private String path(String path) {
    return "/codes/batches/" + batch + path;
  }
}
