package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer that is ready stays so while others' events are recorded, and not a moment longer. */
final class ReadyScanTest {

  private static final String ITEM = "https://id.gs1.org/01/09521222000018/21/";
  private static final String CASE = "https://id.gs1.org/00/095212220000000018";

  private static final String OF_PRODUCT =
      "\"quantityList\":[{\"epcClass\":\"https://id.gs1.org/01/09521222000018\"}],"
          + "\"action\":\"OBSERVE\",";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private List<String> serials;
  private int events;

  @SuppressWarnings("NullAway.Init") // set before each test
  ReadyScanTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    String order = "{\"gtin\":\"09521222000018\",\"lot\":\"L1\",\"quantity\":10}";
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    serials =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .lines()
            .filter(line -> line.contains(","))
            .map(line -> line.substring(0, line.indexOf(',')))
            .filter(serial -> serial.length() == 16)
            .toList();
    assertThat(serials).hasSize(10);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void eventOfAnotherItem_leavesAnAnswerReady() throws InterruptedException {
    String first = ready(serials.get(0));

    capture("\"epcList\":[\"" + ITEM + serials.get(1) + "\"],\"action\":\"OBSERVE\"", "Object");

    assertThat(scan(serials.get(0)).path("asOf").asText()).isEqualTo(first);
    assertThat(scan(serials.get(1)).path("journey")).hasSize(1);
  }

  @Test
  void eventOfTheItem_showsAtOnce() {
    assertThat(scan(serials.get(0)).path("journey")).isEmpty();

    capture("\"epcList\":[\"" + ITEM + serials.get(0) + "\"],\"action\":\"OBSERVE\"", "Object");

    assertThat(scan(serials.get(0)).path("journey")).hasSize(1);
  }

  @Test
  void eventOfItsLot_showsAtOnce() {
    assertThat(scan(serials.get(0)).path("journey")).isEmpty();

    capture(
        "\"quantityList\":[{\"epcClass\":\"https://id.gs1.org/01/09521222000018/10/L1\"}],"
            + "\"action\":\"OBSERVE\"",
        "Object");

    assertThat(scan(serials.get(0)).path("journey")).hasSize(1);
  }

  @Test
  void recallOfItsProduct_showsAtOnce_inEveryLot_andSoDoesItsEnd() {
    assertThat(scan(serials.get(0)).path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan(serials.get(1)).path("recall").isNull()).isTrue();

    capture(OF_PRODUCT + "\"disposition\":\"recalled\"", "Object");

    JsonNode recalled = scan(serials.get(0));
    assertThat(recalled.path("verdict").asText()).isEqualTo("recalled");
    assertThat(recalled.path("recall").toString())
        .isEqualTo(
            "{\"what\":\"product\",\"by\":\"https://id.gs1.org/417/9521222000001\","
                + "\"party\":\"https://id.gs1.org/417/9521222000001\",\"since\":\"2026-05-01\","
                + "\"others\":[]}");
    assertThat(scan(serials.get(1)).path("verdict").asText()).isEqualTo("recalled");

    capture(OF_PRODUCT + "\"persistentDisposition\":{\"unset\":[\"recalled\"]}", "Object");

    assertThat(scan(serials.get(0)).path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan(serials.get(0)).path("journey")).hasSize(2);
  }

  @Test
  void otherEventOfItsProduct_leavesAnAnswerReady_andIsNoneOfItsSteps()
      throws InterruptedException {
    String first = ready(serials.get(0));

    capture(OF_PRODUCT + "\"disposition\":\"in_transit\"", "Object");

    assertThat(scan(serials.get(0)).path("asOf").asText()).isEqualTo(first);
    assertThat(scan(serials.get(1)).path("journey")).isEmpty();
  }

  @Test
  void eventOfTheCaseItIsIn_showsAtOnce() {
    capture(
        "\"parentID\":\""
            + CASE
            + "\",\"childEPCs\":[\""
            + ITEM
            + serials.get(0)
            + "\"],"
            + "\"action\":\"ADD\"",
        "Aggregation");
    assertThat(scan(serials.get(0)).path("journey")).hasSize(1);

    capture("\"epcList\":[\"" + CASE + "\"],\"action\":\"OBSERVE\"", "Object");

    assertThat(scan(serials.get(0)).path("journey")).hasSize(2);
  }

  @Test
  void firstEventOfACodeMadeElsewhere_showsAtOnce() {
    assertThat(scan("MADE-ELSEWHERE").path("verdict").asText()).isEqualTo("not-issued");

    capture("\"epcList\":[\"" + ITEM + "MADE-ELSEWHERE\"],\"action\":\"OBSERVE\"", "Object");

    assertThat(scan("MADE-ELSEWHERE").path("verdict").asText()).isEqualTo("unknown");
  }

  /** When the answer was made that is ready: the order of the codes is still being told of. */
  private String ready(String serial) throws InterruptedException {
    String last = "";
    for (int i = 0; i < 100; i++) {
      String made = scan(serial).path("asOf").asText();
      if (made.equals(last)) {
        return made;
      }
      last = made;
      Thread.sleep(50);
    }
    throw new AssertionError("no answer was ready a moment later");
  }

  private void capture(String members, String type) {
    String event =
        """
        {"@context":"%s","type":"%sEvent","eventID":"urn:uuid:00000000-0000-4000-8000-%012x",
         "eventTime":"2026-05-01T08:00:%02d.000+08:00","eventTimeZoneOffset":"+08:00",
         "bizStep":"inspecting",%s}\
        """
            .formatted(EpcisDoors.CONTEXT, type, ++events, events, members);
    HttpResponse<String> answer = running.post(factory, "/epcis/events", event);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private JsonNode scan(String serial) {
    HttpResponse<String> answer =
        running.send(
            running
                .open("/scan/01/09521222000018/10/L1/21/" + serial)
                .header("Accept", "application/json"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }
}
