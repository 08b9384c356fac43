package org.bricscodes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanTest {

  private static final String GUESSED = "/01/09521222000018/10/TGY2604A/21/7H1S1SAGXESS4444";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String serial;

  @SuppressWarnings("NullAway.Init") // set before each test
  ScanTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    serial = issue("TGY2604A", "2099-04-23");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void issuedCode_isGenuine() {
    JsonNode scan = scan("/01/09521222000018/10/TGY2604A/21/" + serial);

    assertThat(scan.path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan.path("product").path("name").asText()).isEqualTo("Anxi oolong");
    assertThat(scan.path("code").asText())
        .isEqualTo("https://id.gs1.org/01/09521222000018/21/" + serial);
    assertThat(scan.path("journey").isArray()).isTrue();
    assertThat(scan.path("gaps").isArray()).isTrue();
  }

  @Test
  void guessedSerial_isNotIssued_andBorrowsNothing() {
    JsonNode scan = scan(GUESSED);

    assertThat(scan.path("verdict").asText()).isEqualTo("not-issued");
    assertThat(scan.path("product").isNull()).isTrue();
    assertThat(scan.path("journey")).isEmpty();
    assertThat(scan.path("proof").isNull()).isTrue();
  }

  @Test
  void serialOfAnotherLot_isWrongLot() {
    issue("TGY2604B", "2099-04-25");

    JsonNode scan = scan("/01/09521222000018/10/TGY2604B/21/" + serial);

    assertThat(scan.path("verdict").asText()).isEqualTo("wrong-lot");
  }

  @Test
  void voidedCode_isVoid_withTheReason() {
    String link = "/01/09521222000018/10/TGY2604A/21/" + serial;
    running.send(
        running
            .as(factory, "/codes/states" + link)
            .PUT(BodyPublishers.ofString("{\"state\":\"void\",\"reason\":\"label spoiled\"}")));

    JsonNode scan = scan(link);

    assertThat(scan.path("verdict").asText()).isEqualTo("void");
    assertThat(scan.path("reason").asText()).isEqualTo("label spoiled");
  }

  @Test
  void change_afterAScan_showsAtOnce() {
    String link = "/01/09521222000018/10/TGY2604A/21/" + serial;
    JsonNode before = scan(link);

    running.send(
        running
            .as(factory, "/codes/states" + link)
            .PUT(BodyPublishers.ofString("{\"state\":\"recalled\",\"reason\":\"salmonella\"}")));

    assertThat(before.path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan(link).path("verdict").asText()).isEqualTo("recalled");
  }

  @Test
  void codePastItsLastDay_isExpired() {
    String old = issue("TGY1904A", "2020-04-23");

    assertThat(scan("/01/09521222000018/10/TGY1904A/21/" + old).path("verdict").asText())
        .isEqualTo("expired");
  }

  @Test
  void serialOfAnotherShape_ofAProductCodedHere_wasNotIssued_ofAnUnknownOneIsMalformed() {
    assertThat(scan("/01/09521222000018/21/abc").path("verdict").asText()).isEqualTo("not-issued");
    assertThat(scan("/01/09521222000025/21/abc").path("verdict").asText()).isEqualTo("malformed");
  }

  @Test
  void serialInLowerCase_isAnsweredAsTheCodeThatWasIssued() {
    String lower = "/01/09521222000018/10/TGY2604A/21/" + serial.toLowerCase(Locale.ROOT);

    JsonNode scan = scan(lower);
    String page = running.get("/scan" + lower).body();

    assertThat(scan.path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan.path("code").asText()).endsWith("/21/" + serial);
    assertThat(page).contains(serial).doesNotContain(lower);
  }

  @Test
  void wrongCheckDigit_isMalformed_namingTheFault() {
    HttpResponse<String> answer =
        running.send(
            running
                .open("/scan/01/09521222000019/21/" + serial)
                .header("Accept", "application/json"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("verdict").asText()).isEqualTo("malformed");
    assertThat(json(answer).path("code").asText()).isEqualTo("invalid-link");
    assertThat(json(answer).path("faults").get(0).path("message").asText()).contains("check digit");
  }

  @Test
  void page_saysVerdictFirst_withoutScript_underAStrictPolicy() {
    HttpResponse<String> page =
        running.send(
            running
                .open("/scan/01/09521222000018/10/TGY2604A/21/" + serial)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(page.body())
        .contains(
            "<h1>Genuine code, checked for the first time</h1>",
            "<html lang=\"en\" dir=\"ltr\">",
            "<dd><bdi dir=\"ltr\">TGY2604A</bdi></dd>",
            "Anxi oolong",
            serial)
        .doesNotContain("{{", "translated");
    assertThat(page.body().replace(running.server().address().toString(), ""))
        .as("nothing of others; previews need whole addresses of our own")
        .doesNotContain("http://");
  }

  @Test
  void page_isCompressed_forThoseWhoTakeIt() {
    String link = "/scan/01/09521222000018/10/TGY2604A/21/" + serial;

    HttpResponse<byte[]> small =
        running.raw(
            running.open(link).header("Accept", "text/html").header("Accept-Encoding", "gzip"));
    HttpResponse<byte[]> plain = running.raw(running.open(link).header("Accept", "text/html"));

    assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(small.body().length).isLessThan(14 * 1024);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new String(plain.body(), UTF_8)).startsWith("<!doctype html>");
  }

  @Test
  void page_isInTheLanguageOfTheLink_andSaysThatAMachineTranslated() {
    String link = "/scan/01/09521222000018/10/TGY2604A/21/" + serial + "?17=990423";
    HttpResponse<String> page =
        running.send(
            running
                .open(link + "&lang=fa")
                .header("Accept", "text/html")
                .header("Accept-Language", "ru"));

    assertThat(page.headers().firstValue("Content-Language")).contains("fa");
    assertThat(page.body())
        .contains(
            "<html lang=\"fa\" dir=\"rtl\">",
            "<h1>کد اصل است و نخستین بار بررسی می‌شود</h1>",
            "این صفحه را ماشین ترجمه کرده است",
            "href=\"?17=990423&amp;lang=zh\" hreflang=\"zh\" lang=\"zh\" dir=\"ltr\">中文</a>",
            "<time datetime=\"2099-04-23\" title=\"2099-04-23\">۴ اردیبهشت ۱۴۷۸</time>");
  }

  @Test
  void page_keepsLanguagesApart() {
    String link = "/scan/01/09521222000018/10/TGY2604A/21/" + serial;
    List<String> languages = new ArrayList<>();
    for (String wish : List.of("zh", "am", "zh", "fr", "am")) {
      HttpResponse<String> page =
          running.send(
              running
                  .open(link)
                  .header("Accept", "text/html")
                  .header("User-Agent", "one")
                  .header("Accept-Language", wish));
      languages.add(page.body().replaceAll("(?s).*<html lang=\"(..)\".*", "$1"));
    }

    assertThat(languages).containsExactly("zh", "am", "zh", "en", "am");
  }

  @Test
  void page_ofHostileProduct_showsItHarmlessly() {
    String hostile = issue("TGY2604X", "2099-04-23", "Tea <script>alert(1)</script></bdi> & tea");
    HttpResponse<String> page =
        running.send(
            running
                .open("/scan/01/09521222000018/10/TGY2604X/21/" + hostile)
                .header("Accept", "text/html"));

    assertThat(page.body())
        .contains("<bdi>Tea &lt;script&gt;alert(1)&lt;/script&gt;&lt;/bdi&gt; &amp; tea</bdi>")
        .doesNotContain("<script>");
  }

  @Test
  void page_canBeKeptForLater_byAScriptOfOurs_andSharedWithItsVerdict() {
    String link = "/scan/01/09521222000018/10/TGY2604A/21/" + serial;
    HttpResponse<String> page = running.send(running.open(link).header("Accept", "text/html"));
    HttpResponse<String> script = running.get("/scan/offline.js");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'; connect-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .contains(
            "<script src=\"/scan/offline.js\" defer></script>",
            "<p id=\"stored\" hidden>You are off-line. This is a stored copy of <bdi>",
            "<meta property=\"og:title\" content=\"Genuine code, checked for the first time:"
                + " Anxi oolong\">",
            "<meta name=\"robots\" content=\"noindex\">");
    assertThat(script.headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
    assertThat(script.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; connect-src 'self'");
    assertThat(script.body()).contains("'<p id=\"stored\" hidden>'");
  }

  @Test
  void page_ofHostileLink_escapesIt() {
    HttpResponse<String> page = running.get("/scan/01/%3Cscript%3Ealert(1)%3C%2Fscript%3E");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("This is not a valid code").doesNotContain("<script");
  }

  @Test
  void proof_ofCodeWithoutEvents_isNotThere() {
    assertThat(
            running.get("/scan/01/09521222000018/10/TGY2604A/21/" + serial + "/proof").statusCode())
        .isEqualTo(404);
  }

  private JsonNode scan(String link) {
    HttpResponse<String> answer =
        running.send(running.open("/scan" + link).header("Accept", "application/json"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    return json(answer);
  }

  /** Orders ten codes and gives the first serial. */
  private String issue(String lot, String expiry) {
    return issue(lot, expiry, "Anxi oolong");
  }

  private String issue(String lot, String expiry, String product) {
    String order =
        """
        {"gtin":"09521222000018","lot":"%s","quantity":10,"expiry":"%s","product":"%s"}
        """
            .formatted(lot, expiry, product);
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    return running
        .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
        .body()
        .substring(0, 16);
  }
}
