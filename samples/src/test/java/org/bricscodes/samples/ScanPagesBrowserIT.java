package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages about codes as shoppers see them: on a phone, in their languages, with and without
 * script.
 */
@SuppressWarnings("NullAway.Init") // services and browser are started before the tests
final class ScanPagesBrowserIT {

  private static final String PHONE =
      "Mozilla/5.0 (Linux; Android 12; SM-A035F) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Mobile Safari/537.36";

  /** What a first answer may weigh, compressed, and a page with everything on it. */
  private static final int FIRST_BYTES = 14 * 1024;

  private static final int ALL_BYTES = 100 * 1024;

  @TempDir static Path folder;

  private static Chromium chromium;
  private static TeaStory story;
  private static ServiceProcess prawns;
  private static String warmPack;
  private static Map<String, String> codes;

  @BeforeAll
  static void begin() throws IOException {
    chromium = Chromium.start();
    story = TeaStory.tell(folder);
    prawns = ServiceProcess.demo(folder.resolve("prawns"), Tree.root().resolve("samples/prawns"));
    warmPack =
        prawns.said().replaceAll("(?s).*too warm for a while\\n    http\\S+?(/01/\\S+).*", "$1");
    codes =
        Map.of(
            "genuine", story.genuine(),
            "sold", story.code("a pack that was sold"),
            "recalled", story.code("a recalled pack"),
            "void", story.code("a voided code"),
            "wrong-lot", story.code("a genuine serial under another lot’s number"),
            "not-issued", story.code("a guessed serial"),
            "malformed", "/01/09521222000019/21/A1",
            "unknown", "/01/09521222000018/10/TGY2604A",
            "expired", expired(),
            "registered", registered());
  }

  @AfterAll
  static void end() {
    prawns.close();
    story.close();
    chromium.close();
  }

  /** A pack of a lot that was ordered when its last day was past. */
  private static String expired() throws IOException {
    String order =
        """
        {"gtin":"09521222000018","lot":"TGY1904A","quantity":1,"expiry":"2020-04-23","product":"Old tea"}
        """;
    try (Http admin = new Http(story.service().address(), ServiceProcess.ADMIN_KEY)) {
      JsonNode batch = Http.tree(admin.post("/codes/batches", "application/json", order).body());
      String csv =
          admin
              .get("/codes/batches/" + batch.path("id").asText() + "/codes.csv", "text/csv")
              .body();
      return "/01/09521222000018/10/TGY1904A/21/" + csv.substring(0, 16);
    }
  }

  /** A serial of somebody else's making, registered. */
  private static String registered() throws IOException {
    String code = "/01/09521222000018/21/OWN-1";
    String alias =
        """
        {"scheme":"sgtin","code":"%s","target":"/01/09521222000018/10/TGY2604A"}
        """
            .formatted(code);
    HttpRequest request =
        HttpRequest.newBuilder(story.service().address().resolve("/codes/aliases"))
            .header("Authorization", "Bearer " + ServiceProcess.ADMIN_KEY)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(alias))
            .build();
    HttpResponse<String> answer = ask(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return code;
  }

  private static <T> HttpResponse<T> ask(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A cheap phone, 360 pixels wide. */
  private static Browser.NewContextOptions phone(String language) {
    return new Browser.NewContextOptions()
        .setLocale(language)
        .setUserAgent(PHONE)
        .setViewportSize(360, 740)
        .setDeviceScaleFactor(2);
  }

  private static String address(String code) {
    return story.page(codes.getOrDefault(code, code));
  }

  /** Whether the page is wider than the screen. */
  private static boolean overflows(Page page) {
    return (boolean)
        page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "genuine    | good | Genuine code",
        "recalled   | bad  | Recalled: do not use",
        "void       | bad  | This code was cancelled",
        "wrong-lot  | bad  | This label was changed",
        "not-issued | bad  | This code is not ours",
        "malformed  | bad  | This is not a valid code",
        "expired    | care | Past its best-before date",
        "registered | care | A registered code, made elsewhere",
        "unknown    | care | We cannot tell",
      })
  void verdict_isSaidFirst_inWordsIconAndColour_andIsAccessible(
      String code, String tone, String words) {
    for (boolean script : new boolean[] {true, false}) {
      try (BrowserContext visitor = chromium.visitor(phone("en-ZA").setJavaScriptEnabled(script))) {
        List<String> complaints = new ArrayList<>();
        Page page = visitor.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);

        page.navigate(address(code));
        Chromium.screenshot(page, "verdict-" + code + (script ? "" : "-no-script"));

        assertThat(page.locator("main > :first-child h1").textContent()).startsWith(words);
        assertThat(page.locator(".verdict").getAttribute("class")).isEqualTo("verdict " + tone);
        assertThat(page.locator(".verdict svg").isVisible()).isTrue();
        assertThat(page.locator(".verdict").textContent())
            .contains(story.service().address().getAuthority(), "We never ask for payment");
        assertThat(overflows(page)).isFalse();
        if (script) {
          assertThat(Chromium.violations(page)).isEmpty();
          for (String language : List.of("ar", "hi")) {
            String address = address(code);
            page.navigate(address + (address.contains("?") ? "&" : "?") + "lang=" + language);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(overflows(page)).as(language).isFalse();
            assertThat(Chromium.violations(page)).as(language).isEmpty();
          }
        }
        // A code that is none is answered with 400, which browsers note.
        complaints.removeIf(complaint -> complaint.contains("status of 400"));
        assertThat(complaints).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en | ltr | Language: English          | 33 days",
        "zh | ltr | 语言: 中文                  | 33 天",
        "pt | ltr | Idioma: Português          | 33 dias",
        "ru | ltr | Язык: Русский              | 33 дня",
        "hi | ltr | भाषा: हिन्दी                  | 33 दिन",
        "ar | rtl | اللغة: العربية              | 33 يومًا",
        "fa | rtl | زبان: فارسی                | ۳۳ روز",
        "am | ltr | ቋንቋ: አማርኛ                | 33 ቀናት",
        "id | ltr | Bahasa: Bahasa Indonesia | 33 hari",
      })
  void language_isSpoken_itsWay_andReadableByEverybody(
      String language, String direction, String name, String gap) {
    try (BrowserContext visitor = chromium.visitor(phone(language))) {
      Page page = visitor.newPage();

      Response answer = page.navigate(address("genuine"));
      Chromium.screenshot(page, "language-" + language);

      assertThat(answer.headerValue("content-language")).isEqualTo(language);
      assertThat(page.locator("html").getAttribute("dir")).isEqualTo(direction);
      assertThat(page.locator(".top summary").textContent().strip()).isEqualTo(name);
      assertThat(page.locator("li.gap").first().textContent()).contains(gap);
      assertThat(page.locator("main > p.small").count()).isEqualTo(language.equals("en") ? 0 : 1);
      assertThat(overflows(page)).isFalse();
      assertThat(Chromium.violations(page)).isEmpty();
      BoundingBox icon = page.locator(".verdict svg").boundingBox();
      BoundingBox heading = page.locator("h1").boundingBox();
      assertThat(icon.x > heading.x).isEqualTo(direction.equals("rtl"));
    }
  }

  @Test
  void language_isSwitched_withoutScript_keepingTheCode() {
    try (BrowserContext visitor = chromium.visitor(phone("en-ZA").setJavaScriptEnabled(false))) {
      Page page = visitor.newPage();
      page.navigate(address("genuine") + "?17=280423");

      page.locator(".top summary").click();
      Chromium.screenshot(page, "languages-open");
      page.locator(".top a[lang=am]").click();

      assertThat(page.url()).endsWith("?17=280423&lang=am");
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("am");
      assertThat(page.locator("bdi[dir=ltr]").allTextContents())
          .contains("TGY2604A", "09521222000018");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"en", "ar", "ru"})
  void narrowScreen_orLettersTwiceAsLarge_needNoSidewaysScrolling(String language) {
    // 640 pixels at 200 % are 320 of CSS, as the smallest phone's are.
    try (BrowserContext visitor =
        chromium.visitor(phone(language).setViewportSize(320, 640).setDeviceScaleFactor(2))) {
      Page page = visitor.newPage();

      for (String code : List.of("genuine", "recalled", "malformed")) {
        page.navigate(address(code));
        page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)");

        assertThat(overflows(page)).as(code).isFalse();
      }
      Chromium.screenshot(page, "narrow-" + language);
      for (Locator target : page.locator("summary, .top a, .button").all()) {
        assertThat(target.boundingBox().height).isGreaterThanOrEqualTo(24);
      }
    }
  }

  @Test
  void darkScreen_andPaper_areReadable() {
    try (BrowserContext visitor =
        chromium.visitor(phone("en-ZA").setColorScheme(ColorScheme.DARK))) {
      Page page = visitor.newPage();
      for (String code : List.of("genuine", "recalled", "expired")) {
        page.navigate(address(code));
        Chromium.screenshot(page, "dark-" + code);
        assertThat(Chromium.violations(page)).as(code).isEmpty();
      }

      page.emulateMedia(
          new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
      Chromium.screenshot(page, "print");

      assertThat(page.locator(".top details").isVisible()).isFalse();
      assertThat(page.locator("h1").isVisible()).isTrue();
      assertThat(page.locator(".verdict").evaluate("e => getComputedStyle(e).backgroundColor"))
          .isEqualTo("rgba(0, 0, 0, 0)");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"en", "hi", "fa"})
  void coldChain_isCharted_andToldInSentences(String language) {
    try (BrowserContext visitor = chromium.visitor(phone(language))) {
      Page page = visitor.newPage();

      page.navigate(prawns.address() + "/scan" + warmPack);
      Chromium.screenshot(page, "cold-" + language);

      assertThat(page.locator("figure svg[role=img]").count()).isEqualTo(2);
      assertThat(page.locator("svg .beyond").count()).isEqualTo(1);
      assertThat(Chromium.violations(page)).isEmpty();
      assertThat(overflows(page)).isFalse();
      if (language.equals("en")) {
        assertThat(page.locator("#journey ~ p").allTextContents())
            .contains(
                "Once it was too warm, for 4 hours, 37 minutes: up to -13.6°C.",
                "The longest time, 4 hours, 37 minutes, is more than is permitted: 1 hour.",
                "It should never be warmer than -18°C.",
                "For 13 hours nothing was measured.");
      }
    }
  }

  @Test
  void map_showsLand_placesAndTheUnknownWay() {
    try (BrowserContext visitor = chromium.visitor(phone("en-ZA"))) {
      Page page = visitor.newPage();

      page.navigate(address("genuine"));

      Locator map = page.locator("figure svg").first();
      assertThat(map.locator(".lost").count()).isEqualTo(1);
      assertThat(map.locator("text").allTextContents()).contains("Anxi", "Durban");
      assertThat(map.innerHTML().length()).isLessThan(10_000);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"en", "zh", "pt", "ru", "hi", "ar", "fa", "am", "id"})
  void firstAnswer_isLight_onTheWire(String language) throws IOException {
    for (URI page :
        List.of(
            URI.create(address("genuine") + "?lang=" + language),
            URI.create(address("recalled") + "?lang=" + language),
            URI.create(prawns.address() + "/scan" + warmPack + "?lang=" + language))) {
      HttpRequest request =
          HttpRequest.newBuilder(page)
              .header("Accept", "text/html")
              .header("Accept-Encoding", "gzip")
              .build();

      HttpResponse<byte[]> answer = ask(request, BodyHandlers.ofByteArray());

      assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(answer.body().length).as(page.toString()).isLessThan(FIRST_BYTES);
    }
  }

  @Test
  void everythingOnAPage_isLight_andOurs() {
    try (BrowserContext visitor = chromium.visitor(phone("hi"))) {
      AtomicLong bytes = new AtomicLong();
      List<String> asked = new ArrayList<>();
      Page page = visitor.newPage();
      page.onRequestFinished(
          request -> {
            bytes.addAndGet(request.sizes().responseBodySize + request.sizes().responseHeadersSize);
            asked.add(request.url());
          });

      page.navigate(prawns.address() + "/scan" + warmPack);

      assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(prawns.address().toString()));
      assertThat(bytes.get()).isBetween(1L, (long) ALL_BYTES);
    }
  }

  @Test
  void pageOnceOpened_isShownOffline_andSaysThatItIsACopy() {
    try (BrowserContext visitor = chromium.visitor(phone("en-ZA"))) {
      Page page = visitor.newPage();
      page.navigate(address("recalled"));
      assertThat(page.locator("#stored").isVisible()).isFalse();
      page.waitForFunction(
          """
          async () =>
            (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'
              && (await (await caches.open('scan-pages-1')).keys()).length === 1
          """);

      visitor.setOffline(true);
      page.reload();
      Chromium.screenshot(page, "offline");

      assertThat(page.locator("h1").textContent()).isEqualTo("Recalled: do not use");
      assertThat(page.locator("#stored").isVisible()).isTrue();
      assertThat(page.locator("#stored").textContent()).startsWith("You are off-line.");
      assertThat(Chromium.violations(page)).isEmpty();

      visitor.setOffline(false);
      page.reload();
      assertThat(page.locator("#stored").isVisible()).isFalse();
    }
  }
}
