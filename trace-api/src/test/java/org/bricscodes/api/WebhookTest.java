package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions over HTTP, delivered to a server of this machine. */
final class WebhookTest {

  private static final String PATH = "/epcis/queries/shipped/subscriptions";
  private static final String SECRET = "a-secret-only-the-subscriber-knows";

  @TempDir private Path data;
  private final Receiver receiver = Receiver.start();
  private RunningServer running;
  private String tea;

  @SuppressWarnings("NullAway.Init") // set before each test
  WebhookTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.delivering(data, Subscribers.ANYWHERE);
    tea = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    running.post(
        tea, "/epcis/queries", "{\"name\":\"shipped\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}");
  }

  @AfterEach
  void stop() {
    running.close();
    receiver.close();
  }

  @Test
  void delivery_isSignedOverItsBytes_andSaysWhatItIs() throws GeneralSecurityException {
    HttpResponse<String> made =
        running.send(
            running
                .as(tea, PATH)
                .header("Content-Type", "application/json")
                .header("GS1-EPC-Format", "Always_GS1_Digital_Link")
                .POST(
                    BodyPublishers.ofString(
                        "{\"dest\":\"%s\",\"signatureToken\":\"%s\",\"stream\":true}"
                            .formatted(receiver.url(), SECRET))));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String id = json(made).path("subscriptionID").asText();

    Events.capture(running, tea, "shipping", 7);
    receiver.awaitEvents(1);

    Receiver.Taken taken = receiver.taken().getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(taken.header("GS1-Signature"))
        .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(taken.body())));
    assertThat(taken.header("Content-Type")).isEqualTo("application/json");
    assertThat(taken.header("GS1-EPCIS-Version")).isEqualTo("2.0.0");
    assertThat(taken.header("GS1-CBV-Version")).isEqualTo("2.0.0");
    assertThat(taken.header("GS1-EPC-Format")).isEqualTo("Always_GS1_Digital_Link");
    assertThat(taken.text())
        .contains("\"queryName\":\"shipped\"", "\"subscriptionID\":\"" + id + "\"");
    assertThat(receiver.eventIDs()).containsExactly(Events.eventID(7));
  }

  @Test
  void secret_isShownNowhere() {
    HttpResponse<String> made = subscribe("\"signatureToken\":\"" + SECRET + "\",\"stream\":true");
    String path = path(made);

    for (String shown :
        List.of(made.body(), get(tea, path).body(), get(tea, PATH).body(), made.toString())) {
      assertThat(shown).doesNotContain(SECRET);
    }
    assertThat(json(made).path("signed").asBoolean()).isTrue();
  }

  @Test
  void subscription_isShown_asItWasAskedFor() {
    HttpResponse<String> made =
        subscribe(
            "\"schedule\":{\"hour\":\"1\",\"minute\":5},\"reportIfEmpty\":true,"
                + "\"initialRecordTime\":\"2026-05-04T17:00:00+08:00\"");

    JsonNode shown = json(get(tea, path(made)));
    assertThat(shown).isEqualTo(json(made));
    assertThat(shown.path("dest").asText()).isEqualTo(receiver.url());
    assertThat(shown.path("queryName").asText()).isEqualTo("shipped");
    assertThat(shown.path("schedule").toString()).isEqualTo("{\"minute\":\"5\",\"hour\":\"1\"}");
    assertThat(shown.path("reportIfEmpty").asBoolean()).isTrue();
    assertThat(shown.path("initialRecordTime").asText()).isEqualTo("2026-05-04T09:00:00Z");
    assertThat(shown.path("minRecordTime").asText()).isEqualTo("2026-05-04T09:00:00Z");
    assertThat(shown.path("epcFormat").asText()).isEqualTo("No_Preference");
    assertThat(shown.path("state").asText()).isEqualTo("active");
    assertThat(shown.path("createdAt").asText()).isNotEmpty();
    HttpResponse<String> options =
        running.send(running.open(path(made)).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
    assertThat(options.headers().firstValue("GS1-Query-Min-Record-Time"))
        .contains("2026-05-04T09:00:00Z");
  }

  @Test
  void backlog_isDelivered_asXml_whenAskedFor() {
    for (int i = 0; i < 3; i++) {
      Events.capture(running, tea, "shipping", i);
    }
    subscribe(
        "\"stream\":true,\"mediaType\":\"application/xml\","
            + "\"initialRecordTime\":\"2000-01-01T00:00:00Z\"");

    receiver.awaitRequests(1);
    Receiver.Taken taken = receiver.taken().getFirst();
    assertThat(taken.header("Content-Type")).isEqualTo("application/xml");
    assertThat(taken.header("GS1-CBV-XML-Format")).isEqualTo("Always_Web_URI");
    assertThat(taken.text())
        .contains("EPCISQueryDocument", "<queryName>shipped</queryName>", Events.eventID(2));
  }

  @Test
  void redirect_isNotFollowed() {
    try (Receiver other = Receiver.start()) {
      receiver.redirectsTo(other.url());
      String path = path(subscribe("\"stream\":true"));
      Events.capture(running, tea, "shipping", 1);

      JsonNode trouble = await(path, shown -> shown.has("trouble")).path("trouble");
      assertThat(trouble.path("status").asInt()).isEqualTo(307);
      assertThat(trouble.path("error").asText()).contains("redirects are not followed");
      assertThat(other.taken()).isEmpty();
    }
  }

  @Test
  void refused_isSuspended_shown_resumed_andSkipped() {
    receiver.answers(() -> 410);
    String path = path(subscribe("\"stream\":true"));
    Events.capture(running, tea, "shipping", 1);
    JsonNode suspended = await(path, shown -> shown.path("state").asText().equals("suspended"));

    assertThat(suspended.path("trouble").path("status").asInt()).isEqualTo(410);
    HttpResponse<String> undelivered = get(tea, path + "/undelivered");
    assertThat(undelivered.statusCode()).isEqualTo(200);
    assertThat(undelivered.body()).contains(Events.eventID(1), "\"queryName\":\"shipped\"");
    assertThat(undelivered.headers().firstValue("Undelivered-Status")).contains("410");
    assertThat(undelivered.headers().firstValue("Undelivered-Attempts")).contains("1");
    assertThat(running.post(tea, path + "/resume", "").statusCode()).isEqualTo(204);
    receiver.awaitRequests(2);
    await(path, shown -> shown.path("state").asText().equals("suspended"));
    receiver.answers(() -> 200);
    Events.capture(running, tea, "shipping", 2);
    assertThat(delete(tea, path + "/undelivered").statusCode()).isEqualTo(204);
    receiver.awaitEvents(1);

    assertThat(receiver.eventIDs()).containsExactly(Events.eventID(2));
    await(path, shown -> shown.path("state").asText().equals("active"));
    assertThat(get(tea, path + "/undelivered").statusCode()).isEqualTo(404);
    assertThat(running.post(tea, path + "/resume", "").statusCode()).isEqualTo(409);
    assertThat(delete(tea, path + "/undelivered").statusCode()).isEqualTo(409);
  }

  @Test
  void keyThatIsTakenAway_endsDeliveries_anotherOfTheParty_letsThemGoOn() {
    String auditor = "https://id.gs1.org/417/9521777000006";
    String key = running.key(auditor, "auditor");
    HttpResponse<String> made = running.post(key, PATH, body("\"stream\":true"));
    Events.capture(running, tea, "shipping", 1);
    receiver.awaitEvents(1);
    String keyId =
        json(running.send(running.admin("/keys")))
            .path("keys")
            .valueStream()
            .filter(listed -> listed.path("party").asText().equals(auditor))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    running.send(running.admin("/keys/" + keyId).DELETE());
    String less = running.key(auditor, "partner"); // sees less than the subscription does
    Events.capture(running, tea, "shipping", 2);
    String path = path(made);
    JsonNode shown =
        await(
            RunningServer.ADMIN_KEY,
            path,
            state -> state.path("state").asText().equals("suspended"));

    assertThat(shown.path("trouble").path("error").asText()).contains("no key of this party");
    assertThat(receiver.eventIDs()).hasSize(1);
    String fresh = running.key(auditor, "auditor");
    assertThat(get(less, path + "/undelivered").body()).doesNotContain(Events.eventID(2));
    assertThat(get(fresh, path + "/undelivered").body()).contains(Events.eventID(2));
    assertThat(running.post(fresh, path + "/resume", "").statusCode()).isEqualTo(204);
    receiver.awaitEvents(2);
  }

  @Test
  void subscriptions_areTheirPartys_andGoWithTheirQuery() {
    String silk = running.key("https://id.gs1.org/417/9521333000006", "partner");
    Set<String> own = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      own.add(json(subscribe("\"stream\":true")).path("subscriptionID").asText());
    }
    HttpResponse<String> theirs = running.post(silk, PATH, body("\"stream\":true"));

    List<String> listed = new ArrayList<>();
    HttpResponse<String> page = get(tea, PATH + "?perPage=2");
    json(page).forEach(each -> listed.add(each.path("subscriptionID").asText()));
    String link = page.headers().firstValue("Link").orElseThrow();
    HttpResponse<String> rest = get(tea, link.substring(link.indexOf("/epcis"), link.indexOf('>')));
    json(rest).forEach(each -> listed.add(each.path("subscriptionID").asText()));
    assertThat(listed).hasSize(3).containsExactlyInAnyOrderElementsOf(own);
    assertThat(rest.headers().firstValue("Link")).isEmpty();
    assertThat(json(get(RunningServer.ADMIN_KEY, PATH))).hasSize(4);
    assertThat(get(tea, path(theirs)).statusCode()).isEqualTo(404);
    assertThat(delete(tea, path(theirs)).statusCode()).isEqualTo(404);
    assertThat(delete(silk, path(theirs)).statusCode()).isEqualTo(204);
    assertThat(delete(silk, path(theirs)).statusCode()).isEqualTo(404);
    assertThat(delete(tea, "/epcis/queries/shipped").statusCode()).isEqualTo(204);
    HttpResponse<String> gone = get(tea, PATH + "/" + listed.getFirst());
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).path("type").asText()).isEqualTo("epcisException:NoSuchNameException");
    Events.capture(running, tea, "shipping", 1);
    assertThat(receiver.taken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"dest\":\"D\"                                        | /schedule | Controls",
        "\"dest\":\"D\",\"stream\":true,\"schedule\":{\"hour\":\"1\"} | /schedule | Controls",
        "\"dest\":\"D\",\"stream\":false                       | /stream | Controls",
        "\"dest\":\"D\",\"stream\":\"true\"                    | /stream | Controls",
        "\"dest\":\"D\",\"schedule\":{}                        | /schedule | Controls",
        "\"dest\":\"D\",\"schedule\":\"daily\"                 | /schedule | Controls",
        "\"dest\":\"D\",\"schedule\":{\"hour\":\"24\"}         | /schedule/hour | Controls",
        "\"dest\":\"D\",\"schedule\":{\"year\":\"1\",\"hour\":\"1\"} | /schedule/year | Controls",
        "\"dest\":\"D\",\"schedule\":{\"hour\":[1]}            | /schedule/hour | Controls",
        "\"dest\":\"D\",\"stream\":true,\"reportIfEmpty\":1    | /reportIfEmpty | Validation",
        "\"dest\":\"D\",\"stream\":true,\"initialRecordTime\":\"2026-05-04T17:00:00\" |"
            + " /initialRecordTime | Validation",
        "\"dest\":\"D\",\"stream\":true,\"signatureToken\":\"\" | /signatureToken | Validation",
        "\"dest\":\"D\",\"stream\":true,\"secret\":\"x\"       | /secret | Validation",
        "\"dest\":\"D\",\"stream\":true,\"mediaType\":\"text/html\" | /mediaType | Validation",
        "\"stream\":true                                       | /dest | Validation",
        "\"dest\":\"not a uri\",\"stream\":true                | /dest | Validation",
        "\"dest\":\"ftp://a.example/x\",\"stream\":true        | /dest | Validation",
        "\"dest\":\"http://u:p@a.example/x\",\"stream\":true   | /dest | Validation",
        "\"dest\":\"http://nobody.invalid/\",\"stream\":true   | /dest | Validation",
      })
  void faultySubscription_isRefused_byName(String members, String where, String type) {
    HttpResponse<String> answer =
        running.post(tea, PATH, "{" + members.replace("\"D\"", "\"" + receiver.url() + "\"") + "}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer).path("faults"))
        .extracting(fault -> fault.path("where").asText())
        .contains(where);
    assertThat(json(answer).path("type").asText())
        .isEqualTo(
            "epcisException:"
                + (type.equals("Controls") ? "SubscriptionControlsException" : type + "Exception"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://subscriber.example/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://2130706433/",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/",
        "https://0.0.0.0/",
      })
  void destination_isPublicAndSecret_unlessTheOperatorSaysOtherwise(String dest) {
    running.close();
    running = RunningServer.delivering(data, Subscribers.PUBLIC);

    HttpResponse<String> answer =
        running.post(tea, PATH, "{\"dest\":\"%s\",\"stream\":true}".formatted(dest));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("faults").get(0).path("where").asText()).isEqualTo("/dest");
  }

  @Test
  void destinationThatIsNoLongerAllowed_isNotDeliveredTo() {
    String path = path(subscribe("\"stream\":true"));
    running.close();
    running = RunningServer.delivering(data, Subscribers.PUBLIC);
    Events.capture(running, tea, "shipping", 1);

    JsonNode shown = await(path, state -> state.has("trouble"));
    assertThat(shown.path("trouble").path("error").asText())
        .contains("outside the public Internet");
    assertThat(receiver.taken()).isEmpty();
  }

  @Test
  void unknownThings_areNotFound() {
    assertThat(
            json(running.post(tea, "/epcis/queries/none/subscriptions", body("\"stream\":true")))
                .path("type")
                .asText())
        .isEqualTo("epcisException:NoSuchNameException");
    HttpResponse<String> none = get(tea, PATH + "/df5a33e3-5aa3-4403-ae01-99b83234e27b");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(json(none).path("type").asText())
        .isEqualTo("epcisException:NoSuchResourceException");
    assertThat(running.post("nobody-knows-this-key", PATH, "{}").statusCode()).isEqualTo(401);
    running.post(tea, "/epcis/queries", "{\"name\":\"few\",\"query\":{\"maxEventCount\":10}}");
    HttpResponse<String> bounded =
        running.post(tea, "/epcis/queries/few/subscriptions", body("\"stream\":true"));
    assertThat(bounded.statusCode()).isEqualTo(400);
    assertThat(bounded.body()).contains("SubscriptionControlsException", "maxEventCount");
  }

  private HttpResponse<String> subscribe(String members) {
    HttpResponse<String> made = running.post(tea, PATH, body(members));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return made;
  }

  private String body(String members) {
    return "{\"dest\":\"" + receiver.url() + "\"," + members + "}";
  }

  private static String path(HttpResponse<String> made) {
    String location = made.headers().firstValue("Location").orElseThrow();
    return location.substring(location.indexOf("/epcis"));
  }

  private JsonNode await(String path, Predicate<JsonNode> condition) {
    return await(tea, path, condition);
  }

  private JsonNode await(String key, String path, Predicate<JsonNode> condition) {
    for (int i = 0; i < 600; i++) {
      JsonNode shown = json(get(key, path));
      if (condition.test(shown)) {
        return shown;
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError(get(key, path).body());
  }

  private HttpResponse<String> get(String key, String path) {
    return running.send(running.as(key, path));
  }

  private HttpResponse<String> delete(String key, String path) {
    return running.send(running.as(key, path).DELETE());
  }
}
