package org.bricscodes.samples;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The system's own Chromium, as a visitor's browser: one process for a test class, a fresh profile
 * for each visitor. Confined to one thread. Nothing is downloaded, and the browser asks nobody but
 * the pages that tests open.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** For every state a test waits for, however slow the machine. */
  private static final double PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it; {@code -Dbrowser.path} says where it is. */
  static Chromium start() {
    Path path = Path.of(System.getProperty("browser.path", "/usr/bin/chromium"));
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          "no browser at "
              + path
              + ": apt-get install chromium, or say where one is by -Dbrowser.path=FILE");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(path)
                      .setArgs(FLAGS)
                      .setTimeout(PATIENCE_MILLIS));
      return new Chromium(playwright, browser);
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** Someone who has never been here, with an up-to-date browser in English. */
  BrowserContext visitor() {
    return visitor(new Browser.NewContextOptions().setLocale("en-US"));
  }

  /** Someone who has never been here: with a language, a screen, without script. */
  BrowserContext visitor(Browser.NewContextOptions options) {
    BrowserContext visitor = browser.newContext(options);
    visitor.setDefaultTimeout(PATIENCE_MILLIS);
    visitor.setDefaultNavigationTimeout(PATIENCE_MILLIS);
    return visitor;
  }

  /** Keeps what the page looks like, whole, as {@code target/screenshots/NAME.png}. */
  static void screenshot(Page page, String name) {
    Path folder = Path.of(System.getProperty("browser.screenshots", "target/screenshots"));
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png")));
  }

  /** What axe finds against WCAG 2.2 AA in the page as it stands: rule, and where. */
  static List<String> violations(Page page) {
    return new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze()
            .getViolations()
            .stream()
            .flatMap(
                rule ->
                    rule.getNodes().stream()
                        .map(
                            node ->
                                rule.getId() + " at " + node.getTarget() + ": " + node.getHtml()))
            .toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
