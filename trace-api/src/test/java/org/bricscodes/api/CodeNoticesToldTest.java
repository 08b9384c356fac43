package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bricscodes.capture.EventCapture;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeNotices;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.scans.IpPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeNoticesToldTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final Gtin GTIN = Gtin.parse("09521222000018");

  @TempDir private Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  CodeNoticesToldTest() {}

  @Test
  void eventWhoseIdentifierIsTaken_isKept_andHoldsUpNoOther() {
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      EventCapture events = assembly.parts().events();
      CodeNotices notices = assembly.life().notices();
      Batch first = issue(assembly);
      CodeEvents telling = assembly.parts().codeEvents();
      ObjectNode captured = telling.events(notices.pending(1).getFirst()).getFirst();
      captured.remove("quantityList");
      captured.putArray("epcList").add("https://id.gs1.org/01/09521222000018/21/A");
      Await.done(events.submit(OWNER, Json.bytes(captured)));
      issue(assembly);

      telling.tell();

      assertThat(notices.pending(10)).isEmpty();
      assertThat(notices.retry()).isEqualTo(1);
      assertThat(notices.pending(10))
          .extracting(notice -> notice.batch().id())
          .containsExactly(first.id());
    }
  }

  @Test
  void identifiersOfEvents_areOfNoUseToWhoeverKnowsTheSeal() {
    byte[] mine = new byte[32];
    byte[] guessed = {1};
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      CodeNotices notices = assembly.life().notices();
      issue(assembly);
      CodeNotices.Notice notice = notices.pending(1).getFirst();
      EventCapture events = assembly.parts().events();
      List<ObjectNode> here = new CodeEvents(notices, events, mine).events(notice);

      assertThat(new CodeEvents(notices, events, mine).events(notice)).isEqualTo(here);
      assertThat(new CodeEvents(notices, events, guessed).events(notice).getFirst().path("eventID"))
          .isNotEqualTo(here.getFirst().path("eventID"));
    }
  }

  @Test
  void singleCodeVoided_isCommittedToTheLogLikeAList() {
    try (RunningServer running = RunningServer.in(data)) {
      String owner = running.key(OWNER, "exporter");
      String batch =
          json(running.post(
                  owner,
                  "/codes/batches",
                  "{\"gtin\":\"09521222000018\",\"lot\":\"A\",\"quantity\":3}"))
              .path("id")
              .asText();
      String codes =
          running.send(running.as(owner, "/codes/batches/" + batch + "/codes.csv")).body();
      String body = "{\"state\":\"void\",\"reason\":\"stolen\"}";
      String path = "/codes/states/01/09521222000018/21/" + codes.substring(0, 16);

      for (int time = 0; time < 2; time++) {
        var set = running.send(running.as(owner, path).PUT(BodyPublishers.ofString(body)));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(json(set).path("state").asText()).isEqualTo("void");
      }

      JsonNode found =
          json(running.send(running.as(owner, "/epcis/events?EQ_bizStep=decommissioning")));
      assertThat(found.at("/epcisBody/queryResults/resultsBody/eventList")).hasSize(1);
    }
  }

  /** Two networks behind one proxy have an allowance each. */
  @Test
  void innerCodesBehindATrustedProxy_areCountedByTheNetworkItNames() {
    ScanSettings proxied =
        ScanSettings.STANDARD.behind(List.of(IpPrefix.parse("127.0.0.0/8")), null);
    try (RunningServer running = RunningServer.recording(data, proxied)) {
      int status = 0;
      for (int told = 0; told < 200 && status != 429; told++) {
        status = inner(running, "198.51.100.7");
      }
      assertThat(status).isEqualTo(429);

      assertThat(inner(running, "203.0.113.7")).isEqualTo(404);
    }
  }

  private static int inner(RunningServer running, String from) {
    return running
        .send(
            running
                .open("/scan/01/09521222000018/21/7GF04CNGMYKV4H93/inner")
                .header("X-Forwarded-For", from)
                .POST(BodyPublishers.ofString("{\"code\":\"4JEK5F\"}")))
        .statusCode();
  }

  private static Batch issue(Assembly assembly) {
    return assembly
        .codes()
        .issue(new BatchOrder(OWNER, GTIN, "A", 5, null, null, null, List.of(), null));
  }
}
