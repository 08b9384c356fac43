package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof on a page of paper, as anybody gets it from the page of a code. */
final class EvidenceDoorTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String DELIVERY = "urn:epcglobal:cbv:bt:9521222000018:DES-9";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String link;

  @SuppressWarnings("NullAway.Init") // set before each test
  EvidenceDoorTest() {}

  @BeforeEach
  void start() throws InterruptedException {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    String order = "{\"gtin\":\"09521222000018\",\"lot\":\"L1\",\"quantity\":1}";
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    String serial =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .substring(0, 16);
    link = "/01/09521222000018/10/L1/21/" + serial;
    HttpResponse<String> captured =
        running.post(
            factory,
            "/epcis/events",
            """
            {"@context":"%s","type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
             "eventTimeZoneOffset":"+08:00","action":"ADD","bizStep":"commissioning",
             "epcList":["https://id.gs1.org/01/09521222000018/21/%s"],
             "bizTransactionList":[{"type":"desadv","bizTransaction":"%s"}]}
            """
                .formatted(EpcisDoors.CONTEXT, serial, DELIVERY));
    assertThat(captured.statusCode()).as(captured.body()).isEqualTo(201);
    for (int i = 0; i < 100 && running.get("/scan" + link + "/proof").statusCode() != 200; i++) {
      Thread.sleep(100); // the log takes a moment
    }
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<byte[]> sheet(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer = running.raw(request);
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer;
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      return new PDFTextStripper().getText(document).replaceAll("\\s+", "");
    }
  }

  private static byte[] attached(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDComplexFileSpecification file =
          Objects.requireNonNull(
              document
                  .getDocumentCatalog()
                  .getNames()
                  .getEmbeddedFiles()
                  .getNames()
                  .get("proof.json"));
      assertThat(file.getEmbeddedFile().getSubtype()).isEqualTo("application/json");
      return file.getEmbeddedFile().toByteArray();
    }
  }

  @Test
  void sheet_saysWhatTheProofShows_andBringsItAlong() throws IOException {
    HttpResponse<byte[]> answer = sheet(running.open("/scan" + link + "/evidence.pdf"));

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("inline; filename=\"evidence.pdf\"");
    byte[] proof = attached(answer.body());
    assertThat(new BundleVerifier(LedgerProviders.of(List.of()), BundlePins.NONE).check(proof))
        .isInstanceOf(BundleCheck.Proven.class);
    assertThat(text(answer.body()))
        .contains(
            "Proven:1recordedeventsabout09521222000018",
            "commissioningby" + FACTORY,
            "proof.json,attachedtothefileofthissheet," + proof.length + "bytes,SHA-256",
            Digest.sha256(proof).toString(),
            running.server().address() + "/scan" + link.replace("/10/L1", "") + "/proof");
  }

  @Test
  void proofInTheSheet_isThatOfWhoAsks() throws IOException {
    byte[] anybodys = sheet(running.open("/scan" + link + "/evidence.pdf")).body();
    byte[] own = sheet(running.as(factory, "/scan" + link + "/evidence.pdf")).body();

    assertThat(new String(attached(anybodys), StandardCharsets.UTF_8)).doesNotContain(DELIVERY);
    assertThat(new String(attached(own), StandardCharsets.UTF_8)).contains(DELIVERY);
    assertThat(text(anybodys)).contains("Showninpart1oftheseevents");
    assertThat(
            running.send(running.as("no-such-key", "/scan" + link + "/evidence.pdf")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void codeWithoutProof_andNoCode_areRefused() {
    assertThat(running.get("/scan/01/09521222000018/21/abc/evidence.pdf").statusCode())
        .isEqualTo(404);
    assertThat(running.get("/scan/01/09521222000019/21/abc/evidence.pdf").statusCode())
        .isEqualTo(400);
  }

  @Test
  void page_linksIt_andJsonLinksAllThatCanBeDone() {
    String page =
        running
            .send(running.open("/scan" + link + "?lang=en").header("Accept", "text/html"))
            .body();
    JsonNode scan =
        json(running.send(running.open("/scan" + link).header("Accept", "application/json")));

    assertThat(page)
        .contains(
            "href=\"/scan" + link + "/evidence.pdf\" type=\"application/pdf\"",
            "One page for paper (PDF)");
    String here = running.server().address().toString();
    assertThat(scan.path("links").toString())
        .isEqualTo(
            """
            {"report":"%s/scan%s/report",\
            "recallsOfLot":"%s/scan/01/09521222000018/10/L1/recalls.atom",\
            "recallsOfProduct":"%s/scan/01/09521222000018/recalls.atom",\
            "evidence":"%s/scan%s/evidence.pdf"}\
            """
                .formatted(here, link, here, here, here, link));
  }

  @Test
  void codeOfNobody_linksTheReportAlone() {
    JsonNode scan =
        json(
            running.send(
                running
                    .open("/scan/01/09521222000018/21/abc")
                    .header("Accept", "application/json")));

    assertThat(scan.path("links").toString())
        .isEqualTo(
            "{\"report\":\""
                + running.server().address()
                + "/scan/01/09521222000018/21/abc/report\","
                + "\"recallsOfLot\":null,\"recallsOfProduct\":null,\"evidence\":null}");
  }

  @Test
  void manyAtOnce_areMadeOrTurnedAway_andTheServiceAnswersOn() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger turnedAway = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(15);
    for (int i = 0; i < 15; i++) {
      Thread.startVirtualThread(
          () -> {
            HttpResponse<byte[]> answer =
                running.raw(running.open("/scan" + link + "/evidence.pdf"));
            (answer.statusCode() == 200 ? made : turnedAway).incrementAndGet();
            assertThat(answer.statusCode()).isIn(200, 429, 503);
            done.countDown();
          });
    }

    assertThat(running.get("/health").statusCode()).isEqualTo(200);
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(made.get())
        .as("all but one, which is for others")
        .isGreaterThanOrEqualTo(EvidenceDoors.MAX - 1);
    assertThat(made.get() + turnedAway.get()).isEqualTo(15);
    assertThat(sheet(running.open("/scan" + link + "/evidence.pdf")).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> asBrowser(String code) {
    return running.send(
        running
            .open("/scan" + code + "/evidence.pdf?lang=en")
            .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
  }

  @Test
  void refusalToABrowser_isAPage_inItsLanguage_thatLeadsBack() {
    HttpResponse<String> none = asBrowser("/01/09521222000018/21/abc");
    HttpResponse<String> malformed = asBrowser("/01/09521222000019/21/abc");
    HttpResponse<String> arabic =
        running.send(
            running
                .open("/scan/01/09521222000018/21/abc/evidence.pdf")
                .header("Accept", "text/html")
                .header("Accept-Language", "ar"));

    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(none.body())
        .contains(
            "<h1>One page for paper (PDF)</h1>",
            "There is no proof of this code yet",
            "href=\"/scan/01/09521222000018/21/abc?lang=en\"");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body())
        .contains("cannot be a product code")
        .doesNotContain("class=button");
    assertThat(arabic.body()).contains("lang=\"ar\" dir=\"rtl\"");
  }

  @Test
  void refusalToAProgram_isAProblem() {
    HttpResponse<String> none = running.get("/scan/01/09521222000018/21/abc/evidence.pdf");

    assertThat(none.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void oneNetwork_cannotHaveSheetsMadeWithoutEnd() {
    HttpResponse<String> last = asBrowser("/01/09521222000018/21/abc");
    for (int i = 0; i < 40 && last.statusCode() != 429; i++) {
      last = asBrowser("/01/09521222000018/21/abc");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 6);
    assertThat(last.body()).contains("Too many sheets were asked for from your network. Wait");
    HttpResponse<String> program = running.get("/scan" + link + "/evidence.pdf");
    assertThat(program.statusCode()).isEqualTo(429);
    assertThat(json(program).path("code").asText()).isEqualTo("too-many-requests");
  }
}
