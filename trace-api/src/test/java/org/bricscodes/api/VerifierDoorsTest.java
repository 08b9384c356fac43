package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the browser's verifier is served as; what it does is tried in browsers, in samples. */
@SuppressWarnings("NullAway.Init") // the server runs before the tests
final class VerifierDoorsTest {

  private static final Pattern ASKED = Pattern.compile("(?:src|href|url)\\s*[=(]");

  @TempDir static Path data;

  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = RunningServer.in(data);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void page_isOneFile_thatMayLoadNothing() {
    HttpResponse<String> page = running.get("/verify");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .matches(
            "default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri"
                + " 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.body()).doesNotContain("{{", "import(", "\nexport ");
    Matcher asked = ASKED.matcher(page.body());
    assertThat(asked.find()).as(() -> page.body().substring(asked.start())).isFalse();
    assertThat(page.body()).contains("MIT License (c) 2019 Paul Miller");
  }

  @Test
  void modules_areScripts_smallForThoseWhoReadThemSo() {
    HttpResponse<byte[]> small =
        running.raw(running.open("/verify/verify.js").header("Accept-Encoding", "gzip"));

    assertThat(small.headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
    assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(small.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(small.body().length).isLessThan(20 * 1024);
    assertThat(running.get("/verify/verify.js").body()).startsWith("/*\n * Checks a proof bundle");
  }

  @Test
  void button_carriesTheKeyOfThisLog() {
    String key = running.get("/log/key").body().strip();

    assertThat(running.get("/verify/check.js").body()).contains("const LOG = \"" + key + "\";");
  }

  @Test
  void licence_travelsWithWhatItIsOf() {
    assertThat(running.get("/verify/noble-ed25519.LICENSE").body()).startsWith("The MIT License");
    assertThat(running.get("/verify/noble-ed25519.js").statusCode()).isEqualTo(200);
  }

  @Test
  void otherFile_isNotFound_andTheFilesAreNamed() {
    HttpResponse<String> answer = running.get("/verify/other.js");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("check.js, noble-ed25519.LICENSE, noble-ed25519.js, verify.js");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void page_speaksTheLanguageOfTheLink_orOfTheBrowser_andHoldsTheOthers(Language language) {
    String title = Texts.in(language).of("verify.title");
    HttpResponse<String> linked = running.get("/verify?lang=" + language.tag());
    HttpResponse<String> wished =
        running.send(running.open("/verify").header("Accept-Language", language.tag()));

    assertThat(wished.body()).isEqualTo(linked.body());
    assertThat(linked.headers().firstValue("Content-Language")).contains(language.tag());
    assertThat(linked.headers().firstValue("Vary")).contains("Accept-Encoding, Accept-Language");
    assertThat(linked.body())
        .contains(
            "<html lang=\"" + language.tag() + "\" dir=\"" + language.direction() + "\">",
            "<title>" + title + "</title>",
            Texts.in(Language.CHINESE).of("verify.about"),
            Texts.in(Language.PERSIAN).of("verify.recalled"));
  }

  @Test
  void page_isLight_inAllLanguages() {
    HttpResponse<byte[]> small =
        running.raw(running.open("/verify?lang=hi").header("Accept-Encoding", "gzip"));

    System.err.printf(
        "verifier page: %d bytes small, %d as kept%n",
        small.body().length,
        running.get("/verify?lang=hi").body().getBytes(StandardCharsets.UTF_8).length);
    assertThat(small.body().length).isLessThan(100 * 1024);
  }
}
