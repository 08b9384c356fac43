package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages that are reached when something is wrong: a code that nobody issued, a recalled lot or
 * product, a sheet that cannot be had. On a phone, in three languages, one of them right to left.
 */
@SuppressWarnings("NullAway.Init") // service and browser are started before the tests
final class FollowUpBrowserIT {

  private static final String TEA = "09521222000018";
  private static final String PRAWNS = "09521333000013";
  private static final String RICE = "09521444000018";

  @TempDir static Path folder;

  private static Chromium chromium;
  private static TeaStory story;
  private static Http admin;
  private static String recalledPack;

  @BeforeAll
  static void begin() throws IOException {
    chromium = Chromium.start();
    story = TeaStory.tell(folder);
    admin = new Http(story.service().address(), ServiceProcess.ADMIN_KEY);
    try (Http one = exporter("https://id.gs1.org/417/9521333000006");
        Http another = exporter("https://id.gs1.org/417/9521555000006")) {
      recalledPack = "/01/" + PRAWNS + "/10/PR1/21/" + order(one, PRAWNS, "PR1");
      recallProduct(one);
      order(one, RICE, "RI1");
      order(another, RICE, "RI2");
    }
  }

  @AfterAll
  static void end() {
    admin.close();
    story.close();
    chromium.close();
  }

  /** One code; its serial. */
  private static String order(Http who, String gtin, String lot) throws IOException {
    String order =
        """
        {"gtin":"%s","lot":"%s","quantity":1,"product":"Something to eat"}
        """
            .formatted(gtin, lot);
    HttpResponse<String> answer = who.post("/codes/batches", "application/json", order);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String id = Http.tree(answer.body()).path("id").asText();
    return who.get("/codes/batches/" + id + "/codes.csv", "text/csv").body().substring(0, 16);
  }

  private static Http exporter(String party) throws IOException {
    String body = "{\"party\":\"%s\",\"name\":\"another\",\"role\":\"exporter\"}".formatted(party);
    String key =
        Http.tree(admin.post("/keys", "application/json", body).body()).path("key").asText();
    return new Http(story.service().address(), key);
  }

  private static void recallProduct(Http who) throws IOException {
    HttpResponse<String> answer =
        who.post(
            "/epcis/events",
            "application/json",
            """
            {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
             "type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
             "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"holding",
             "disposition":"recalled",
             "quantityList":[{"epcClass":"https://id.gs1.org/01/%s"}]}
            """
                .formatted(PRAWNS));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static Browser.NewContextOptions phone(String language) {
    return new Browser.NewContextOptions().setLocale(language).setViewportSize(360, 740);
  }

  private static boolean overflows(Page page) {
    return (boolean)
        page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
  }

  /** Opens a page of the service; it must fit the screen and have nothing that axe finds. */
  private static Response open(Page page, String path, String name) {
    Response answer = page.navigate(story.service().address() + path);
    Chromium.screenshot(page, name);
    assertThat(overflows(page)).as(name).isFalse();
    assertThat(Chromium.violations(page)).as(name).isEmpty();
    return answer;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"en,ltr", "hi,ltr", "ar,rtl"})
  void formForACodeThatNobodyIssued_isAccessible_andSaysSo(String language, String direction) {
    try (BrowserContext visitor = chromium.visitor(phone(language))) {
      Page page = visitor.newPage();

      Response answer =
          open(page, "/scan/01/" + TEA + "/21/made-up/report", "report-made-up-" + language);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(page.locator("html").getAttribute("dir")).isEqualTo(direction);
      assertThat(page.locator("form input[type=radio]").count()).isEqualTo(6);
      if (language.equals("en")) {
        assertThat(page.locator("main").textContent())
            .contains("Nobody here issued this very code.");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"en", "hi", "ar"})
  void codeOfAProductThatSeveralIssue_hasAPageThatSaysWhomToTurnTo(String language) {
    try (BrowserContext visitor = chromium.visitor(phone(language))) {
      Page page = visitor.newPage();

      Response answer =
          open(page, "/scan/01/" + RICE + "/21/made-up/report", "report-several-" + language);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(page.locator("form").count()).isZero();
      assertThat(page.locator("main bdi").count()).isGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"en", "hi", "ar"})
  void pagesOfARecalledProduct_ofItsLot_andOfItsPacks_areAccessible(String language) {
    try (BrowserContext visitor = chromium.visitor(phone(language))) {
      Page page = visitor.newPage();

      open(page, "/scan" + recalledPack, "recalled-product-pack-" + language);
      assertThat(page.locator(".verdict").getAttribute("class")).isEqualTo("verdict bad");
      open(page, "/scan/01/" + PRAWNS + "/10/PR1", "recalled-product-lot-" + language);
      open(page, "/scan/01/" + PRAWNS, "recalled-product-" + language);
      open(page, "/scan/01/" + TEA + "/10/TGY2604B", "recalled-lot-" + language);
    }
  }

  @Test
  void pdf_isLinkedOnThePage_andIsOne() throws IOException {
    try (BrowserContext visitor = chromium.visitor(phone("en"))) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.code("a recalled pack")));

      Locator link = page.locator("a[type='application/pdf']");

      assertThat(link.isVisible()).isTrue();
      assertThat(link.boundingBox().height).isGreaterThanOrEqualTo(24);
      String href = String.valueOf(link.getAttribute("href"));
      HttpResponse<String> sheet = story.visitor().get(href, "text/html,*/*");
      assertThat(sheet.statusCode()).isEqualTo(200);
      assertThat(sheet.headers().firstValue("Content-Type")).contains("application/pdf");
      assertThat(sheet.body()).startsWith("%PDF-1.7");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "en | ltr | One page for paper (PDF)",
        "hi | ltr | ",
        "ar | rtl | ",
      })
  void sheetThatCannotBeHad_isRefusedOnAPage(String language, String direction, String title) {
    try (BrowserContext visitor = chromium.visitor(phone(language))) {
      Page page = visitor.newPage();

      Response answer =
          open(page, "/scan/01/" + TEA + "/21/made-up/evidence.pdf", "sheet-refused-" + language);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(page.locator("html").getAttribute("dir")).isEqualTo(direction);
      if (title != null) {
        assertThat(page.locator("h1").textContent()).isEqualTo(title);
      }
      page.locator("main a.button").click();
      assertThat(page.url()).endsWith("/scan/01/" + TEA + "/21/made-up?lang=" + language);
    }
  }

  @Test
  void previewOfALink_hasAPictureOfOurs() throws IOException {
    try (BrowserContext visitor = chromium.visitor(phone("en"))) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.code("a recalled pack")));

      String picture =
          String.valueOf(page.locator("meta[property='og:image']").getAttribute("content"));

      assertThat(picture).isEqualTo(story.service().address() + "/scan/picture/recalled.png");
      assertThat(page.locator("meta[property='og:url']").getAttribute("content"))
          .isEqualTo(story.page(story.code("a recalled pack")));
      page.navigate(picture);
      assertThat(page.locator("img").evaluate("i => i.naturalWidth + 'x' + i.naturalHeight"))
          .isEqualTo("600x315");
    }
  }
}
