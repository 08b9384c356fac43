package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody holds a pack whose code nobody issued: the report that its maker wants most. */
final class CopyReportTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String PACKER = "https://id.gs1.org/417/9521333000006";
  private static final String ORDER =
      "{\"gtin\":\"09521222000018\",\"lot\":\"TGY2604A\",\"quantity\":10}";
  private static final String GUESSED = "/01/09521222000018/10/TGY2604A/21/7H1S1SAGXESS4444";
  private static final String OWN_NUMBER = "/01/09521222000018/21/abc";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  CopyReportTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    assertThat(running.post(factory, "/codes/batches", ORDER).statusCode()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void anotherIssues() {
    String packer = running.key(PACKER, "exporter");
    assertThat(running.post(packer, "/codes/batches", ORDER).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> form(String code, String language) {
    return running.send(
        running.open("/scan" + code + "/report?lang=" + language).header("Accept", "text/html"));
  }

  private HttpRequest.Builder report(String code, String accept, String agent) {
    return running
        .open("/scan" + code + "/report?lang=en")
        .header("Accept", accept)
        .setHeader("User-Agent", agent)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(BodyPublishers.ofString("kind=counterfeit&words=bought+at+the+market"));
  }

  private JsonNode reports() {
    return json(running.send(running.as(factory, "/reports"))).path("reports");
  }

  @ParameterizedTest
  @CsvSource({GUESSED + ", 7H1S1SAGXESS4444, not-issued", OWN_NUMBER + ", abc, not-issued"})
  void codeOfNobody_isReportedToTheOneIssuerOfItsProduct_withoutALot(
      String code, String serial, String verdict) {
    HttpResponse<String> form = form(code, "en");
    HttpResponse<String> sent = running.send(report(code, "text/html", "phone"));

    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body())
        .contains(
            "Nobody here issued this very code. <bdi>"
                + FACTORY
                + "</bdi> issues codes of this"
                + " product, so your report goes there: a code like this may be a copy.",
            "<form");
    assertThat(sent.statusCode()).isEqualTo(303);
    String page = sent.headers().firstValue("Location").orElseThrow();
    assertThat(running.send(running.open(page).header("Accept", "text/html")).body())
        .contains("Your report has arrived", "It looks like a copy");
    assertThat(reports()).hasSize(1);
    JsonNode report = reports().get(0);
    assertThat(report.path("kind").asText()).isEqualTo("counterfeit");
    assertThat(report.path("serial").asText()).isEqualTo(serial);
    assertThat(report.path("lot").isNull()).isTrue();
    assertThat(report.path("verdict").asText()).isEqualTo(verdict);
    assertThat(report.path("words").asText()).isEqualTo("bought at the market");
  }

  @Test
  void itIsCounted_amongThoseOfNoLot() {
    running.send(report(GUESSED, "application/json", "phone"));

    assertThat(running.send(running.as(RunningServer.ADMIN_KEY, "/metrics")).body())
        .contains("consumer_reports_of_lot{gtin=\"09521222000018\",lot=\"\"} 1");
    JsonNode lots =
        json(running.send(running.as(factory, "/reports/summary?gtin=09521222000018")))
            .path("lots");
    assertThat(lots).hasSize(1);
    assertThat(lots.get(0).path("lot").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whereSeveralIssue_thePageSaysWhomToTurnTo(Language language) {
    anotherIssues();

    HttpResponse<String> page = form(GUESSED, language.tag());

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body())
        .contains(
            Wording.in(language)
                .of("report.several")
                .substring(Wording.in(language).of("report.several").indexOf('}') + 1),
            Wording.in(language)
                .list(List.of("<bdi>" + FACTORY + "</bdi>", "<bdi>" + PACKER + "</bdi>"))
                .text())
        .doesNotContain("<form");
  }

  @Test
  void whereSeveralIssue_nothingIsKept() {
    anotherIssues();

    HttpResponse<String> sent = running.send(report(GUESSED, "text/html", "phone"));
    HttpResponse<String> program = running.send(report(GUESSED, "application/json", "phone"));

    assertThat(sent.statusCode()).isEqualTo(404);
    assertThat(sent.body()).contains("several parties issue codes of this product");
    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(json(program).path("detail").asText())
        .isEqualTo(
            "nobody here issued or registered this code, and 2 parties issue codes of its product,"
                + " so none can be told");
    assertThat(reports()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void pageOfTheCode_offersIt_inEveryLanguage(Language language) {
    String page =
        running
            .send(
                running
                    .open("/scan" + OWN_NUMBER + "?lang=" + language.tag())
                    .header("Accept", "text/html"))
            .body();

    assertThat(page)
        .contains(
            Wording.in(language).of("report.offer.unissued"),
            "href=\"/scan" + OWN_NUMBER + "/report?lang=" + language.tag() + "\"");
  }

  @Test
  void whatIsNoCodeAtAll_isAnsweredWithWhomToTurnTo() {
    HttpResponse<String> page =
        running.send(running.open("/scan/01/09521222000019/21/abc").header("Accept", "text/html"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("Ask the seller, or the authority for food and consumers where you live.");
  }

  @Test
  void codesThatAreMadeUp_areLimitedMoreThanOthers() {
    List<Integer> answered = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String code = "/01/09521222000018/21/made" + i;
      answered.add(running.send(report(code, "text/html", "phone " + i)).statusCode());
    }

    // One network's bound, of 5 at once, comes before that of all.
    assertThat(answered).containsExactly(303, 303, 303, 303, 303, 429);
  }

  @Test
  void formsOfMadeUpCodes_cannotBeLookedAtWithoutEnd_toLearnWhoIssuesWhat() {
    List<HttpResponse<String>> answered = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      String form = "/scan/01/09521222000018/21/made" + i + "/report?lang=en";
      answered.add(running.send(running.open(form).header("Accept", "text/html")));
    }

    HttpResponse<String> last = answered.getLast();
    assertThat(answered.getFirst().statusCode()).isEqualTo(200);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
    assertThat(last.body())
        .contains("there were too many reports")
        .doesNotContain("Nobody here issued this very code.");
    assertThat(
            running
                .send(
                    running
                        .open("/scan/01/09521222000018/21/made/report")
                        .header("Accept", "application/json"))
                .statusCode())
        .isEqualTo(429);
  }
}
