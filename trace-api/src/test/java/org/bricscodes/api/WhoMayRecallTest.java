package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose recalls turn a page, and what they reach, over HTTP. */
final class WhoMayRecallTest {

  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String STRANGER = "https://id.gs1.org/417/9521333000006";
  private static final String GARDEN = "https://id.gs1.org/417/9521111000004";
  private static final String TEA = "https://id.gs1.org/01/09521222000018";
  private static final String LEAVES = "https://id.gs1.org/01/09521111000013";
  private static final String PACK_OF_OTHERS = "/01/09521222000025/10/L1/21/OWN-1";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private String link;

  @SuppressWarnings("NullAway.Init") // set before each test
  WhoMayRecallTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    String serial = issue(factory, "TGY2604A");
    link = "/01/09521222000018/10/TGY2604A/21/" + serial;
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<String> order(String key, String gtin, String lot) {
    HttpResponse<String> order =
        running.post(
            key,
            "/codes/batches",
            "{\"gtin\":\"%s\",\"lot\":\"%s\",\"quantity\":1}".formatted(gtin, lot));
    assertThat(order.statusCode()).as(order.body()).isBetween(200, 202);
    return order;
  }

  private String issue(String key, String lot) {
    String id = json(order(key, "09521222000018", lot)).path("id").asText();
    return running
        .send(running.as(key, "/codes/batches/" + id + "/codes.csv"))
        .body()
        .substring(0, 16);
  }

  private void capture(String key, String type, String time, String members) {
    HttpResponse<String> answer =
        running.post(
            key,
            "/epcis/events",
            """
            {"@context":"%s","type":"%s","eventTime":"%s","eventTimeZoneOffset":"+08:00",%s}
            """
                .formatted(EpcisDoors.CONTEXT, type, time, members));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void say(String key, String step, String epcClass, String more) {
    capture(
        key,
        "ObjectEvent",
        "2026-05-02T08:00:00Z",
        "\"action\":\"OBSERVE\",\"bizStep\":\"%s\"%s,\"quantityList\":[{\"epcClass\":\"%s\"}]"
            .formatted(step, more, epcClass));
  }

  /** That the lot of the genuine pack was made of this. */
  private void makeOf(String key, String input) {
    capture(
        key,
        "TransformationEvent",
        "2026-05-03T08:00:00Z",
        "\"bizStep\":\"commissioning\",\"inputQuantityList\":[{\"epcClass\":\"%s\"}],"
                .formatted(input)
            + "\"outputQuantityList\":[{\"epcClass\":\"%s/10/TGY2604A\"}]".formatted(TEA));
  }

  private void registerPackOfOthers() {
    HttpResponse<String> put =
        running.send(
            running
                .as(factory, "/codes/aliases")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"scheme\":\"sgtin\",\"code\":\"" + PACK_OF_OTHERS + "\"}")));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
  }

  private void recall(String key, String epcClass) {
    say(key, "holding", epcClass, ",\"disposition\":\"recalled\"");
  }

  private JsonNode scan(String path) {
    HttpResponse<String> answer =
        running.send(running.open("/scan" + path).header("Accept", "application/json"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private String verdict(String path) {
    return scan(path).path("verdict").asText();
  }

  private String feed(String path) {
    HttpResponse<String> answer = running.get("/scan" + path + "/recalls.atom?lang=en");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void partnerKey_thatRecordsCommissioning_recallsNothingThatWasIssuedHere() {
    String partner = running.key(STRANGER, "partner");
    say(partner, "commissioning", TEA + "/10/TGY2604A", "");
    recall(partner, TEA + "/10/TGY2604A");
    recall(partner, TEA);

    assertThat(verdict(link)).isEqualTo("genuine");
    assertThat(verdict("/01/09521222000018/10/TGY2604A")).isEqualTo("unknown");
    assertThat(feed("/01/09521222000018/10/TGY2604A")).doesNotContain("<entry>");
  }

  @Test
  void exporter_thatOrdersOneCodeOfTheProduct_turnsNoLotPageOfOthers_andIsNamedOnTheProducts() {
    String other = running.key(STRANGER, "exporter");
    issue(other, "X");
    recall(other, TEA + "/10/TGY2604A");
    recall(other, TEA);

    assertThat(verdict(link)).isEqualTo("genuine");
    assertThat(verdict("/01/09521222000018/10/TGY2604A")).isEqualTo("unknown");
    assertThat(scan("/01/09521222000018").at("/recall/party").asText()).isEqualTo(STRANGER);

    recall(factory, TEA);
    JsonNode recall = scan("/01/09521222000018").path("recall");
    assertThat(recall.path("party").asText()).isEqualTo(STRANGER);
    assertThat(recall.at("/others/0/party").asText()).isEqualTo(FACTORY);
    assertThat(running.get("/scan/01/09521222000018?lang=en").body())
        .contains("<bdi>" + STRANGER + "</bdi> recalled the whole product")
        .contains("<bdi>" + FACTORY + "</bdi> recalled the whole product");
  }

  @Test
  void partyThatRegisteredTheLinks_isTheOneThatCounts_andThatReportsOfCopiesReach() {
    HttpResponse<String> put =
        running.send(
            running
                .as(factory, "/links/01/09521222000018")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"itemDescription\":\"Anxi oolong\",\"links\":[{\"linkType\":\"gs1:pip\","
                            + "\"href\":\"https://tea.example/\"}]}")));
    assertThat(put.statusCode()).as(put.body()).isIn(200, 201);
    String other = running.key(STRANGER, "exporter");
    issue(other, "X");
    recall(other, TEA);

    assertThat(verdict("/01/09521222000018")).isEqualTo("unknown");
    HttpResponse<String> form =
        running.get("/scan/01/09521222000018/21/7GF04CNGMYKV4H93/report?lang=en");
    assertThat(form.statusCode()).isEqualTo(200);
    assertThat(form.body()).contains(FACTORY).doesNotContain(STRANGER);
  }

  @Test
  void registeredGoods_haveFeeds_andTheirOwnersRecallsAreInThem() {
    registerPackOfOthers();
    JsonNode links = scan("/01/09521222000025/21/OWN-1").path("links");
    assertThat(links.path("recallsOfLot").asText())
        .endsWith("/scan/01/09521222000025/10/L1/recalls.atom");
    assertThat(feed("/01/09521222000025/10/L1")).doesNotContain("<entry>");

    recall(factory, "https://id.gs1.org/01/09521222000025/10/L1");

    assertThat(feed("/01/09521222000025/10/L1")).contains("recalled lot L1");
    assertThat(feed("/01/09521222000025")).contains("recalled lot L1");
    assertThat(verdict(PACK_OF_OTHERS)).isEqualTo("recalled");
    assertThat(verdict("/01/09521222000025/10/L1")).isEqualTo("recalled");
  }

  @Test
  void recallOfAProductThatWentIn_turnsTheReadyPage_ofWhatWasMadeOfIt() {
    String garden = running.key(GARDEN, "partner");
    say(garden, "commissioning", LEAVES + "/10/LEAF", "");
    makeOf(factory, LEAVES + "/10/LEAF");
    assertThat(verdict(link)).isEqualTo("genuine");
    assertThat(verdict(link)).as("a ready answer").isEqualTo("genuine");

    recall(garden, LEAVES);

    assertThat(verdict(link)).isEqualTo("recalled");
    assertThat(scan(link).at("/recall/what").asText()).isEqualTo("input");
    assertThat(scan(link).at("/recall/party").asText()).isEqualTo(GARDEN);
    assertThat(feed("/01/09521222000018/10/TGY2604A"))
        .contains("recalled something that lot TGY2604A was made from");
  }

  @Test
  void strangersInput_thatHeTiedToAnothersLotHimself_recallsNothingOfIt() {
    String partner = running.key(STRANGER, "partner");
    say(partner, "commissioning", LEAVES + "/10/S", "");
    makeOf(partner, LEAVES + "/10/S");
    recall(partner, LEAVES + "/10/S");
    recall(partner, LEAVES);

    assertThat(verdict(link)).isEqualTo("genuine");
    assertThat(verdict("/01/09521222000018/10/TGY2604A")).isEqualTo("unknown");
    assertThat(feed("/01/09521222000018/10/TGY2604A")).doesNotContain("<entry>");
  }

  @Test
  void strangersContainer_thatHePackedAnothersLotInHimself_recallsNothingOfIt() {
    String partner = running.key(STRANGER, "partner");
    String container = "https://id.gs1.org/00/195213330000000010";
    capture(
        partner,
        "ObjectEvent",
        "2026-05-02T08:00:00Z",
        "\"action\":\"ADD\",\"bizStep\":\"commissioning\",\"epcList\":[\"" + container + "\"]");
    capture(
        partner,
        "AggregationEvent",
        "2026-05-03T08:00:00Z",
        "\"action\":\"ADD\",\"bizStep\":\"packing\",\"parentID\":\"%s\",".formatted(container)
            + "\"childQuantityList\":[{\"epcClass\":\"%s/10/TGY2604A\"}]".formatted(TEA));
    capture(
        partner,
        "ObjectEvent",
        "2026-05-04T08:00:00Z",
        "\"action\":\"OBSERVE\",\"bizStep\":\"holding\",\"disposition\":\"recalled\","
            + "\"epcList\":[\""
            + container
            + "\"]");

    assertThat(verdict(link)).isEqualTo("genuine");
  }

  @Test
  void makersRecallOfAnInput_standsThough_anExporterOrderedOneCodeOfItsProduct() {
    String garden = running.key(GARDEN, "partner");
    say(garden, "commissioning", LEAVES + "/10/LEAF", "");
    makeOf(factory, LEAVES + "/10/LEAF");
    String other = running.key(STRANGER, "exporter");
    order(other, "09521111000013", "X");

    recall(garden, LEAVES + "/10/LEAF");

    assertThat(verdict(link)).isEqualTo("recalled");
    assertThat(scan(link).at("/recall/party").asText()).isEqualTo(GARDEN);
    assertThat(verdict("/01/09521111000013/10/LEAF")).isEqualTo("recalled");
  }

  @Test
  void registrantsRecall_staysInPageAndFeeds_whenAnotherOrdersACodeOfTheLot() {
    registerPackOfOthers();
    String other = running.key(STRANGER, "exporter");
    order(other, "09521222000025", "L1");

    recall(factory, "https://id.gs1.org/01/09521222000025/10/L1");

    assertThat(verdict("/01/09521222000025/10/L1")).isEqualTo("recalled");
    assertThat(feed("/01/09521222000025/10/L1")).contains("recalled lot L1");
    assertThat(feed("/01/09521222000025")).contains("recalled lot L1");
  }
}
