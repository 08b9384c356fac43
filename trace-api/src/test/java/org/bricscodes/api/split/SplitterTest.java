package org.bricscodes.api.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.client.EventForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplitterTest {

  private static final DocumentLimits TWO_EVENTS = new DocumentLimits(2, 10_000);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final String JSON =
      """
      {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        {"example":"https://example.org/"}],
       "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00Z",
       "epcisHeader":{"epcisMasterData":{"vocabularyList":[]}},
       "epcisBody":{"eventList":[
         {"n":1,"a":"}],"},
         {"n":2,
          "b":["[",{}]},
         {"n":3}
       ]},
       "example:note":"kept"}
      """;

  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:ex="https://example.org/"
          schemaVersion="1.2" creationDate="2026-05-04T17:00:00Z">
        <EPCISHeader><extension><EPCISMasterData>å</EPCISMasterData></extension></EPCISHeader>
        <EPCISBody>
          <EventList>
            <ObjectEvent>
              <ex:note
                  a="1 &lt; 2">x &amp; y</ex:note>
            </ObjectEvent>
            <!-- a remark -->
            <extension>
              <TransformationEvent xmlns:in="urn:in"><in:a/></TransformationEvent>
              <extension><AssociationEvent/></extension>
            </extension>
          </EventList>
        </EPCISBody>
      </epcis:EPCISDocument>
      """;

  @Test
  void json_isCutAtTheLimit_eachPieceWithTheEnvelope_theFirstWithTheHeader() throws Exception {
    List<Piece> pieces = all(Splitter.json(source(JSON), TWO_EVENTS));

    assertThat(pieces).extracting(Piece::events).containsExactly(2, 1);
    assertThat(pieces).extracting(Piece::form).containsOnly(EventForm.JSON);
    JsonNode whole = MAPPER.readTree(JSON);
    JsonNode first = MAPPER.readTree(pieces.getFirst().document());
    JsonNode second = MAPPER.readTree(pieces.get(1).document());
    assertThat(first.path("epcisHeader")).isEqualTo(whole.path("epcisHeader"));
    assertThat(second.has("epcisHeader")).isFalse();
    for (String member : List.of("@context", "type", "schemaVersion", "example:note")) {
      assertThat(first.path(member)).isEqualTo(whole.path(member));
      assertThat(second.path(member)).isEqualTo(whole.path(member));
    }
    assertThat(first.at("/epcisBody/eventList/1")).isEqualTo(whole.at("/epcisBody/eventList/1"));
    assertThat(second.at("/epcisBody/eventList/0")).isEqualTo(whole.at("/epcisBody/eventList/2"));
  }

  @Test
  void json_withContextAndHeaderBehindTheEvents_isCutAlike() throws Exception {
    String turned =
        "{\"epcisBody\":{\"eventList\":[{\"n\":1},{\"n\":2},{\"n\":3}]} , \"epcisHeader\":{},"
            + "\"@context\":[\"c\"]}";

    List<Piece> pieces = all(Splitter.json(source(turned), TWO_EVENTS));

    assertThat(MAPPER.readTree(pieces.getFirst().document()).has("epcisHeader")).isTrue();
    assertThat(text(pieces.get(1)))
        .isEqualTo("{\"epcisBody\":{\"eventList\":[{\"n\":3}]} , \"@context\":[\"c\"]}");
  }

  @Test
  void jsonHeaderAtTheVeryEnd_leavesNoCommaBehind() throws Exception {
    String turned =
        "{\"epcisBody\":{\"eventList\":[{\"n\":1},{\"n\":2},{\"n\":3}]} , \"epcisHeader\":{} }";

    List<Piece> pieces = all(Splitter.json(source(turned), TWO_EVENTS));

    assertThat(text(pieces.get(1))).isEqualTo("{\"epcisBody\":{\"eventList\":[{\"n\":3}]}  }");
  }

  @Test
  void queryDocument_isCutInItsResults() throws Exception {
    String query =
        "\uFEFF{\"type\":\"EPCISQueryDocument\",\"epcisBody\":{\"queryResults\":{\"queryName\":\"q\","
            + "\"resultsBody\":{\"eventList\":[{\"n\":1},{\"n\":2},{\"n\":3}]}}}}";

    List<Piece> pieces = all(Splitter.json(source(query), TWO_EVENTS));

    assertThat(text(pieces.get(1)))
        .isEqualTo(
            "{\"type\":\"EPCISQueryDocument\",\"epcisBody\":{\"queryResults\":{\"queryName\":\"q\","
                + "\"resultsBody\":{\"eventList\":[{\"n\":3}]}}}}");
  }

  @Test
  void jsonFaults_areFoundAgainInTheFile() throws Exception {
    Piece second = all(Splitter.json(source(JSON), TWO_EVENTS)).get(1);

    assertThat(
            second.places().inFile("/epcisBody/eventList/0/eventTime", "is missing; write a time"))
        .isEqualTo("event 3, line 9, /eventTime: is missing; write a time");
    assertThat(second.places().inFile("/schemaVersion", "/schemaVersion: is missing"))
        .isEqualTo("/schemaVersion: is missing");
  }

  @Test
  void singleEvent_goesAsItIs() throws Exception {
    String event = "{\"@context\":\"c\",\"type\":\"ObjectEvent\"}";

    List<Piece> pieces = all(Splitter.json(source(event), TWO_EVENTS));

    assertThat(pieces).singleElement().extracting(SplitterTest::text).isEqualTo(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"epcisBody\":{\"eventList\":[{\"n\":1},{\"n\":2}",
        "{\"epcisBody\":{\"eventList\":[{\"n\":1},,]}}",
        "{\"epcisBody\":{\"eventList\":[]}} {}",
        "{\"epcisBody\":{\"eventList\":[]},\"epcisBody\":{\"eventList\":[]}}",
        "{\"type\":\"ObjectEvent\"}\n{\"type\":\"ObjectEvent\"}",
      })
  void brokenJson_isRefusedBeforeAnythingIsGiven(String text) {
    assertThatThrownBy(() -> Splitter.json(source(text), TWO_EVENTS))
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching("line \\d+: .+");
  }

  @Test
  void eventLargerThanTheLimit_isNamed_beforeAnythingIsGiven() {
    String text =
        "{\"epcisBody\":{\"eventList\":[{\"n\":1},\n{\"a\":\"%s\"},\n{\"n\":3}]}}"
            .formatted("x".repeat(20_000));

    assertThatThrownBy(() -> Splitter.json(source(text), TWO_EVENTS))
        .isInstanceOf(UnusableFile.class)
        .hasMessage(
            "line 2: event 2 and what surrounds it is more than the 10000 bytes the service takes;"
                + " split it");
  }

  @Test
  void bytesAreALimitToo() throws Exception {
    String event = "{\"a\":\"%s\"}".formatted("x".repeat(3_000));
    String text =
        "{\"epcisBody\":{\"eventList\":[%s,%s,%s,%s,%s]}}"
            .formatted(event, event, event, event, event);

    List<Piece> pieces = all(Splitter.json(source(text), new DocumentLimits(100, 10_000)));

    assertThat(pieces).extracting(Piece::events).containsExactly(3, 2);
    assertThat(pieces).allSatisfy(piece -> assertThat(piece.document().length).isLessThan(10_000));
  }

  @Test
  void xml_isCut_withNamespacesWrappersAndLineBreaksKept() throws Exception {
    List<Piece> pieces = all(Splitter.xml(source(XML), TWO_EVENTS));

    assertThat(pieces).extracting(Piece::events).containsExactly(2, 1);
    assertThat(text(pieces.getFirst()))
        .isEqualTo(
            """
            <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:ex="https://example.org/" schemaVersion="1.2" creationDate="2026-05-04T17:00:00Z"

            >
              <EPCISHeader><extension><EPCISMasterData>å</EPCISMasterData></extension></EPCISHeader>
              <EPCISBody>
                <EventList><ObjectEvent>
                    <ex:note a="1 &lt; 2"
            >x &amp; y</ex:note>
                  </ObjectEvent>
            <extension><TransformationEvent xmlns:in="urn:in"><in:a></in:a></TransformationEvent></extension>
            </EventList>
              </EPCISBody>
            </epcis:EPCISDocument>\
            """);
    assertThat(text(pieces.get(1)))
        .contains(
            "<extension><extension><AssociationEvent></AssociationEvent></extension></extension>")
        .contains("xmlns:ex=\"https://example.org/\"")
        .doesNotContain("EPCISHeader");
  }

  @Test
  void xmlFaults_areFoundAgainInTheFile() throws Exception {
    Piece first = all(Splitter.xml(source(XML), TWO_EVENTS)).getFirst();
    String[] lines = text(first).split("\n", -1);
    int note = 1;
    while (!lines[note - 1].startsWith(">x &amp; y")) {
      note++;
    }

    assertThat(first.places().inFile("/EventList/ObjectEvent/ex:note", "line " + note + ": bad; x"))
        .isEqualTo("event 1, line 9, /EventList/ObjectEvent/ex:note: bad; x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<a><EPCISBody><EventList><e/></EventList></EPCISBody>",
        "<a><EPCISBody><EventList><e></x></EventList></EPCISBody></a>",
        "<a><EPCISBody><EventList>text<e/></EventList></EPCISBody></a>",
        "<a><EPCISBody><EventList/><EventList/></EPCISBody></a>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a><EPCISBody><EventList/></EPCISBody></a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>",
        "<a>&undeclared;</a>",
      })
  void brokenXml_isRefusedBeforeAnythingIsGiven(String text) {
    assertThatThrownBy(() -> Splitter.xml(source(text), TWO_EVENTS))
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching("(?s)line \\d+: .+");
  }

  @Test
  void otherEncodings_areRefusedByName() {
    byte[] latin = "<a>\u00e5</a>".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Splitter.xml(() -> new ByteArrayInputStream(latin), TWO_EVENTS))
        .hasMessage("not UTF-8; save the file as UTF-8");
    assertThatThrownBy(
            () -> Splitter.xml(source("<?xml version='1.0' encoding='latin1'?><a/>"), TWO_EVENTS))
        .hasMessageContaining("the encoding is latin1");
  }

  /** The limits are the proof: a splitter that kept more than 200 kB would refuse the file. */
  @Test
  void millionEventsInJson_areStreamed() throws Exception {
    Source million =
        () -> new Generated("{\"epcisBody\":{\"eventList\":[{}", ",{\"n\":%d}", 999_999, "]}}");

    assertThat(drain(Splitter.json(million, new DocumentLimits(500, 100_000))))
        .isEqualTo("1000000 of 1000000 events in 2000 pieces");
  }

  @Test
  void millionEventsInXml_areStreamed() throws Exception {
    Source million =
        () ->
            new Generated(
                "<d><EPCISBody><EventList>",
                "<e a=\"%d\">x &amp; y</e>\n",
                1_000_000,
                "</EventList></EPCISBody></d>");

    assertThat(drain(Splitter.xml(million, new DocumentLimits(500, 100_000))))
        .isEqualTo("1000000 of 1000000 events in 2000 pieces");
  }

  private static String drain(Splitter opened) throws IOException, UnusableFile {
    try (Splitter splitter = opened) {
      long events = 0;
      int pieces = 0;
      for (Piece piece = splitter.next(); piece != null; piece = splitter.next()) {
        events += piece.events();
        pieces++;
      }
      return events + " of " + splitter.events() + " events in " + pieces + " pieces";
    }
  }

  private static List<Piece> all(Splitter opened) throws IOException, UnusableFile {
    try (Splitter splitter = opened) {
      List<Piece> pieces = new ArrayList<>();
      for (Piece piece = splitter.next(); piece != null; piece = splitter.next()) {
        pieces.add(piece);
      }
      assertThat(pieces.stream().mapToLong(Piece::events).sum()).isEqualTo(splitter.events());
      return pieces;
    }
  }

  private static Source source(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Piece piece) {
    return new String(piece.document(), StandardCharsets.UTF_8);
  }

  /** A long text that is made while it is read. */
  private static final class Generated extends InputStream {
    private final String item;
    private final int count;
    private final String end;
    private byte[] part;
    private int at;
    private int made;

    Generated(String start, String item, int count, String end) {
      this.item = item;
      this.count = count;
      this.end = end;
      this.part = start.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      while (at == part.length) {
        if (made > count) {
          return -1;
        }
        String next = made == count ? end : item.replace("%d", Integer.toString(made));
        part = next.getBytes(StandardCharsets.UTF_8);
        at = 0;
        made++;
      }
      return part[at++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (length == 0) {
        return 0;
      }
      int first = read();
      if (first < 0) {
        return -1;
      }
      bytes[from] = (byte) first;
      int more = Math.min(length - 1, part.length - at);
      System.arraycopy(part, at, bytes, from + 1, more);
      at += more;
      return more + 1;
    }
  }
}
