package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a genuine pack, opened in a browser. */
@SuppressWarnings("NullAway.Init") // service and browser are started before the tests
final class ScanPageBrowserIT {

  @TempDir static Path folder;

  private static TeaStory story;
  private static Chromium chromium;

  @BeforeAll
  static void begin() {
    chromium = Chromium.start();
    story = TeaStory.tell(folder);
  }

  @AfterAll
  static void end() {
    story.close();
    chromium.close();
  }

  @ParameterizedTest(name = "script: {0}")
  @ValueSource(booleans = {true, false})
  void page_ofAGenuinePack_saysSo_asksNobodyElse_andHasNoFault(boolean script) {
    Browser.NewContextOptions options = new Browser.NewContextOptions().setLocale("en-US");
    try (BrowserContext visitor = chromium.visitor(options.setJavaScriptEnabled(script))) {
      List<String> asked = new ArrayList<>();
      List<String> complaints = new ArrayList<>();
      Page page = visitor.newPage();
      page.onRequest(request -> asked.add(request.url()));
      page.onConsoleMessage(message -> complaints.add(message.text() + " " + message.location()));
      page.onPageError(complaints::add);

      page.navigate(story.page(story.genuine()));
      Chromium.screenshot(page, "genuine-script-" + script);

      assertThat(page.locator("h1").textContent()).isEqualTo("This code is genuine");
      assertThat(page.locator("#journey + *").isVisible()).isTrue();
      assertThat(asked)
          .isNotEmpty()
          .allMatch(url -> url.startsWith(story.service().address().toString()));
      // Browsers ask every site for this one, unasked.
      complaints.removeIf(complaint -> complaint.contains("/favicon.ico"));
      assertThat(complaints).isEmpty();
    }
  }
}
