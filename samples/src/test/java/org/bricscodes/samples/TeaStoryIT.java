package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tea story, told by the service in a process of its own and read as its users read it. */
@SuppressWarnings("NullAway.Init") // the service is started before the tests
final class TeaStoryIT {

  @TempDir static Path folder;

  private static TeaStory story;
  private static Http visitor;

  @BeforeAll
  static void tell() {
    story = TeaStory.tell(folder);
    visitor = story.visitor();
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @Test
  void terminal_showsAQrCode() {
    assertThat(story.service().said()).contains("▀");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a genuine pack on the shelf in Durban, genuine",
    "a pack that was sold, genuine",
    "a recalled pack, recalled",
    "a voided code, void",
    "a genuine serial under another lot’s number, wrong-lot",
    "a guessed serial, not-issued",
  })
  void code_scanned_hasItsVerdict(String label, String verdict) {
    JsonNode scan = visitor.json("/scan" + code(label));

    assertThat(scan.path("verdict").asText()).isEqualTo(verdict);
  }

  @Test
  void journey_ofAGenuinePack_showsTheUnreportedSeaLegAndNoOtherGap() {
    JsonNode gaps = visitor.json("/scan" + genuine()).path("gaps");

    assertThat(gaps).hasSize(1);
    assertThat(gaps.get(0).path("days").asInt()).isEqualTo(33);
    assertThat(gaps.get(0).path("fromPlace").path("name").asText())
        .isEqualTo("Xiamen container terminal");
    assertThat(gaps.get(0).path("toPlace").path("name").asText())
        .isEqualTo("Durban bonded tea warehouse");
  }

  @Test
  void journey_ofAGenuinePack_goesFromTheGardenToTheShelf() {
    List<String> steps = new ArrayList<>();
    for (JsonNode step : visitor.json("/scan" + genuine()).path("journey")) {
      steps.add(
          step.path("bizStep").asText()
              + " by "
              + step.path("by").asText().split(" ", 2)[0]
              + ", "
              + step.path("evidence").asText());
    }

    assertThat(steps)
        .containsExactly(
            "commissioning by Longjuan, evidenced",
            "shipping by Longjuan, evidenced",
            "receiving by Anxi, evidenced",
            "withering by Anxi, measured",
            "tumbling-and-aeration by Anxi, declared",
            "enzyme-inactivation by Anxi, measured",
            "shaping by Anxi, declared",
            "creating_class_instance by Anxi, declared",
            "creating_class_instance by Anxi, measured",
            "commissioning by Anxi, declared",
            "packing by Anxi, declared",
            "packing by Anxi, declared",
            "sampling by Quanzhou, declared",
            "inspecting by Quanzhou, verified",
            "shipping by Anxi, evidenced",
            "receiving by Xiamen, evidenced",
            "inspecting by Xiamen, verified",
            "loading by Xiamen, evidenced",
            "departing by Xiamen, evidenced",
            "receiving by KwaZulu, evidenced",
            "unpacking by KwaZulu, declared",
            "storing by KwaZulu, measured",
            "shipping by KwaZulu, evidenced",
            "receiving by Berea, evidenced",
            "unpacking by Berea, declared",
            "stocking by Berea, declared");
  }

  @Test
  void page_saysTheVerdictAndTheGapInWords_withoutScript() throws IOException {
    HttpResponse<String> page = visitor.get("/scan" + genuine(), "text/html");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("33").contains("Xiamen container terminal");
    assertThat(page.body()).contains("<h1>Genuine code");
  }

  @Test
  void resolver_leadsToThePage() throws IOException {
    HttpResponse<String> answer = visitor.get(genuine(), "text/html");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/scan/01/");
  }

  @Test
  void bundle_verifiesWithoutTheService_andAnyChangeIsNamed() throws IOException {
    String bundle = story.anchoredBundle();
    JsonNode tree = Http.tree(bundle);

    assertThat(verify("bundle.json", bundle).exit()).isZero();
    assertThat(tree.path("anchors")).isNotEmpty();
    for (String[] part :
        new String[][] {
          {"/events/0/pieces/0/value", "/events/0"},
          {"/events/0/pieces/0/salt", "/events/0"},
          {"/events/0/members", "/events/0"},
          {"/events/0/nodes/0", "/events/0"},
          {"/events/0/path/0", "/events/0"},
          {"/events/0/party", "/events/0"},
          {"/checkpoint", "/checkpoint"},
          {"/anchors/0/receipt", "/anchors/0"}
        }) {
      String value = tree.at(part[0]).asText();
      String changed = replaceLetter(bundle, value);
      ServiceProcess.Outcome outcome = verify("changed.json", changed);
      assertThat(outcome.exit()).as(part[0] + ": " + outcome.output()).isEqualTo(1);
      assertThat(outcome.output()).contains(part[1]);
    }
  }

  @Test
  void bundle_showsAnAuditorEverything_andEverybodyNoBusinessDocuments() throws IOException {
    String shown = story.anchoredBundle();
    String whole;
    try (Http auditor = new Http(story.service().address(), ServiceProcess.ADMIN_KEY)) {
      whole = auditor.get("/scan" + genuine() + "/proof", "application/json").body();
    }

    assertThat(verify("whole.json", whole).exit()).isZero();
    assertThat(whole).contains("desadv", "recadv", "owning_party").doesNotContain("\"pieces\"");
    assertThat(shown)
        .contains("testres", "sensorReport")
        .doesNotContain("desadv", "recadv", "owning_party", "0902.30");
    JsonNode item = Http.tree(shown);
    assertThat(item.path("format").asText()).isEqualTo("bricscodes.org/proof-bundle@v2");
    for (JsonNode event : item.path("events")) {
      assertThat(event.has("salt")).isFalse();
    }
    // Every pack of a case stands in its packing; only one's own serial is shown.
    String serial = genuine().replaceFirst(".*/21/", "");
    assertThat(shown.split("/21/", -1).length - 1)
        .isEqualTo(shown.split("/21/" + serial, -1).length - 1);
  }

  @Test
  void log_recomputedFromItsEntries_isClean() throws IOException {
    String key = visitor.get("/log/key", "text/plain").body().strip();

    ServiceProcess.Outcome outcome =
        ServiceProcess.run("log", "check", story.service().address() + "/log", "--key", key);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  private static ServiceProcess.Outcome verify(String name, String bundle) throws IOException {
    Path file = Files.writeString(folder.resolve(name), bundle);
    return ServiceProcess.run("verify", file.toString());
  }

  /**
   * Changes one base64 or plain letter in the middle of {@code value} where it stands in the file.
   */
  private static String replaceLetter(String bundle, String value) {
    String line =
        value.lines().max((a, b) -> Integer.compare(a.length(), b.length())).orElseThrow();
    int middle = line.length() / 2;
    while (!Character.isLetterOrDigit(line.charAt(middle))) {
      middle++;
    }
    String piece = line.substring(middle);
    String escaped = piece.replace("\\", "\\\\").replace("\"", "\\\"");
    int at = bundle.indexOf(escaped);
    assertThat(at).as(piece).isNotNegative();
    char other = piece.charAt(0) == 'A' ? 'B' : 'A';
    return bundle.substring(0, at) + other + bundle.substring(at + 1);
  }

  private static String genuine() {
    return story.genuine();
  }

  private static String code(String label) {
    return story.code(label);
  }
}
