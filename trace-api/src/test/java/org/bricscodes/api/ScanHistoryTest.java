package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.scans.IpPrefix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visits over HTTP, by visitors that a proxy on this machine tells of. */
final class ScanHistoryTest {

  private static final String HTML = "text/html";
  private static final String XIAMEN = "203.0.113.7";
  private static final String MOSCOW = "198.51.100.9";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String link;

  @SuppressWarnings("NullAway.Init") // set before each test
  ScanHistoryTest() {}

  @BeforeEach
  void start() throws Exception {
    Path places = data.resolve("places.csv");
    Files.writeString(places, "203.0.113.0/24,CN,24.48,118.09\n198.51.100.0/24,RU,55.75,37.62\n");
    start(
        ScanSettings.STANDARD
            .behind(List.of(IpPrefix.parse("127.0.0.0/8")), "CF-IPCountry")
            .withPlaces(places));
  }

  private void start(ScanSettings settings) {
    running = RunningServer.recording(data, settings);
    factory = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    String order =
        """
        {"gtin":"09521222000018","lot":"TGY2604A","quantity":10,"expiry":"2099-04-23","product":"Tea"}
        """;
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    String csv = running.send(running.as(factory, "/codes/batches/" + id + "/codes.csv")).body();
    link = "/01/09521222000018/10/TGY2604A/21/" + csv.substring(0, 16);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpRequest.Builder phone(String address, String agent) {
    return phone(address, agent, "");
  }

  private HttpResponse<String> page(String address, String agent) {
    return running.send(phone(address, agent, "?lang=en").setHeader("Accept", HTML));
  }

  private HttpRequest.Builder phone(String address, String agent, String query) {
    return running
        .open("/scan" + link + query)
        .header("Accept", "application/json")
        .header("X-Forwarded-For", address)
        .setHeader("User-Agent", "Mozilla/5.0 " + agent);
  }

  private JsonNode scan(String address, String agent) {
    JsonNode scan = json(running.send(phone(address, agent)));
    settle();
    return scan;
  }

  private void settle() {
    try {
      running.server().scansSettled().toCompletableFuture().join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode asked(String key, String path) {
    HttpResponse<String> answer = running.send(running.as(key, path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  @Test
  void firstLook_isTheFirst_andReloadsAreNotCounted() {
    JsonNode first = scan(XIAMEN, "iPhone");

    assertThat(first.path("scans").path("count").asInt()).isEqualTo(1);
    assertThat(first.path("scans").path("firstCountry").asText()).isEqualTo("CN");
    assertThat(first.path("scans").path("assessment").asText()).isEqualTo("calm");
    assertThat(first.path("scans").path("notices")).isEmpty();
    assertThat(scan(XIAMEN, "iPhone").path("scans").path("count").asInt()).isEqualTo(1);
    assertThat(scan(XIAMEN, "Android").path("scans").path("count").asInt()).isEqualTo(2);
    // Another's look shows at once to who looked before: no answer is kept past it.
    assertThat(scan(XIAMEN, "iPhone").path("scans").path("count").asInt()).isEqualTo(2);
  }

  @Test
  void reloads_areNotEvenWrittenDown() {
    for (int i = 0; i < 20; i++) {
      scan(XIAMEN, "iPhone");
    }

    assertThat(running.send(running.admin("/metrics")).body())
        .contains("\nscan_looks_recorded 1\n", "\nscan_looks_dropped 0\n");
  }

  @Test
  void programs_andHead_areShownTheCount_andNotCounted() {
    scan(XIAMEN, "iPhone");
    scan(XIAMEN, "(compatible; Googlebot/2.1)");
    running.send(phone(MOSCOW, "iPhone").method("HEAD", BodyPublishers.noBody()));
    running.send(phone(MOSCOW, "Other").header("Sec-Purpose", "prefetch"));
    running.send(phone(MOSCOW, "Trade").header("Authorization", "Bearer " + factory));
    settle();

    JsonNode seen = scan(XIAMEN, "(compatible; Googlebot/2.1)").path("scans");

    assertThat(seen.path("count").asInt()).isEqualTo(1);
    assertThat(seen.path("assessment").asText()).isEqualTo("calm");
  }

  @Test
  void twoPlacesAtOnce_areANotice_notAVerdict() {
    scan(XIAMEN, "iPhone");
    JsonNode scan = scan(MOSCOW, "Android");

    assertThat(scan.path("verdict").asText()).isEqualTo("genuine");
    JsonNode scans = scan.path("scans");
    assertThat(scans.path("assessment").asText()).isEqualTo("care");
    assertThat(scans.path("notices").get(0).path("rule").asText()).isEqualTo("impossible-travel");
    assertThat(scans.path("notices").get(0).path("text").asText())
        .isEqualTo(
            "It was checked in places so far apart that one pack cannot have travelled between"
                + " them in the time (China, then Russia).");
    assertThat(scans.path("notices").get(0).path("honestReason").asText())
        .contains("a photo of the code");
  }

  @Test
  void page_tellsTheCount_andNeverSaysFake() {
    scan(XIAMEN, "iPhone");
    scan(MOSCOW, "Android");
    HttpResponse<String> page = page(MOSCOW, "Third");

    assertThat(page.body())
        .contains(
            "<h1>Genuine code, already checked before</h1>",
            "Checked 3 times, first on",
            "in <bdi>China</bdi>.",
            "None of this proves anything about the pack in your hand.")
        .doesNotContainIgnoringCase("fake")
        .doesNotContain("{{", "{from}");
  }

  @Test
  void page_isInTheLanguageOfTheCountry_whereNobodySaysOtherwise() {
    HttpResponse<String> page = running.send(phone(MOSCOW, "A").setHeader("Accept", HTML));

    assertThat(page.body())
        .contains("<html lang=\"ru\" dir=\"ltr\">", "<h1>Код подлинный, проверен впервые</h1>");
    assertThat(page.headers().firstValue("Content-Language")).contains("ru");
    assertThat(page.headers().firstValue("Vary"))
        .contains("Accept, Accept-Language, Accept-Encoding");
  }

  @Test
  void independentRules_together_warn_inTheFirstWords() {
    running.send(
        running
            .as(factory, "/codes/states" + link)
            .PUT(BodyPublishers.ofString("{\"state\":\"sold\",\"reason\":\"till\"}")));
    scan(XIAMEN, "iPhone");
    for (String agent : List.of("A", "B", "C", "D")) {
      scan(MOSCOW, agent);
    }

    JsonNode scan = scan(MOSCOW, "D");
    HttpResponse<String> page = page(MOSCOW, "D");

    assertThat(scan.path("verdict").asText()).isEqualTo("genuine");
    assertThat(scan.path("scans").path("assessment").asText()).isEqualTo("warning");
    assertThat(page.body())
        .contains("<h1>Genuine code, very probably copied</h1>", "class=\"verdict care\"")
        .doesNotContainIgnoringCase("fake");
  }

  @Test
  void alarms_areTheOwners_filtered_andAcknowledgedOnce() {
    scan(XIAMEN, "iPhone");
    scan(MOSCOW, "Android");
    String other = running.key("https://id.gs1.org/417/9506000134352", "exporter");
    String auditor = running.key("urn:example:auditor", "auditor");

    JsonNode alarm =
        asked(factory, "/scans/alarms?rule=impossible-travel&status=open").path("alarms").get(0);

    assertThat(alarm.path("facts").path("from").asText()).isEqualTo("CN");
    assertThat(alarm.path("text").asText()).contains("(China, then Russia)");
    assertThat(alarm.path("honestReason").asText()).isNotEmpty();
    assertThat(asked(other, "/scans/alarms").path("alarms")).isEmpty();
    assertThat(asked(auditor, "/scans/alarms").path("alarms")).hasSize(2);
    String path = "/scans/alarms/" + alarm.path("id").asText() + "/acknowledgement";
    assertThat(running.post(other, path, "{}").statusCode()).isEqualTo(404);
    assertThat(running.post(auditor, path, "{}").statusCode()).isEqualTo(403);
    assertThat(running.post(factory, "/scans/alarms/AAAA/acknowledgement", "{}").statusCode())
        .isEqualTo(404);
    HttpResponse<String> done = running.post(factory, path, "{\"note\":\"our own staff\"}");
    assertThat(json(done).path("acknowledged").path("note").asText()).isEqualTo("our own staff");
    assertThat(asked(factory, "/scans/alarms?rule=impossible-travel&status=open").path("alarms"))
        .isEmpty();
  }

  @Test
  void history_isTheOwners_coarse_andWithoutHashes() {
    scan(XIAMEN, "iPhone");
    scan(MOSCOW, "Android");
    String other = running.key("https://id.gs1.org/417/9506000134352", "exporter");

    JsonNode history = asked(factory, "/scans" + link);

    assertThat(history.path("count").asInt()).isEqualTo(2);
    JsonNode visit = history.path("visits").get(0);
    List<String> names = new ArrayList<>();
    visit.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactlyInAnyOrder(
            "at", "last", "looks", "visits", "found", "channel", "stage", "country", "cell",
            "visitor");
    assertThat(visit.path("cell").path("latitude").asDouble()).isEqualTo(24.5);
    assertThat(history.path("visits").get(1).path("visitor").asInt()).isEqualTo(2);
    assertThat(running.send(running.as(other, "/scans" + link)).statusCode()).isEqualTo(403);
    assertThat(running.get("/scans" + link).statusCode()).isEqualTo(401);
  }

  @Test
  void summary_countsLots() {
    scan(XIAMEN, "iPhone");
    scan(MOSCOW, "Android");

    JsonNode lot =
        asked(factory, "/scans/summary?gtin=09521222000018&lot=TGY2604A").path("lots").get(0);

    assertThat(lot.path("items").asInt()).isEqualTo(1);
    assertThat(lot.path("visits").asInt()).isEqualTo(2);
    assertThat(lot.path("countries").path("RU").asInt()).isEqualTo(1);
    String other = running.key("https://id.gs1.org/417/9506000134352", "exporter");
    assertThat(asked(other, "/scans/summary?gtin=09521222000018").path("lots")).isEmpty();
  }

  @Test
  void wrongParameters_areRefused_byName() {
    for (String path :
        List.of(
            "/scans/alarms?rule=luck",
            "/scans/alarms?status=maybe",
            "/scans/alarms?cursor=x",
            "/scans/alarms?gtin=1",
            "/scans/alarms?colour=red",
            "/scans/summary",
            "/scans/01/09521222000018")) {
      assertThat(running.send(running.as(factory, path)).statusCode()).as(path).isEqualTo(400);
    }
  }

  @Test
  void export_isForAuditors_andNamesNoAddress() {
    scan(XIAMEN, "iPhone");
    scan(MOSCOW, "Android");
    String auditor = running.key("urn:example:auditor", "auditor");

    HttpResponse<String> log = running.send(running.as(auditor, "/scans/export.ndjson"));

    assertThat(log.body().lines()).hasSize(2);
    assertThat(log.body())
        .contains("\"country\":\"CN\",\"cell\":[24.5,118.5,1.0]")
        .doesNotContain(XIAMEN, MOSCOW, "127.0.0.1", "iPhone", "Mozilla");
    assertThat(running.send(running.as(factory, "/scans/export.ndjson")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void innerCode_toldBeforeAnyLook_isKnownToTheOwner() {
    running.send(
        running
            .open("/scan" + link + "/inner")
            .header("X-Forwarded-For", XIAMEN)
            .setHeader("User-Agent", "Mozilla/5.0 iPhone")
            .POST(BodyPublishers.ofString("{\"code\":\"000000\"}")));
    settle();

    JsonNode history = asked(factory, "/scans" + link);

    assertThat(history.path("visits").get(0).path("channel").asText()).isEqualTo("inner");
    assertThat(history.path("rules").get(0).path("rule").asText()).isEqualTo("inner-before-outer");
  }

  @Test
  void guesses_areAnAlarmForTheOperator() {
    for (int i = 0; i < 20; i++) {
      running.send(
          running
              .open("/scan/01/09521222000018/21/7H1S1SAGXESS44" + (10 + i))
              .header("Accept", "application/json")
              .header("X-Forwarded-For", MOSCOW)
              .setHeader("User-Agent", "Mozilla/5.0 guesser"));
    }
    settle();

    JsonNode alarms = asked(RunningServer.ADMIN_KEY, "/scans/alarms?rule=guess-burst");

    assertThat(alarms.path("alarms")).hasSize(1);
    assertThat(alarms.path("alarms").get(0).path("text").asText())
        .startsWith("From one network, 20 different codes that were never issued were tried");
    assertThat(running.send(running.admin("/metrics")).body()).contains("scan_networks_guessing 1");
  }

  /** One that names itself a robot, one of the trade, and the door that reads texts. */
  @Test
  void guessesOfPrograms_atEitherDoor_areTheSameAlarm() {
    for (int i = 10; i < 18; i++) {
      running.send(stranger("/scan/01/09521222000018/21/7H1S1SAGXESS44" + i, "robot"));
      running.send(
          stranger("/scan/01/09521222000018/21/7J1S1SAGXESS44" + i, "Mozilla/5.0")
              .header("Authorization", "Bearer none"));
      String text = "https://id.gs1.org/01/09521222000018/21/7K1S1SAGXESS44" + i;
      running.send(
          stranger("/codes/read", "robot")
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(text)));
    }
    settle();

    JsonNode alarms = asked(RunningServer.ADMIN_KEY, "/scans/alarms?rule=guess-burst");

    assertThat(alarms.path("alarms")).hasSize(1);
  }

  private HttpRequest.Builder stranger(String path, String agent) {
    return running
        .open(path)
        .header("Accept", "application/json")
        .header("X-Forwarded-For", MOSCOW)
        .setHeader("User-Agent", agent);
  }

  @Test
  void longForwardedFor_isReadFromTheRight() {
    JsonNode scan = scan("192.0.2.1,".repeat(40) + MOSCOW + ", 127.0.0.2", "iPhone");

    assertThat(scan.path("scans").path("firstCountry").asText()).isEqualTo("RU");
  }

  @Test
  void reloadsWithinAMinute_areOneLook() {
    for (int i = 0; i < 4; i++) {
      assertThat(scan(XIAMEN, "iPhone").path("scans").path("count").asInt()).isEqualTo(1);
    }

    JsonNode visits = asked(factory, "/scans" + link).path("visits");

    assertThat(visits).hasSize(1);
    assertThat(visits.get(0).path("looks").asInt()).isEqualTo(1);
  }

  @Test
  void forwardedAddress_ofAStranger_isNotBelieved() {
    running.close();
    start(ScanSettings.STANDARD);

    scan(XIAMEN, "iPhone");
    JsonNode scan = scan(MOSCOW, "iPhone");

    assertThat(scan.path("scans").path("count").asInt()).isEqualTo(1);
    assertThat(scan.path("scans").path("firstCountry").isNull()).isTrue();
  }

  @Test
  void countryHeader_ofATrustedProxy_isTaken_whereTheTableIsSilent() {
    JsonNode scan = json(running.send(phone("192.0.2.1", "iPhone").header("CF-IPCountry", "BR")));

    assertThat(scan.path("scans").path("firstCountry").asText()).isEqualTo("BR");
  }

  @Test
  void switchedOff_keepsNothing_andSaysNothing() {
    running.close();
    start(ScanSettings.STANDARD.switched(ScanSettings.Recording.OFF));

    assertThat(scan(XIAMEN, "iPhone").path("scans").isNull()).isTrue();
    assertThat(asked(factory, "/scans" + link).path("count").asInt()).isZero();
    assertThat(running.send(phone(XIAMEN, "iPhone").setHeader("Accept", HTML)).body())
        .doesNotContain("How often this code was checked");
  }

  @Test
  void history_survivesARestart() {
    scan(XIAMEN, "iPhone");
    running.close();
    running = RunningServer.recording(data, ScanSettings.STANDARD);

    assertThat(scan("192.0.2.1", "Android").path("scans").path("count").asInt()).isEqualTo(2);
  }
}
