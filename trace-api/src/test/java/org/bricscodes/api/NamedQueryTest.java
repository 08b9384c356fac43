package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedQueryTest {

  private static final String SHIPPED =
      "{\"name\":\"shipped\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}";

  @TempDir private Path data;
  private RunningServer running;
  private String tea;
  private String silk;

  @SuppressWarnings("NullAway.Init") // set before each test
  NamedQueryTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    tea = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    silk = running.key("https://id.gs1.org/417/9521333000006", "partner");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void query_isKept_shown_listed_andDeleted() {
    HttpResponse<String> made = running.post(tea, "/epcis/queries", SHIPPED);
    HttpResponse<String> again = running.post(tea, "/epcis/queries", SHIPPED);

    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location"))
        .contains(running.server().address() + "/epcis/queries/shipped");
    assertThat(made.headers().firstValue("GS1-EPCIS-Version")).contains("2.0.0");
    assertThat(again.statusCode()).isEqualTo(200);
    JsonNode shown = json(get(silk, "/epcis/queries/shipped"));
    assertThat(shown.toString()).isEqualTo(SHIPPED);
    assertThat(json(get(silk, "/epcis/queries")).toString()).isEqualTo("[" + SHIPPED + "]");
    running.close();
    running = RunningServer.in(data);
    assertThat(get(tea, "/epcis/queries/shipped").statusCode()).isEqualTo(200);

    HttpResponse<String> notTheirs = delete(silk, "/epcis/queries/shipped");
    assertThat(notTheirs.statusCode()).isEqualTo(403);
    assertThat(delete(tea, "/epcis/queries/shipped").statusCode()).isEqualTo(204);
    HttpResponse<String> gone = get(tea, "/epcis/queries/shipped");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(type(gone)).isEqualTo("epcisException:NoSuchNameException");
    running.post(tea, "/epcis/queries", SHIPPED);
    assertThat(delete(RunningServer.ADMIN_KEY, "/epcis/queries/shipped").statusCode())
        .isEqualTo(204);
  }

  @Test
  void events_areThoseTheAskerMaySee_paged_underTheNameOfTheQuery() {
    running.post(tea, "/epcis/queries", SHIPPED);
    for (int i = 0; i < 5; i++) {
      Events.capture(running, tea, "shipping", i);
      Events.capture(running, silk, "shipping", 100 + i);
      Events.capture(running, tea, "receiving", 200 + i);
    }
    String auditor = running.key("https://id.gs1.org/417/9521777000006", "auditor");

    List<String> seen = new ArrayList<>();
    String path = "/epcis/queries/shipped/events?perPage=2";
    while (!path.isEmpty()) {
      HttpResponse<String> page = get(tea, path);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      JsonNode results = json(page).path("epcisBody").path("queryResults");
      assertThat(results.path("queryName").asText()).isEqualTo("shipped");
      results
          .path("resultsBody")
          .path("eventList")
          .forEach(e -> seen.add(e.path("eventID").asText()));
      path =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .map(link -> link.substring(running.server().address().toString().length()))
              .orElse("");
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates().allMatch(id -> Events.number(id) < 100);
    assertThat(
            json(get(auditor, "/epcis/queries/shipped/events"))
                .at("/epcisBody/queryResults/resultsBody/eventList"))
        .hasSize(10);
  }

  @Test
  void nameThatIsTaken_isAConflict() {
    running.post(tea, "/epcis/queries", SHIPPED);

    for (String other : List.of(SHIPPED.replace("shipping", "packing"), SHIPPED)) {
      String key = other.equals(SHIPPED) ? silk : tea;
      HttpResponse<String> answer = running.post(key, "/epcis/queries", other);
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(type(answer)).isEqualTo("epcisException:ResourceAlreadyExistsException");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a/b\",\"query\":{}}            | ValidationException     | /name",
        "{\"name\":\"SimpleEventQuery\",\"query\":{}} | ValidationException   | /name",
        "{\"query\":{}}                             | ValidationException     | /name",
        "{\"name\":\"a\"}                           | ValidationException     | /query",
        "{\"name\":\"a\",\"query\":[]}              | ValidationException     | /query",
        "{\"name\":\"a\",\"query\":{},\"x\":1}      | ValidationException     | /x",
        "{\"name\":\"a\",\"query\":{\"EQ_x\":[1]}}  | QueryParameterException | /query/EQ_x",
        "{\"name\":\"a\",\"query\":{\"perPage\":5}} | QueryParameterException | /query/perPage",
        "{\"name\":\"a\",\"query\":{\"nextPageToken\":\"x\"}} | QueryParameterException |"
            + " /query/nextPageToken",
      })
  void faultyQuery_isRefused_byName(String body, String type, String where) {
    HttpResponse<String> answer = running.post(tea, "/epcis/queries", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(type(answer)).isEqualTo("epcisException:" + type);
    assertThat(json(answer).path("faults"))
        .extracting(fault -> fault.path("where").asText())
        .containsExactly(where);
  }

  @Test
  void badRequests_areAnsweredInEpcisTerms() {
    running.post(tea, "/epcis/queries", SHIPPED);

    assertThat(running.get("/epcis/queries").statusCode()).isEqualTo(401);
    assertThat(get(tea, "/epcis/queries?EQ_bizStep=x").statusCode()).isEqualTo(400);
    assertThat(get(tea, "/epcis/queries?nextPageToken=abc").statusCode()).isEqualTo(400);
    assertThat(get(tea, "/epcis/queries/shipped/events?EQ_bizStep=x").statusCode()).isEqualTo(400);
    assertThat(type(get(tea, "/epcis/queries/nothing/events")))
        .isEqualTo("epcisException:NoSuchNameException");
    assertThat(type(delete(tea, "/epcis/queries/nothing")))
        .isEqualTo("epcisException:NoSuchNameException");
    assertThat(running.post(tea, "/epcis/queries", "{").statusCode()).isEqualTo(400);
    assertThat(
            running
                .post(
                    tea,
                    "/epcis/queries",
                    "{\"name\":\"a\",\"query\":{\"EQ_bizStep\":[\"" + "x".repeat(40_000) + "\"]}}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void list_isPaged() {
    for (String name : List.of("c", "a", "%E8%8C%B6", "b")) {
      running.post(
          tea,
          "/epcis/queries",
          "{\"name\":\"%s\",\"query\":{}}".formatted(QueryString.decode(name, "name")));
    }

    HttpResponse<String> first = get(tea, "/epcis/queries?perPage=3");
    String link = first.headers().firstValue("Link").orElseThrow();
    HttpResponse<String> second =
        get(silk, link.substring(link.indexOf("/epcis"), link.indexOf('>')));

    assertThat(names(first)).containsExactly("a", "b", "c");
    assertThat(names(second)).containsExactly("茶");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    assertThat(get(tea, "/epcis/queries/%E8%8C%B6/events").statusCode()).isEqualTo(200);
  }

  @Test
  void options_tellTheMethods() {
    assertThat(allow("/epcis/queries")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(allow("/epcis/queries/shipped")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(allow("/epcis/queries/shipped/events")).isEqualTo("GET, HEAD, OPTIONS");
  }

  private String allow(String path) {
    return running
        .send(running.open(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
        .headers()
        .firstValue("Allow")
        .orElse("");
  }

  private static List<String> names(HttpResponse<String> answer) {
    List<String> names = new ArrayList<>();
    json(answer).forEach(query -> names.add(query.path("name").asText()));
    return names;
  }

  private HttpResponse<String> get(String key, String path) {
    return running.send(running.as(key, path));
  }

  private HttpResponse<String> delete(String key, String path) {
    return running.send(running.as(key, path).DELETE());
  }

  private static String type(HttpResponse<String> problem) {
    return json(problem).path("type").asText();
  }
}
