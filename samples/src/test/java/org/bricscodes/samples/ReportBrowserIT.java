package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shopper reports a problem from a phone; the exporter answers; she reads it. */
@SuppressWarnings("NullAway.Init") // service and browser are started before the tests
final class ReportBrowserIT {

  private static final int FIRST_BYTES = 14 * 1024;

  @TempDir static Path folder;

  private static Chromium chromium;
  private static TeaStory story;
  private static Http admin;
  private static Iterator<String> packs;

  @BeforeAll
  static void begin() throws IOException {
    chromium = Chromium.start();
    story = TeaStory.tell(folder);
    admin = new Http(story.service().address(), ServiceProcess.ADMIN_KEY);
    packs = packs().iterator();
  }

  @AfterAll
  static void end() {
    admin.close();
    story.close();
    chromium.close();
  }

  /** A code can be reported five times at once: each visitor has a pack of her own. */
  private static List<String> packs() throws IOException {
    String order =
        """
        {"gtin":"09521222000018","lot":"TGY2699Z","quantity":20,"product":"Tea for reports"}
        """;
    String batch =
        Http.tree(admin.post("/codes/batches", "application/json", order).body())
            .path("id")
            .asText();
    return admin
        .get("/codes/batches/" + batch + "/codes.csv", "text/csv")
        .body()
        .lines()
        .map(line -> "/01/09521222000018/10/TGY2699Z/21/" + line.substring(0, 16))
        .toList();
  }

  /** A small phone; each visitor's browser calls itself otherwise. */
  private static Browser.NewContextOptions phone(String language, String agent) {
    return new Browser.NewContextOptions()
        .setLocale(language)
        .setUserAgent("Mozilla/5.0 (Linux; Android 12) " + agent)
        .setViewportSize(360, 740);
  }

  private static boolean overflows(Page page) {
    return (boolean)
        page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
  }

  private static JsonNode newest(String words) throws IOException {
    for (JsonNode report :
        Http.tree(admin.get("/reports", "application/json").body()).path("reports")) {
      if (report.path("words").asText().equals(words)) {
        return report;
      }
    }
    throw new AssertionError("no report says " + words);
  }

  @ParameterizedTest(name = "{0}, script: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en | false | Report a problem | Thank you. Your report has arrived. | There is an answer.",
        "en | true  | Report a problem | Thank you. Your report has arrived. | There is an answer.",
        "ar | false | الإبلاغ عن مشكلة | شكرًا لك. وصل بلاغك.                | هناك رد.",
        "ar | true  | الإبلاغ عن مشكلة | شكرًا لك. وصل بلاغك.                | هناك رد.",
      })
  void problem_isReported_answered_andTakenBack(
      String language, boolean script, String title, String thanks, String answered)
      throws IOException {
    String words = "مكسور torn " + language + script;
    try (BrowserContext visitor =
        chromium.visitor(phone(language, "a" + script).setJavaScriptEnabled(script))) {
      Page page = visitor.newPage();
      page.navigate(story.page(packs.next()));
      page.locator("#report ~ p a.button").click();
      Chromium.screenshot(page, "report-form-" + language + "-" + script);

      assertThat(page.locator("h1").textContent()).isEqualTo(title);
      assertThat(page.locator("html").getAttribute("dir"))
          .isEqualTo(language.equals("ar") ? "rtl" : "ltr");
      assertThat(overflows(page)).isFalse();
      if (script) {
        assertThat(Chromium.violations(page)).isEmpty();
      }
      page.locator("input[value=seal]").check();
      page.locator("textarea").fill(words);
      page.locator("form button").click();

      assertThat(page.url()).matches(".*/scan/report/[A-Za-z0-9_-]{22}\\?lang=" + language);
      assertThat(page.locator("main strong").first().textContent()).isEqualTo(thanks);
      assertThat(page.locator("#yours ~ p[dir=auto]").textContent()).isEqualTo(words);
      assertThat(overflows(page)).isFalse();
      Chromium.screenshot(page, "report-sent-" + language + "-" + script);
      if (script) {
        assertThat(Chromium.violations(page)).isEmpty();
      }

      String id = newest(words).path("id").asText();
      String reply = "{\"words\":\"We are sorry: آسفون.\"}";
      assertThat(admin.post("/reports/" + id + "/answers", "application/json", reply).statusCode())
          .isEqualTo(200);
      page.reload();
      Chromium.screenshot(page, "report-answered-" + language + "-" + script);

      assertThat(page.locator("main").textContent())
          .contains(answered, "We are sorry: آسفون.")
          .doesNotContain(thanks);
      if (script) {
        assertThat(Chromium.violations(page)).isEmpty();
      }
      page.locator("form.undo button").click();

      assertThat(page.locator("main").textContent()).doesNotContain(words, "آسفون");
      assertThat(page.locator("form").count()).isZero();
    }
  }

  @Test
  void faultyForm_isPutRight_withWhatWasTyped() {
    try (BrowserContext visitor = chromium.visitor(phone("en", "b"))) {
      Page page = visitor.newPage();
      page.navigate(story.page(packs.next()) + "/report");
      // As a browser that knows no "required".
      page.evaluate("() => document.querySelector('form').noValidate = true");
      page.locator("textarea").fill("  line one\n<line two>");
      page.locator("form button").click();
      Chromium.screenshot(page, "report-faulty");

      assertThat(page.locator(".faults a").textContent()).isEqualTo("Choose what is wrong.");
      assertThat(page.locator("textarea").inputValue()).isEqualTo("  line one\n<line two>");
      assertThat(Chromium.violations(page)).isEmpty();

      page.locator("input[value=other]").check();
      page.locator("form button").click();
      assertThat(page.url()).contains("/scan/report/");
    }
  }

  @Test
  void recalledPack_isSaidToBeRecalled_onTheThankYouPage_inTheDarkToo() {
    try (BrowserContext visitor =
        chromium.visitor(phone("en", "c").setColorScheme(ColorScheme.DARK))) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.code("a recalled pack")) + "/report");
      assertThat(Chromium.violations(page)).isEmpty();
      page.locator("input[value=safety]").check();
      page.locator("form button").click();
      Chromium.screenshot(page, "report-recalled-dark");

      assertThat(page.locator(".recalled h2").textContent()).isEqualTo("Recalled: do not use");
      assertThat(Chromium.violations(page)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh", "pt", "ru", "hi", "ar", "fa", "am", "id"})
  void form_isLight_andFitsTheSmallestScreen(String language) throws IOException {
    String address = story.page(story.genuine()) + "/report?lang=" + language;
    try (BrowserContext visitor =
        chromium.visitor(phone(language, "d").setViewportSize(320, 640))) {
      Page page = visitor.newPage();
      Response answer = page.navigate(address);
      Chromium.screenshot(page, "report-form-narrow-" + language);

      assertThat(answer.headerValue("content-language")).isEqualTo(language);
      assertThat(overflows(page)).isFalse();
      assertThat(Chromium.violations(page)).isEmpty();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      assertThat(answer.body().length).isLessThan(FIRST_BYTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void keptPages_holdNoFormAndNoReport() {
    try (BrowserContext visitor = chromium.visitor(phone("en", "e"))) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.genuine()));
      page.waitForFunction(
          """
          async () => (await (await caches.open('scan-pages-1')).keys()).length === 1
          """);
      page.navigate(story.page(packs.next()) + "/report");
      page.locator("input[value=other]").check();
      page.locator("form button").click();
      page.navigate(story.page(story.code("a recalled pack")));
      page.waitForFunction(
          """
          async () => (await (await caches.open('scan-pages-1')).keys()).length === 2
          """);

      assertThat(
              (String)
                  page.evaluate(
                      """
                      async () => (await (await caches.open('scan-pages-1')).keys())
                          .map(request => request.url).join(' ')
                      """))
          .doesNotContain("report");
    }
  }

  @Test
  void recalls_areFollowed_fromThePage() throws IOException {
    try (BrowserContext visitor = chromium.visitor(phone("en", "f"))) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.code("a recalled pack")));
      String feed =
          page.locator("link[rel=alternate][type='application/atom+xml']")
              .first()
              .getAttribute("href");
      assertThat(page.locator("#recalls ~ p a.button").first().getAttribute("href"))
          .isEqualTo(feed);

      HttpResponse<String> answer = story.visitor().get(feed, "application/atom+xml");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("<entry>", "recalled lot TGY2604B");
    }
  }
}
