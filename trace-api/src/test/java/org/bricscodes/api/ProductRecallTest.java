package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A product is recalled as a whole: what the page of a pack of it says, and what proves it. */
final class ProductRecallTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String link;

  @SuppressWarnings("NullAway.Init") // set before each test
  ProductRecallTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    String order =
        """
        {"gtin":"09521222000018","lot":"TGY2604A","quantity":1,"product":"Anxi oolong"}
        """;
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    String serial =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .substring(0, 16);
    link = "/01/09521222000018/10/TGY2604A/21/" + serial;
    capture("\"epcList\":[\"https://id.gs1.org/01/09521222000018/21/" + serial + "\"]");
    capture(
        "\"disposition\":\"recalled\","
            + "\"quantityList\":[{\"epcClass\":\"https://id.gs1.org/01/09521222000018\"}]");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void capture(String members) {
    HttpResponse<String> answer =
        running.post(
            factory,
            "/epcis/events",
            """
            {"@context":"%s","type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
             "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"holding",%s}
            """
                .formatted(EpcisDoors.CONTEXT, members));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void page_saysWhatIsRecalled_byWhom_sinceWhen() {
    String page = running.get("/scan" + link + "?lang=en").body();

    assertThat(page)
        .contains("<h1>Recalled: do not use</h1>")
        .contains("<p><bdi>" + FACTORY + "</bdi> has recalled this product. Do not eat, drink")
        .contains("name=\"description\" content=\"" + FACTORY + " has recalled this product.")
        .contains(
            "<strong><bdi>"
                + FACTORY
                + "</bdi> recalled the whole product, every lot of it, on <bdi>May 1,"
                + " 2026</bdi>.</strong>");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void page_saysIt_inEveryLanguage(Language language) {
    String page = running.get("/scan" + link + "?lang=" + language.tag()).body();

    assertThat(page)
        .contains("<h1>" + Wording.in(language).of("verdict.recalled") + "</h1>")
        .contains("<bdi>" + FACTORY + "</bdi>");
  }

  @Test
  void proof_holdsTheRecall_andIsProven() throws InterruptedException {
    BundleVerifier verifier = new BundleVerifier(LedgerProviders.of(List.of()), BundlePins.NONE);
    HttpResponse<String> proof = running.get("/scan" + link + "/proof");
    for (int i = 0; i < 100 && events(proof) < 2; i++) {
      Thread.sleep(100); // the log takes a moment
      proof = running.get("/scan" + link + "/proof");
    }

    assertThat(verifier.check(proof.body().getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            BundleCheck.Proven.class,
            proven ->
                assertThat(proven.events())
                    .extracting(BundleCheck.ProvenEvent::bizStep)
                    .containsExactly("holding", "holding"));
    assertThat(proof.body()).contains("\\\"recalled\\\"");
  }

  private static int events(HttpResponse<String> proof) {
    return proof.statusCode() == 200 ? json(proof).path("events").size() : 0;
  }
}
