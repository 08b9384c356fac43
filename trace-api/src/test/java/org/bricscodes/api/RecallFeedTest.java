package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.api.RunningServer.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Somebody follows the recalls of what she has at home, with a reader of feeds. */
final class RecallFeedTest {

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";
  private static final String OF_LOT = "/scan/01/09521222000018/10/TGY2604A/recalls.atom";
  private static final String OF_PRODUCT = "/scan/01/09521222000018/recalls.atom";

  @TempDir private Path data;
  private RunningServer running;
  private String factory;
  private List<String> serials;

  @SuppressWarnings("NullAway.Init") // set before each test
  RecallFeedTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(data);
    factory = running.key(FACTORY, "exporter");
    String order =
        """
        {"gtin":"09521222000018","lot":"TGY2604A","quantity":10,"product":"Anxi oolong"}
        """;
    String id = json(running.post(factory, "/codes/batches", order)).path("id").asText();
    serials =
        running
            .send(running.as(factory, "/codes/batches/" + id + "/codes.csv"))
            .body()
            .lines()
            .map(line -> line.substring(0, 16))
            .toList();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void capture(String key, String lot, String more) {
    captureOf(key, "/10/" + lot, more);
  }

  private void captureOf(String key, String ofProduct, String more) {
    HttpResponse<String> answer =
        running.post(
            key,
            "/epcis/events",
            """
            {"@context":"%s","type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
             "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"holding",%s,
             "quantityList":[{"epcClass":"https://id.gs1.org/01/09521222000018%s"}]}
            """
                .formatted(EpcisDoors.CONTEXT, more, ofProduct));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private HttpResponse<String> feed(String path) {
    HttpResponse<String> answer = running.get(path + "?lang=en");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/atom+xml; charset=utf-8");
    return answer;
  }

  private static Element parsed(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError(xml, e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element
          && ATOM.equals(element.getNamespaceURI())
          && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    assertThat(children(parent, name)).as(name).hasSize(1);
    return children(parent, name).getFirst().getTextContent();
  }

  private static List<String> links(Element parent, String relation) {
    return children(parent, "link").stream()
        .filter(link -> link.getAttribute("rel").equals(relation))
        .map(link -> link.getAttribute("href"))
        .toList();
  }

  /** What RFC 4287 §4.1.1 and §4.1.2 demand of every feed and entry. */
  private void holdToRfc4287(Element feed, String path) {
    String here = running.server().address().toString();
    assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
    assertThat(feed.getLocalName()).isEqualTo("feed");
    assertThat(text(feed, "id")).isEqualTo(here + path);
    assertThat(text(feed, "title")).isNotBlank();
    OffsetDateTime.parse(text(feed, "updated"));
    assertThat(text(children(feed, "author").getFirst(), "name")).isNotBlank();
    assertThat(links(feed, "self")).hasSize(1).allMatch(link -> link.startsWith(here + path));
    assertThat(links(feed, "alternate")).hasSize(1).allMatch(link -> link.startsWith(here));
    List<String> ids = new ArrayList<>();
    for (Element entry : children(feed, "entry")) {
      ids.add(text(entry, "id"));
      assertThat(text(entry, "id"))
          .matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(text(entry, "title")).isNotBlank();
      assertThat(text(entry, "summary")).isNotBlank();
      OffsetDateTime.parse(text(entry, "updated"));
      OffsetDateTime.parse(text(entry, "published"));
      assertThat(text(children(entry, "author").getFirst(), "name")).isNotBlank();
      assertThat(links(entry, "alternate")).hasSize(1).allMatch(link -> link.startsWith(here));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void nothingRecalled_isAnEmptyFeed() {
    Element feed = parsed(feed(OF_LOT).body());

    holdToRfc4287(feed, OF_LOT);
    assertThat(children(feed, "entry")).isEmpty();
    assertThat(text(feed, "title")).isEqualTo("Recalls of lot TGY2604A of product 09521222000018");
    assertThat(text(feed, "updated")).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void recallOfTheLot_isAnEntry_atOnce_inBothFeeds() {
    String before = feed(OF_LOT).headers().firstValue("ETag").orElseThrow();

    capture(factory, "TGY2604A", "\"disposition\":\"recalled\"");

    HttpResponse<String> answer = feed(OF_LOT);
    Element feed = parsed(answer.body());
    holdToRfc4287(feed, OF_LOT);
    Element entry = children(feed, "entry").getFirst();
    assertThat(text(entry, "title")).isEqualTo(FACTORY + " recalled lot TGY2604A");
    assertThat(text(entry, "summary"))
        .isEqualTo(
            "On May 1, 2026. "
                + FACTORY
                + " has recalled this product. Do not eat, drink or sell it."
                + " Take it back to where it was bought.");
    assertThat(text(entry, "published")).isEqualTo("2026-05-01T00:00:00Z");
    assertThat(text(feed, "updated")).isEqualTo(text(entry, "updated"));
    assertThat(answer.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(before);

    Element product = parsed(feed(OF_PRODUCT).body());
    holdToRfc4287(product, OF_PRODUCT);
    Element same = children(product, "entry").getFirst();
    assertThat(text(same, "id")).isEqualTo(text(entry, "id"));
    assertThat(links(same, "alternate").getFirst())
        .endsWith("/scan/01/09521222000018/10/TGY2604A?lang=en");
  }

  @Test
  void recallOfAnotherLot_isInTheFeedOfTheProductAlone() {
    capture(factory, "TGY2604B", "\"disposition\":\"recalled\"");

    assertThat(children(parsed(feed(OF_LOT).body()), "entry")).isEmpty();
    assertThat(children(parsed(feed(OF_PRODUCT).body()), "entry")).hasSize(1);
  }

  @Test
  void recallThatIsTakenBack_isSaidSo() {
    capture(factory, "TGY2604A", "\"persistentDisposition\":{\"set\":[\"recalled\"]}");
    capture(factory, "TGY2604A", "\"persistentDisposition\":{\"unset\":[\"recalled\"]}");

    Element feed = parsed(feed(OF_LOT).body());

    holdToRfc4287(feed, OF_LOT);
    assertThat(children(feed, "entry").stream().map(entry -> text(entry, "title")).toList())
        .containsExactlyInAnyOrder(
            FACTORY + " took back the recall of lot TGY2604A", FACTORY + " recalled lot TGY2604A");
  }

  @Test
  void recallForGood_andItsEnd_areInTheFeedOfTheProduct() {
    capture(factory, "TGY2604B", "\"persistentDisposition\":{\"set\":[\"recalled\"]}");
    capture(factory, "TGY2604B", "\"persistentDisposition\":{\"unset\":[\"recalled\"]}");

    Element feed = parsed(feed(OF_PRODUCT).body());

    holdToRfc4287(feed, OF_PRODUCT);
    assertThat(titles(feed))
        .containsExactlyInAnyOrder(
            FACTORY + " took back the recall of lot TGY2604B", FACTORY + " recalled lot TGY2604B");
    assertThat(children(parsed(feed(OF_LOT).body()), "entry")).isEmpty();
  }

  @Test
  void recallOfTheProduct_andItsEnd_areInEveryFeed() {
    captureOf(factory, "", "\"disposition\":\"recalled\"");
    captureOf(factory, "", "\"persistentDisposition\":{\"unset\":[\"recalled\"]}");

    for (String path : List.of(OF_PRODUCT, OF_LOT)) {
      Element feed = parsed(feed(path).body());
      holdToRfc4287(feed, path);
      assertThat(titles(feed))
          .containsExactlyInAnyOrder(
              FACTORY + " recalled this product, every lot of it",
              FACTORY
                  + " took back the recall of the whole product; a recall of a single lot may"
                  + " still stand");
    }
  }

  private static List<String> titles(Element feed) {
    return children(feed, "entry").stream().map(entry -> text(entry, "title")).toList();
  }

  @Test
  void recallOfSingleCodes_isToldAsSomePacks_inTheMakersWords_asText() {
    HttpResponse<String> set =
        running.send(
            running
                .as(factory, "/codes/states/01/09521222000018/21/" + serials.get(0))
                .PUT(
                    BodyPublishers.ofString(
                        "{\"state\":\"recalled\",\"reason\":\"<b>glass</b> & more\"}")));
    assertThat(set.statusCode()).isEqualTo(200);

    HttpResponse<String> answer = feed(OF_LOT);
    Element feed = parsed(answer.body());

    holdToRfc4287(feed, OF_LOT);
    assertThat(text(children(feed, "entry").getFirst(), "title"))
        .isEqualTo(FACTORY + " recalled some packs of lot TGY2604A");
    assertThat(text(children(feed, "entry").getFirst(), "summary"))
        .isEqualTo(
            "In the maker’s words: <b>glass</b> & more Scan the code of your pack: its page says"
                + " whether it is one of them.");
    assertThat(answer.body()).doesNotContain("<b>", serials.get(0));
    assertThat(children(parsed(feed(OF_PRODUCT).body()), "entry")).hasSize(1);
  }

  @Test
  void stranger_cannotRecallInAFeed() {
    String stranger = running.key("https://id.gs1.org/417/9521333000006", "partner");
    capture(stranger, "TGY2604A", "\"disposition\":\"recalled\"");

    assertThat(children(parsed(feed(OF_LOT).body()), "entry")).isEmpty();
    assertThat(children(parsed(feed(OF_PRODUCT).body()), "entry")).isEmpty();
  }

  @Test
  void whoHasItAlready_isToldSo() {
    capture(factory, "TGY2604A", "\"disposition\":\"recalled\"");
    HttpResponse<String> first = feed(OF_LOT);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    String modified = first.headers().firstValue("Last-Modified").orElseThrow();

    assertThat(modified)
        .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    assertThat(asked("If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(asked("If-None-Match", "W/" + tag).body()).isEmpty();
    assertThat(asked("If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
    assertThat(asked("If-Modified-Since", modified).statusCode()).isEqualTo(304);
    assertThat(asked("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT").statusCode())
        .isEqualTo(200);
    assertThat(asked("If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
    assertThat(
            running
                .send(
                    request()
                        .header("If-None-Match", "\"x\"")
                        .header("If-Modified-Since", modified))
                .statusCode())
        .as("the tag decides")
        .isEqualTo(200);
  }

  private HttpRequest.Builder request() {
    return running.open(OF_LOT + "?lang=en");
  }

  private HttpResponse<String> asked(String name, String value) {
    return running.send(request().header(name, value));
  }

  @Test
  void unknownProduct_andNoLink_areRefused() {
    assertThat(running.get("/scan/01/09521333000013/recalls.atom").statusCode()).isEqualTo(404);
    assertThat(running.get("/scan/01/09521222000019/recalls.atom").statusCode()).isEqualTo(400);
  }

  @Test
  void serial_playsNoPart() {
    String body =
        feed("/scan/01/09521222000018/10/TGY2604A/21/" + serials.get(0) + "/recalls.atom").body();

    assertThat(body).isEqualTo(feed(OF_LOT).body()).doesNotContain(serials.get(0));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void feed_speaksEveryLanguage(Language language) {
    capture(factory, "TGY2604A", "\"disposition\":\"recalled\"");

    HttpResponse<String> answer = running.get(OF_LOT + "?lang=" + language.tag());

    Element feed = parsed(answer.body());
    holdToRfc4287(feed, OF_LOT);
    assertThat(feed.getAttributeNS(XMLConstants.XML_NS_URI, "lang")).isEqualTo(language.tag());
    assertThat(answer.headers().firstValue("Content-Language")).contains(language.tag());
    assertThat(text(children(feed, "entry").getFirst(), "summary"))
        .contains(
            Wording.in(language).sentence("meaning.recalled", Map.of("party", FACTORY)).bare());
  }
}
