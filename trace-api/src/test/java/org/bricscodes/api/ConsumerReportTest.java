package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who bought a pack reports a problem, on a page without script. */
final class ConsumerReportTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String GUESSED = "/01/09521222000018/10/TGY2604A/21/7H1S1SAGXESS4444";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private List<String> serials;

  @SuppressWarnings("NullAway.Init") // set before each test
  ConsumerReportTest() {}

  @BeforeEach
  void start() {
    start(ReportSettings.STANDARD);
  }

  private void start(ReportSettings settings) {
    running =
        RunningServer.on(
            Config.local(data).withAdminKey(RunningServer.ADMIN_KEY).withReports(settings));
    factory = running.key(FACTORY, "exporter");
    String order =
        """
        {"gtin":"09521222000018","lot":"TGY2604A","quantity":10,"expiry":"2099-04-23","product":"Anxi oolong"}
        """;
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    serials =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .lines()
            .map(line -> line.substring(0, 16))
            .toList();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private String code(int number) {
    return "/01/09521222000018/10/TGY2604A/21/" + serials.get(number);
  }

  private HttpRequest.Builder page(String path) {
    return running.open(path).header("Accept", "text/html").setHeader("User-Agent", "phone");
  }

  /** As a browser sends the form from our page. */
  private HttpRequest.Builder form(String path, String body) {
    return page(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> report(String code, String body) {
    return running.send(form("/scan" + code + "/report?lang=en", body));
  }

  private HttpResponse<String> program(String code, String body) {
    return running.send(
        form("/scan" + code + "/report", body).setHeader("Accept", "application/json"));
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private JsonNode reports() {
    return json(running.send(running.as(factory, "/reports"))).path("reports");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String once(String page) {
    Matcher matcher = Pattern.compile("name=\"once\" value=\"([^\"]+)\"").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void form_asksNothingOfWhoReports_andNeedsNoScript() {
    HttpResponse<String> form = running.send(page("/scan" + code(0) + "/report"));

    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("form-action 'self'")
        .doesNotContain("script-src");
    assertThat(form.headers().allValues("Referrer-Policy")).containsExactly("same-origin");
    assertThat(form.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(form.body())
        .contains(
            "<h1>Report a problem</h1>",
            "Anxi oolong",
            "action=\"/scan" + code(0) + "/report?lang=en\"",
            "<bdi>" + FACTORY + "</bdi> will read this.",
            "for <bdi>400 days</bdi>, and nothing about you",
            "maxlength=\"1000\"")
        .doesNotContain("<script", "{{", "type=\"email\"", "type=\"tel\"", "http://www");
    assertThat(form.body().split("type=\"radio\"", -1)).hasSize(7);
    assertThat(form.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void report_isKept_andThankedFor_onAPageOfItsOwn() {
    String words = "The seal was torn.\r\nThe tea smells of <b>fish</b> & more";
    String own = location(report(code(0), "kind=seal&words=" + encoded(words)));

    assertThat(own).matches("/scan/report/[A-Za-z0-9_-]{22}\\?lang=en");
    HttpResponse<String> page = running.send(page(own));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .contains(
            "<strong>Thank you. Your report has arrived.</strong>",
            "Nobody has answered yet.",
            "Keep the address of this page",
            "The seal or the package is broken",
            "<p dir=\"auto\">The seal was torn.</p>\n<p dir=\"auto\">The tea smells of"
                + " &lt;b&gt;fish&lt;/b&gt; &amp; more</p>")
        .doesNotContain("<b>", "Recalled", "<script");

    JsonNode kept = reports().get(0);
    assertThat(kept.path("owner").asText()).isEqualTo(FACTORY);
    assertThat(kept.path("lot").asText()).isEqualTo("TGY2604A");
    assertThat(kept.path("serial").asText()).isEqualTo(serials.get(0));
    assertThat(kept.path("kind").asText()).isEqualTo("seal");
    assertThat(kept.path("words").asText())
        .isEqualTo("The seal was torn.\nThe tea smells of <b>fish</b> & more");
    assertThat(kept.path("verdict").asText()).isEqualTo("genuine");
    assertThat(kept.path("language").asText()).isEqualTo("en");
    assertThat(kept.path("hour").asText()).endsWith(":00:00Z");
    assertThat(kept.toString()).doesNotContain(own.substring(13, 35), "127.0.0.1", "phone");
  }

  @Test
  void answer_isReadThere_andTheReportTakenBack() {
    String own = location(report(code(0), "kind=quality&words=sour"));
    String id = reports().get(0).path("id").asText();
    running.post(factory, "/reports/" + id + "/answers", "{\"words\":\"Sorry. Bring it <back>.\"}");

    HttpResponse<String> answered = running.send(page(own));
    HttpResponse<String> gone = running.send(form(own.replace("?", "/withdrawal?"), ""));
    HttpResponse<String> after = running.send(page(location(gone)));

    assertThat(answered.body())
        .contains("There is an answer.", "Sorry. Bring it &lt;back&gt;.", "answered on")
        .doesNotContain("Thank you.");
    assertThat(location(gone)).isEqualTo(own);
    assertThat(after.body())
        .contains("You took this report back. Your words were deleted.")
        .doesNotContain("sour", "Sorry", "Take it back");
    assertThat(reports().get(0).path("words").asText()).isEmpty();
    assertThat(reports().get(0).path("state").asText()).isEqualTo("withdrawn");
  }

  @Test
  void report_ofARecalledPack_saysSoAtOnce_andWhenItIsRecalledLater() {
    recall(code(0));
    String own = location(report(code(0), "kind=safety&words=ill"));
    String other = location(report(code(1), "kind=other"));

    assertThat(running.send(page(own)).body())
        .contains(
            "<section class=\"recalled\" role=\"alert\"><h2>Recalled: do not use</h2>",
            "Do not eat, drink or sell it.",
            "If somebody is ill, see a doctor, and keep the pack.");
    assertThat(running.send(page(other)).body()).doesNotContain("Recalled: do not use");
    recall(code(1));
    assertThat(running.send(page(other)).body()).contains("Recalled: do not use");
    assertThat(
            json(running.send(page(other).setHeader("Accept", "application/json")))
                .path("recalled"))
        .isEqualTo(BooleanNode.TRUE);
  }

  private void recall(String code) {
    HttpResponse<String> answer =
        running.send(
            running
                .as(factory, "/codes/states" + code)
                .PUT(BodyPublishers.ofString("{\"state\":\"recalled\",\"reason\":\"glass\"}")));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void formSentTwice_isOneReport() {
    String once = once(running.send(page("/scan" + code(0) + "/report")).body());

    String first = location(report(code(0), "kind=seal&once=" + once));
    String second = location(report(code(0), "kind=seal&once=" + once));
    String third = location(report(code(1), "kind=seal&once=" + once));

    assertThat(second).isEqualTo(first);
    assertThat(third).isNotEqualTo(first);
    assertThat(reports()).hasSize(2);
  }

  @Test
  void markOfAnothersForm_leadsToNoReportOfAnother() {
    String once = once(running.send(page("/scan" + code(0) + "/report")).body());

    String first = location(report(code(0), "kind=seal&once=" + once));
    String other = location(report(code(0), "kind=seal&words=mine&once=" + once));
    String guessed = location(report(code(0), "kind=seal&once=1"));
    String again = location(report(code(0), "kind=seal&once=1"));

    assertThat(List.of(first, other, guessed, again)).doesNotHaveDuplicates();
  }

  @Test
  void faultyForm_comesBack_withWhatWasTyped_andEveryFault() {
    HttpResponse<String> answer =
        report(code(0), "kind=bored&words=" + encoded("<i>\n" + "ä".repeat(1000)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "role=\"alert\"",
            "<a href=\"#kind\">Choose what is wrong.</a>",
            "<a href=\"#words\">Your text has 1,004 characters; at most 1,000 fit.</a>",
            ">\n&lt;i&gt;\nääää")
        .doesNotContain("<i>");
    assertThat(reports()).isEmpty();
  }

  @Test
  void kind_thatWasChosen_isChosenAgain() {
    HttpResponse<String> answer = report(code(0), "kind=counterfeit&words=a%1Bb");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "value=\"counterfeit\" required checked>",
            "Your text has characters that cannot be shown.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "words=x                        | 400 | invalid-body | kind: must be seal, quality",
        "kind=SEAL                      | 400 | invalid-body | kind: must be seal, quality",
        "kind=seal&words=a%00b          | 400 | invalid-body | words: must be text",
        "kind=seal&words=%ff            | 400 | invalid-body | the form is not percent-encoded"
            + " UTF-8",
        "kind=seal&words=%zz            | 400 | invalid-body | the form is not percent-encoded"
            + " UTF-8",
        "kind=seal&words=ä              | 400 | invalid-body | the form is not percent-encoded",
        "kind=seal&kind=other           | 400 | invalid-body | the form has the field kind twice",
        "kind=seal&email=a@b.example    | 400 | invalid-body | unknown field; the form has kind,"
            + " once, words",
      })
  void badForm_isRefused_sayingWhatWouldBeRight(
      String body, int status, String code, String detail) {
    HttpResponse<String> answer = program(code(0), body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("code").asText()).isEqualTo(code);
    assertThat(json(answer).path("detail").asText()).contains(detail);
    assertThat(reports()).isEmpty();
  }

  @Test
  void tooLongWords_areRefused_andTooLongBodies() {
    HttpResponse<String> words = program(code(0), "kind=seal&words=" + "a".repeat(1001));
    HttpResponse<String> body = program(code(0), "kind=seal&words=" + "a".repeat(17_000));
    HttpResponse<String> json =
        running.send(
            form("/scan" + code(0) + "/report", "{}")
                .setHeader("Content-Type", "application/json"));

    assertThat(words.statusCode()).isEqualTo(400);
    assertThat(json(words).path("faults").get(0).path("where").asText()).isEqualTo("words");
    assertThat(body.statusCode()).isEqualTo(413);
    assertThat(json.statusCode()).isEqualTo(415);
    assertThat(reports()).isEmpty();
  }

  @Test
  void mostWords_ofTheLargestCharacters_fit() {
    assertThat(report(code(0), "kind=other&words=" + encoded("🍵".repeat(1000))).statusCode())
        .isEqualTo(303);
    assertThat(reports().get(0).path("words").asText()).hasSize(2000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/01/09521222000018/10/TGY2604A",
        "/01/09521333000013/21/7H1S1SAGXESS4444",
        "/01/09521222000019/21/7H1S1SAGXESS4444"
      })
  void codeOfNobody_hasNobodyToTell(String code) {
    HttpResponse<String> form = running.send(page("/scan" + code + "/report"));
    HttpResponse<String> sent = report(code, "kind=counterfeit");
    HttpResponse<String> program = program(code, "kind=counterfeit");

    assertThat(form.statusCode()).isEqualTo(404);
    assertThat(form.body()).contains("Nobody here issued this code").doesNotContain("<form");
    assertThat(sent.statusCode()).isEqualTo(404);
    assertThat(program.statusCode()).isIn(400, 404);
    assertThat(program.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(reports()).isEmpty();
  }

  @Test
  void changedLabel_isReportedToWhoIssuedTheSerial() {
    String changed = "/01/09521222000018/10/ANOTHER/21/" + serials.get(0);

    location(report(changed, "kind=counterfeit"));

    assertThat(reports().get(0).path("lot").asText()).isEqualTo("TGY2604A");
    assertThat(reports().get(0).path("verdict").asText()).isEqualTo("wrong-lot");
  }

  @Test
  void registeredCode_isReportedToWhoRegisteredIt() {
    running.send(
        running
            .as(factory, "/codes/aliases")
            .header("Content-Type", "application/json")
            .PUT(
                BodyPublishers.ofString(
                    """
                    {"scheme":"sgtin","code":"/01/09521222000018/21/OWN-1","target":"/01/09521222000018/10/TGY2604A"}
                    """)));

    location(report("/01/09521222000018/21/OWN-1", "kind=seal"));

    assertThat(reports().get(0).path("serial").asText()).isEqualTo("OWN-1");
    assertThat(reports().get(0).path("verdict").asText()).isEqualTo("registered");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-           | -                    | 403",
        "-           | https://evil.example | 403",
        "-           | null                 | 403",
        "cross-site  | HERE                 | 403",
        "same-site   | -                    | 403",
        "none        | -                    | 403",
        "-           | HERE                 | 303",
        "same-origin | null                 | 303",
      })
  void formOfAnotherSite_isNotTaken(@Nullable String site, @Nullable String origin, int status) {
    HttpRequest.Builder request =
        page("/scan" + code(0) + "/report?lang=en")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("kind=seal"));
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      String here = String.valueOf(running.server().address());
      request.header("Origin", origin.replace("HERE", here));
    }

    HttpResponse<String> answer = running.send(request);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.body()).contains("a report must come from our own form");
      assertThat(reports()).isEmpty();
    }
  }

  @Test
  void formOfTheConfiguredAddress_isTaken_behindAProxyToo() {
    running.close();
    running =
        RunningServer.on(
            Config.local(data)
                .withAdminKey(RunningServer.ADMIN_KEY)
                .withBaseUrl("https://id.example.org/base"));

    HttpResponse<String> answer =
        running.send(
            page("/scan" + code(0) + "/report")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://id.example.org")
                .POST(BodyPublishers.ofString("kind=seal")));

    assertThat(answer.statusCode()).isEqualTo(303);
  }

  @Test
  void tooManyReports_areRefused_withWhenToComeAgain_andWhatWasTyped() {
    for (int i = 0; i < 5; i++) {
      location(report(code(i), "kind=seal"));
    }

    HttpResponse<String> page = report(code(5), "kind=seal&words=still+here");
    HttpResponse<String> program = program(code(5), "kind=seal");

    assertThat(page.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(page.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(200, 300);
    assertThat(page.body())
        .contains("Nothing was sent: there were too many reports. Wait <bdi>", ">\nstill here<");
    assertThat(program.statusCode()).isEqualTo(429);
    assertThat(json(program).path("code").asText()).isEqualTo("too-many-requests");
    assertThat(program.headers().firstValue("Retry-After")).isPresent();
    assertThat(reports()).hasSize(5);
    assertThat(running.send(running.admin("/metrics")).body())
        .contains(
            "consumer_reports_filed{kind=\"seal\"} 5\n",
            "consumer_reports_filed{kind=\"safety\"} 0\n",
            "consumer_reports_of_lot{gtin=\"09521222000018\",lot=\"TGY2604A\"} 5\n",
            "consumer_reports_limited 2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAA", "short", "%3Cscript%3E"})
  void referenceOfNobody_isNotFound(String reference) {
    HttpResponse<String> page = running.send(page("/scan/report/" + reference));
    HttpResponse<String> withdrawal =
        running.send(form("/scan/report/" + reference + "/withdrawal", ""));
    HttpResponse<String> program =
        running.send(
            running.open("/scan/report/" + reference).header("Accept", "application/json"));

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body())
        .contains("There is no report at this address.")
        .doesNotContain("<script");
    assertThat(withdrawal.statusCode()).isEqualTo(404);
    assertThat(program.statusCode()).isEqualTo(404);
  }

  @Test
  void withdrawal_fromAnotherSite_isNotTaken() {
    String own = location(report(code(0), "kind=seal&words=mine"));

    HttpResponse<String> answer =
        running.send(
            form(own.replace("?", "/withdrawal?"), "").setHeader("Sec-Fetch-Site", "cross-site"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(reports().get(0).path("words").asText()).isEqualTo("mine");
  }

  @Test
  void program_isToldTheReference_andReadsWhatBecameOfIt() {
    HttpResponse<String> answer = program(code(0), "kind=wrong-product&words=green");
    JsonNode told = json(answer);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(told.path("page").asText())
        .isEqualTo(running.server().address() + answer.headers().firstValue("Location").orElse(""));
    JsonNode report =
        json(
            running.send(
                running
                    .open("/scan/report/" + told.path("reference").asText())
                    .header("Accept", "application/json")));
    assertThat(report.path("state").asText()).isEqualTo("open");
    assertThat(report.path("words").asText()).isEqualTo("green");
    assertThat(report.path("recalled").asBoolean(true)).isFalse();
    assertThat(report.path("code").asText()).isEqualTo("https://id.gs1.org" + code(0));
  }

  @Test
  void report_survivesARestart() {
    String own = location(report(code(0), "kind=seal&words=torn"));
    running.close();

    running = RunningServer.in(data);

    assertThat(running.send(page(own)).body()).contains("torn");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void formAndReport_speakEveryLanguage(Language language) {
    String query = "?lang=" + language.tag();
    HttpResponse<String> form = running.send(page("/scan" + code(0) + "/report" + query));
    String own = location(running.send(form("/scan" + code(0) + "/report" + query, "kind=safety")));
    HttpResponse<String> page = running.send(page(own));
    Wording wording = Wording.in(language);

    assertThat(own).endsWith(query);
    for (HttpResponse<String> answer : List.of(form, page)) {
      assertThat(answer.headers().firstValue("Content-Language")).contains(language.tag());
      assertThat(answer.body())
          .contains(
              "<html lang=\"%s\" dir=\"%s\">".formatted(language.tag(), language.direction()));
      assertThat(answer.body().contains(wording.of("translation.note")))
          .isEqualTo(language != Language.ENGLISH);
    }
    assertThat(form.body())
        .contains("<h1>" + wording.of("report.title") + "</h1>", wording.of("report.send"));
    assertThat(page.body()).contains(wording.of("report.thanks"), wording.of("report.kind.safety"));
  }

  @Test
  void scanPage_offersIt_whereThereIsSomebodyToTell() {
    HttpResponse<String> genuine = running.send(page("/scan" + code(0) + "?lang=fa"));
    HttpResponse<String> guessed = running.send(page("/scan" + GUESSED));

    assertThat(genuine.body())
        .contains(
            "href=\"/scan" + code(0) + "/report?lang=fa\"",
            "<link rel=\"alternate\" type=\"application/atom+xml\""
                + " href=\"/scan/01/09521222000018/10/TGY2604A/recalls.atom?lang=fa\"",
            "href=\"/scan/01/09521222000018/recalls.atom?lang=fa\"");
    assertThat(guessed.body())
        .contains("href=\"/scan" + GUESSED + "/report?lang=en\"", "It may be a copy.")
        .doesNotContain("recalls.atom");
  }

  @Test
  void switchedOff_nothingIsOffered_andNothingTaken() {
    running.close();
    start(new ReportSettings(ReportSettings.Taking.OFF, Duration.ofDays(30)));

    assertThat(running.send(page("/scan" + code(0))).body())
        .contains("recalls.atom")
        .doesNotContain("/report?");
    assertThat(running.send(page("/scan" + code(0) + "/report")).statusCode()).isEqualTo(404);
    assertThat(report(code(0), "kind=seal").statusCode()).isEqualTo(404);
    assertThat(reports()).isEmpty();
  }
}
