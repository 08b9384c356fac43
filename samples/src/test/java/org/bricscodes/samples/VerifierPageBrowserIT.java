package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bricscodes.tlog.SignerKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifier that anyone can keep, with the service that gave it away stopped. */
@SuppressWarnings("NullAway.Init") // everything is fetched before the tests
final class VerifierPageBrowserIT {

  private static final String OTHER_LOG =
      "log.example/trace+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

  @TempDir static Path folder;

  private static Path kept;
  private static Path page;
  private static Path bundle;
  private static Path recalled;
  private static String key;
  private static Chromium chromium;

  @BeforeAll
  static void keep() throws IOException {
    chromium = Chromium.start();
    kept = Files.createDirectory(folder.resolve("kept"));
    try (TeaStory story = TeaStory.tell(folder)) {
      page =
          Files.writeString(
              kept.resolve("verify.html"), story.visitor().get("/verify", "text/html").body());
      bundle = Files.writeString(kept.resolve("proof.json"), story.anchoredBundle());
      recalled =
          Files.writeString(
              kept.resolve("recalled.json"),
              story
                  .visitor()
                  .get("/scan" + story.code("a recalled pack") + "/proof", "application/json")
                  .body());
      key = story.visitor().get("/log/key", "text/plain").body().strip();
    }
  }

  @AfterAll
  static void end() {
    chromium.close();
  }

  @Test
  void keptPage_onAPlainFileServer_provesTheBundle_inTheWordsOfTraceVerify() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer files =
        SimpleFileServer.createFileServer(
            any, kept.toAbsolutePath(), SimpleFileServer.OutputLevel.NONE);
    files.start();
    List<String> asked = new ArrayList<>();
    try (BrowserContext visitor = chromium.visitor()) {
      Page shown = visitor.newPage();
      shown.onRequest(request -> asked.add(request.url()));
      String address = "http://127.0.0.1:" + files.getAddress().getPort() + "/verify.html";
      shown.navigate(address);

      List<String> lines = check(shown, bundle, key);
      Chromium.screenshot(shown, "verifier");

      assertThat(lines.getLast()).startsWith("not checked here: ");
      assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(command("--log-key", key));
      assertThat(Chromium.violations(shown)).isEmpty();
      asked.removeIf(url -> url.endsWith("/favicon.ico"));
      assertThat(asked).containsExactly(address);
    } finally {
      files.stop(0);
    }
  }

  @Test
  void keptPage_openedFromADisk_offLine_doesTheSame_andRefusesAChangedFile() throws IOException {
    try (BrowserContext visitor = chromium.visitor()) {
      visitor.setOffline(true);
      Page shown = visitor.newPage();
      shown.navigate(page.toUri().toString());

      assertThat(check(shown, bundle, key).getFirst()).startsWith("PROVEN  https://id.gs1.org/01/");
      String changed = Files.readString(bundle).replaceFirst("\"salt\":\"..", "\"salt\":\"AB");
      Path file = Files.writeString(folder.resolve("changed.json"), changed);
      assertThat(check(shown, file, key).getFirst())
          .isEqualTo(
              VerifyCommandLine.lines(folder, changed.getBytes(StandardCharsets.UTF_8)).getFirst())
          .startsWith("NOT PROVEN  /events/0: is not in the log as shown");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en-ZA | en | ltr | Check a proof          | Proven, and it tells of a recall",
        "zh-CN | zh | ltr | 核验证明               | 已证明",
        "pt-BR | pt | ltr | Verificar uma prova    | Provado",
        "ru-RU | ru | ltr | Проверить доказательство | Доказано",
        "hi-IN | hi | ltr | प्रमाण जाँचें               | प्रमाणित",
        "ar-EG | ar | rtl | التحقق من إثبات        | مُثبت",
        "fa-IR | fa | rtl | بررسی یک اثبات         | اثبات شد",
        "am-ET | am | ltr | ማረጋገጫን ይመርምሩ       | ተረጋግጧል",
        "id-ID | id | ltr | Periksa bukti          | Terbukti",
      })
  void keptPage_speaksTheBrowsersLanguage_andSaysWhatItFoundInEnglishToo(
      String locale, String language, String direction, String title, String outcome)
      throws IOException {
    try (BrowserContext visitor =
        chromium.visitor(
            new Browser.NewContextOptions().setLocale(locale).setViewportSize(360, 740))) {
      Page shown = visitor.newPage();
      shown.navigate(page.toUri().toString());

      List<String> lines = check(shown, recalled, key);
      Chromium.screenshot(shown, "verifier-" + language);

      assertThat(shown.locator("html").getAttribute("lang")).isEqualTo(language);
      assertThat(shown.locator("html").getAttribute("dir")).isEqualTo(direction);
      assertThat(shown.locator("h1").textContent()).isEqualTo(title);
      assertThat(shown.title()).isEqualTo(title);
      assertThat(shown.textContent("#outcome")).startsWith(outcome);
      assertThat(shown.locator("#translated").isVisible()).isEqualTo(!language.equals("en"));
      assertThat(lines.subList(0, lines.size() - 1))
          .isEqualTo(
              VerifyCommandLine.lines(folder, Files.readAllBytes(recalled), "--log-key", key)
                  .stream()
                  .map(String::strip)
                  .toList());
      assertThat(lines.get(1)).startsWith("RECALLED: an event in this file, of ");
      assertThat(
              (boolean) shown.evaluate("() => document.documentElement.scrollWidth > innerWidth"))
          .isFalse();
      assertThat(Chromium.violations(shown)).isEmpty();
    }
  }

  @Test
  void language_isChosenOnThePage_andByTheLink_andKeepsWhatWasFound() {
    try (BrowserContext visitor = chromium.visitor()) {
      Page shown = visitor.newPage();
      shown.navigate(page.toUri() + "?lang=fa");
      assertThat(shown.locator("html").getAttribute("lang")).isEqualTo("fa");

      String line = check(shown, bundle, key).getFirst();
      shown.selectOption("#language", "ru");

      assertThat(shown.locator("html").getAttribute("dir")).isEqualTo("ltr");
      assertThat(shown.textContent("#outcome")).startsWith("Доказано: всё в этом файле сходится.");
      assertThat(shown.textContent("#verdict")).isEqualTo(line).startsWith("PROVEN  ");
      assertThat(Chromium.violations(shown)).isEmpty();
    }
  }

  @Test
  void policyThatAsksForAWitness_isNotMet_inTheWordsOfTraceVerify() throws IOException {
    String policy =
        """
        log %s
        witness delhi %s
        group abroad any delhi
        quorum abroad
        """
            .formatted(key, SignerKey.generate("w.example/delhi", new Random(1)).cosignerKey());
    try (BrowserContext visitor = chromium.visitor()) {
      Page shown = visitor.newPage();
      shown.navigate(page.toUri().toString());
      shown.fill("#policy", policy);

      String found = check(shown, bundle, "").getFirst();

      Path file = Files.writeString(folder.resolve("my.policy"), policy);
      assertThat(found)
          .isEqualTo(command("--policy", file.toString()).getFirst())
          .startsWith("NOT PROVEN  /checkpoint: is not cosigned as the policy asks: group abroad");
    }
  }

  @Test
  void keyOfAnotherLog_orNoKeyAtAll_isSaid() {
    try (BrowserContext visitor = chromium.visitor()) {
      Page shown = visitor.newPage();
      shown.navigate(page.toUri().toString());

      assertThat(check(shown, bundle, OTHER_LOG).getFirst())
          .isEqualTo("NOT PROVEN  /log: is not a key you pinned for the log");
      assertThat(check(shown, bundle, "nonsense").getFirst())
          .isEqualTo(
              "unusable  what is pinned cannot be used: a verifier key is name+keyid+base64, at"
                  + " most 2048 characters");
    }
  }

  /** Chooses the file under that key of the log; what the page then says, without indents. */
  private static List<String> check(Page shown, Path file, String log) {
    shown.fill("#logs", log);
    shown.setInputFiles("#file", file);
    shown.click("#check");
    shown.waitForFunction("() => /^exit-\\d$/.test(document.getElementById('verdict').className)");
    List<String> lines = new ArrayList<>(List.of(shown.textContent("#verdict")));
    lines.addAll(shown.locator("#steps li").allTextContents());
    return lines;
  }

  private static List<String> command(String... options) throws IOException {
    return VerifyCommandLine.lines(folder, Files.readAllBytes(bundle), options).stream()
        .map(String::strip)
        .toList();
  }
}
