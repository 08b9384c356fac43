package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch of a hundred million codes, of which little was said, and as much as may be. */
final class LargeBatchTest {

  private static final String ORDER =
      "{\"gtin\":\"09521222000018\",\"lot\":\"TGY2604A\",\"quantity\":100000000}";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String batch;

  @SuppressWarnings("NullAway.Init") // set before each test
  LargeBatchTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    batch = json(running.post(factory, "/codes/batches", ORDER)).path("id").asText();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void waste_ofAsManyRangesAsMayBe_isCountedInSteps_andIsOneDocument() {
    assertThat(report("printed", "\"all\"", wasted(10_000, i -> 7 * i)).statusCode())
        .isEqualTo(201);

    HttpResponse<String> answer = get("/waste");

    // 20,000 runs take five steps: one before the answer begins, three that send a blank, the last.
    assertThat(answer.body()).startsWith("   {\"ordered\":100000000,");
    JsonNode waste = json(answer);
    assertThat(waste.path("wasted").asLong()).isEqualTo(10_000);
    assertThat(waste.path("unaccounted").asLong()).isEqualTo(99_990_000);
    assertThat(get("/waste.csv").body().lines())
        .containsExactly(
            "what,stage,reason,count",
            "ordered,,,100000000",
            "printed,,,100000000",
            "applied,,,0",
            "active,,,0",
            "wasted,printed,smeared,10000",
            "voided,,,0",
            "unprinted,,,0",
            "unaccounted,,,99990000");
  }

  @Test
  void states_ofRareCodes_areFoundAmongAll() {
    report("printed", "\"all\"", wasted(10_000, i -> 7 * i));

    assertThat(get("/states.csv?state=void").body().lines()).hasSize(10_001);
    assertThat(get("/states.csv?state=sold").body()).isEqualTo("serial,state,at,by,reason\r\n");
    assertThat(get("/states.ndjson?state=sold").body()).isEmpty();
  }

  @Test
  void wasteInMoreRangesThanAreKept_isRefused_sayingWhatToDo() {
    report("printed", "\"all\"", wasted(10_000, i -> 7 * i));

    HttpResponse<String> answer = report("printed", "1", wasted(3, i -> 90_000_000 + 7 * i));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).path("code").asText()).isEqualTo("too-many");
    assertThat(json(answer).at("/faults/0/where").asText()).isEqualTo("/wasted");
    assertThat(json(answer).at("/faults/0/message").asText())
        .isEqualTo(
            "the wasted codes of this batch would lie in 10003 separate ranges, and 10000 are kept;"
                + " void further ones by a list at /codes/batches/{batchId}/voids");
    assertThat(json(get("/waste")).path("wasted").asLong()).isEqualTo(10_000);
    // What lies beside a range makes none of its own.
    assertThat(report("printed", "1", wasted(1, _ -> 1)).statusCode()).isEqualTo(201);
  }

  @Test
  void moreWastedCodesThanAReportTakes_areRefused_sayingWhatToDo() {
    HttpResponse<String> answer = report("printed", "\"all\"", wasted(10_001, i -> i));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/faults/0/where").asText()).isEqualTo("/wasted");
    assertThat(json(answer).at("/faults/0/message").asText())
        .isEqualTo(
            "has 10001 codes, and a report takes 10000; send several reports, or void the rest by a"
                + " list at /codes/batches/"
                + batch
                + "/voids");
  }

  private static String wasted(int count, IntUnaryOperator place) {
    return IntStream.range(0, count)
        .map(place)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private HttpResponse<String> report(String stage, String count, String wasted) {
    return running.send(
        running
            .as(factory, "/codes/batches/" + batch + "/reports")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"stage\":\"%s\",\"count\":%s,\"wasted\":%s,\"reason\":\"smeared\"}"
                        .formatted(stage, count, wasted))));
  }

  private HttpResponse<String> get(String path) {
    return running.send(running.as(factory, "/codes/batches/" + batch + path));
  }
}
