package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier of scan pages, in a browser, held against {@code trace verify}. */
@SuppressWarnings("NullAway.Init") // service and browser are started before the tests
final class VerifyBrowserIT {

  private static final List<String> MEMBERS =
      List.of("format", "log", "checkpoint", "anchors", "trust", "receipt", "index", "party");
  private static final List<String> OF_EVENTS =
      List.of("recordTime", "hash", "context", "event", "salt", "entry");
  private static final List<String> OF_PARTS =
      List.of(
          "recordTime", "context", "members", "pieces", "nodes", "at", "pointer", "value", "salt");

  private static final String EMPTY = "\"trust\":\"\"";

  private static final String NOT_HERE =
      "not checked here: that events are sound EPCIS with the hash they name";
  private static final String NOR_THE_PAST = " and belong to the code's past; trace verify does";

  /** How many files go to the browser at once. */
  private static final int AT_ONCE = 25;

  /** Checks files with the page's own module, under no pinned key: first lines and steps. */
  private static final String CHECK =
      """
      async files => {
        const {verify, pinned} = await import('/verify/verify.js');
        const pins = await pinned({});
        const found = [];
        for (const file of files) {
          const bytes = Uint8Array.from(atob(file), c => c.charCodeAt(0));
          const unchecked = [];
          const {line} = await verify(bytes, pins, step => /^ +NOT CHECKED/.test(step) && unchecked.push(step));
          found.push([line, ...unchecked].join('\\n'));
        }
        return found;
      }
      """;

  private static final SignerKey DELHI = SignerKey.generate("w.example/delhi", new Random(1));

  @TempDir static Path folder;

  private static TeaStory story;
  private static Chromium chromium;
  private static String bundle;
  private static byte[] answer;
  private static byte[] whole;

  @BeforeAll
  static void begin() throws IOException {
    chromium = Chromium.start();
    story = TeaStory.tell(folder);
    bundle = story.anchoredBundle();
    try (Http auditor = new Http(story.service().address(), ServiceProcess.ADMIN_KEY)) {
      answer =
          auditor
              .get("/export/events.proof.json?EQ_bizStep=shipping", "application/json")
              .body()
              .getBytes(StandardCharsets.UTF_8);
      whole =
          auditor
              .get("/scan" + story.genuine() + "/proof", "application/json")
              .body()
              .getBytes(StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void end() {
    story.close();
    chromium.close();
  }

  @Test
  void button_pressed_provesThePage_inTheWordsOfTraceVerify() throws IOException {
    String key = story.visitor().get("/log/key", "text/plain").body().strip();
    List<String> asked = new ArrayList<>();
    try (BrowserContext visitor = chromium.visitor()) {
      Page page = visitor.newPage();
      page.onRequest(request -> asked.add(request.url().replaceFirst(".*/", "")));
      page.navigate(story.page(story.genuine()));
      assertThat(asked).doesNotContain("verify.js", "proof");

      page.click("#own-check button");
      page.waitForSelector("#own-check .outcome");
      Chromium.screenshot(page, "own-check");

      List<String> expected = command(bundle(), "--log-key", key);
      expected.add(NOT_HERE + NOR_THE_PAST);
      assertThat(shown(page)).isEqualTo(expected);
      assertThat(asked).contains("verify.js", "proof").doesNotContain("noble-ed25519.js");
      assertThat(Chromium.violations(page)).isEmpty();
    }
  }

  @Test
  void browserWithoutEd25519_fetchesOne_andFindsTheSame() throws IOException {
    List<String> asked = new ArrayList<>();
    try (BrowserContext visitor = chromium.visitor()) {
      visitor.addInitScript(
          """
          const own = SubtleCrypto.prototype.importKey;
          SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
            if ((algorithm.name ?? algorithm) === 'Ed25519') {
              return Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
            }
            return own.call(this, format, key, algorithm, ...rest);
          };
          """);
      Page page = visitor.newPage();
      page.onRequest(request -> asked.add(request.url().replaceFirst(".*/", "")));
      page.navigate(story.page(story.genuine()));

      page.click("#own-check button");
      page.waitForSelector("#own-check .outcome");

      assertThat(page.textContent("#own-check .outcome")).startsWith("PROVEN  ");
      assertThat(asked).contains("noble-ed25519.js");
      String forged = bundle.replaceFirst("(\\\\n— [^ ]+ .{60})(.)", "$1x");
      assertThat(forged).isNotEqualTo(bundle);
      assertThat(inBrowser(page, List.of(forged.getBytes(StandardCharsets.UTF_8))))
          .containsExactly(command(forged.getBytes(StandardCharsets.UTF_8)).getFirst());
    }
  }

  @Test
  void bundle_damagedAnywhere_isRefusedAtTheStepAndInTheWordsOfTraceVerify() throws IOException {
    List<String> members = new ArrayList<>(MEMBERS);
    members.addAll(OF_PARTS);
    members.addAll(List.of("code", "path", "events"));

    compare("bundle", Damage.of(bundle(), members, 500, new Random(6)), 6);
  }

  @Test
  void wholeBundle_damagedAnywhere_isRefusedInTheWordsOfTraceVerify() throws IOException {
    List<String> members = new ArrayList<>(MEMBERS);
    members.addAll(OF_EVENTS);
    members.addAll(List.of("code", "path", "events"));

    compare("whole bundle", Damage.of(whole, members, 200, new Random(9)), 9);
  }

  @Test
  void answerToAQuery_damagedAnywhere_isRefusedInTheWordsOfTraceVerify() throws IOException {
    List<String> members = new ArrayList<>(MEMBERS);
    members.addAll(OF_EVENTS);
    members.addAll(List.of("query", "visibility", "statement", "contexts", "events", "nodes"));

    compare("answer", Damage.of(answer, members, 300, new Random(7)), 7);
  }

  @Test
  void cosignedBundle_damagedInItsNotes_isRefusedInTheWordsOfTraceVerify() throws IOException {
    byte[] cosigned = cosigned(DELHI);
    int end = new String(cosigned, StandardCharsets.ISO_8859_1).indexOf("\"events\"");
    List<Damage> damages = new ArrayList<>();
    Random random = new Random(8);
    while (damages.size() < 200) {
      for (Damage damage : Damage.of(cosigned, List.of(), 100, random)) {
        // Where the head of the file is as it was, the damage is elsewhere.
        if (Arrays.mismatch(damage.file(), cosigned) < end) {
          damages.add(damage);
        }
      }
    }

    compare("cosigned bundle", damages, 8);
  }

  @Test
  void answerToAQuery_andACosignedBundle_areProvenInTheSameWords() throws IOException {
    byte[] cosigned = cosigned(DELHI, SignerKey.generate("w.example/stranger", new Random(2)));
    try (BrowserContext visitor = chromium.visitor()) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.genuine()));
      for (byte[] file : List.of(answer, whole, cosigned)) {
        List<String> lines = stepsInBrowser(page, file);

        assertThat(lines.getLast()).startsWith(NOT_HERE);
        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(command(file));
        assertThat(lines.getFirst()).startsWith("PROVEN  ");
      }
    }
  }

  /** A recall used to be printed as any other step, and nowhere at the head. */
  @Test
  void recalledPack_isSaidToBeRecalled_onThePage_inTheWordsOfTraceVerify() throws IOException {
    String key = story.visitor().get("/log/key", "text/plain").body().strip();
    String recalled = story.code("a recalled pack");
    byte[] proof =
        story
            .visitor()
            .get("/scan" + recalled + "/proof", "application/json")
            .body()
            .getBytes(StandardCharsets.UTF_8);
    try (BrowserContext visitor = chromium.visitor()) {
      Page page = visitor.newPage();
      page.navigate(story.page(recalled));

      page.click("#own-check button");
      page.waitForSelector("#own-check .outcome");
      Chromium.screenshot(page, "own-check-recalled");

      List<String> lines = shown(page);
      assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(command(proof, "--log-key", key));
      assertThat(lines.get(1))
          .startsWith("RECALLED: an event in this file, of 2026-07-20T01:30:00Z, by ")
          .contains(", recalls ");
      assertThat(lines.get(2)).startsWith("that a party said so is proven; not that it may");
      assertThat(lines).contains("RECALLS what it names");
      assertThat(Chromium.violations(page)).isEmpty();
    }
  }

  @Test
  void recallsInAnAnswerToAQuery_andInAWholeBundle_areToldInTheSameWords() throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Http auditor = new Http(story.service().address(), ServiceProcess.ADMIN_KEY)) {
      for (String path :
          List.of(
              "/export/events.proof.json?EQ_disposition=recalled",
              "/scan" + story.code("a recalled pack") + "/proof")) {
        files.add(auditor.get(path, "application/json").body().getBytes(StandardCharsets.UTF_8));
      }
    }
    try (BrowserContext visitor = chromium.visitor()) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.genuine()));
      for (byte[] file : files) {
        List<String> lines = stepsInBrowser(page, file);

        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(command(file));
        assertThat(lines.get(1)).startsWith("RECALLED: ");
      }
    }
  }

  /**
   * A file's own hashes of blocks and certificates are taken by neither, whatever receipt they come
   * with; both say what would be.
   */
  @Test
  void receiptsOfOtherLedgers_areLeftUnchecked_inTheWordsOfTraceVerify() throws IOException {
    String ledger = "ledger directory:[^\\\\]+";
    List<String> files = new ArrayList<>(List.of(bundle.replaceAll("\"trust\":\"[^\"]*\"", EMPTY)));
    for (String other :
        List.of(
            "eip155:1:0x" + "c0".repeat(20),
            "fabric:anchors:anchor:" + "ab".repeat(32),
            "xinghuo:1:" + "ab".repeat(32) + ":did:bid:efX",
            "constructor:1")) {
      files.add(bundle.replaceAll(ledger, "ledger " + other));
    }
    try (BrowserContext visitor = chromium.visitor()) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.genuine()));
      for (String file : files) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);

        List<String> lines = stepsInBrowser(page, bytes);

        assertThat(file).isNotEqualTo(bundle);
        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(command(bytes));
        assertThat(lines.getFirst()).startsWith("PROVEN  ");
        assertThat(lines)
            .anySatisfy(line -> assertThat(line).startsWith("said to be anchored on "))
            .anySatisfy(line -> assertThat(line).startsWith("NOT CHECKED: "));
      }
    }
  }

  /** What the page's own module says of a file under no pinned key, line by line. */
  @SuppressWarnings("unchecked")
  private static List<String> stepsInBrowser(Page page, byte[] file) {
    return (List<String>)
        page.evaluate(
            """
            async file => {
              const {verify, pinned} = await import('/verify/verify.js');
              const bytes = Uint8Array.from(atob(file), c => c.charCodeAt(0));
              const steps = [];
              const {line, cautions} = await verify(bytes, await pinned({}), step => steps.push(step.trim()));
              return [line, ...cautions.map(caution => caution.trim()), ...steps];
            }
            """,
            Base64.getEncoder().encodeToString(file));
  }

  private static void compare(String what, List<Damage> damages, long seed) throws IOException {
    List<String> differences = new ArrayList<>();
    try (BrowserContext visitor = chromium.visitor()) {
      Page page = visitor.newPage();
      page.navigate(story.page(story.genuine()));
      for (int from = 0; from < damages.size(); from += AT_ONCE) {
        List<Damage> some = damages.subList(from, Math.min(damages.size(), from + AT_ONCE));
        List<String> found = inBrowser(page, some.stream().map(Damage::file).toList());
        for (int i = 0; i < some.size(); i++) {
          String said = told(some.get(i).file());
          if (!said.equals(found.get(i)) || isProvenWhole(said)) {
            differences.add(some.get(i).what() + ": " + said + " | " + found.get(i));
          }
        }
      }
    }
    System.err.printf(
        "%s: %d damages, seed %d, %d told otherwise%n",
        what, damages.size(), seed, differences.size());
    assertThat(differences).as("seed %d", seed).isEmpty();
  }

  /** The first line, and those that say what was not checked. */
  private static String told(byte[] file) throws IOException {
    List<String> lines = VerifyCommandLine.lines(folder, file);
    return Stream.concat(
            lines.stream().limit(1),
            lines.stream().filter(line -> line.startsWith("    NOT CHECKED")))
        .collect(Collectors.joining("\n"));
  }

  /** A receipt that names another ledger is none that can be checked, and is told as that. */
  private static boolean isProvenWhole(String said) {
    return said.startsWith("PROVEN") && !said.contains("NOT CHECKED");
  }

  @SuppressWarnings("unchecked")
  private static List<String> inBrowser(Page page, List<byte[]> files) {
    List<String> encoded = files.stream().map(Base64.getEncoder()::encodeToString).toList();
    return (List<String>) page.evaluate(CHECK, encoded);
  }

  private static List<String> command(byte[] file, String... options) throws IOException {
    List<String> lines = new ArrayList<>();
    VerifyCommandLine.lines(folder, file, options).forEach(line -> lines.add(line.strip()));
    return lines;
  }

  private static List<String> shown(Page page) {
    List<String> lines = new ArrayList<>(List.of(page.textContent("#own-check .outcome")));
    lines.addAll(page.locator("#own-check li").allTextContents());
    return lines;
  }

  private static byte[] bundle() {
    return bundle.getBytes(StandardCharsets.UTF_8);
  }

  /** The tea bundle with a witness's cosignature on it, and those of others it gives no key of. */
  private static byte[] cosigned(SignerKey witness, SignerKey... strangers) {
    SignedNote note = SignedNote.parse(Http.tree(bundle).path("checkpoint").asText());
    Instant then = Instant.parse("2026-07-01T00:00:01Z");
    note = note.with(witness.cosign(note.text(), then));
    for (SignerKey stranger : strangers) {
      note = note.with(stranger.cosign(note.text(), then));
    }
    String written = bundle.substring(0, bundle.indexOf("\"checkpoint\":"));
    String rest = bundle.substring(bundle.indexOf(",\"events\":"));
    return (written
            + "\"checkpoint\":\""
            + note.toString().replace("\n", "\\n")
            + "\",\"witnesses\":[\""
            + witness.cosignerKey()
            + "\"]"
            + rest)
        .getBytes(StandardCharsets.UTF_8);
  }
}
