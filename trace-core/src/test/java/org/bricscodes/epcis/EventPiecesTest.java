package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPiecesTest {

  @Test
  void event_isCutIntoMembersAndItems_threeStepsDeep() {
    String event =
        """
        { "type" : "ObjectEvent",
          "epcList": ["a", "b" ],
          "quantityList":[{"epcClass":"c","quantity":5}],
          "sensorElementList":[{"sensorReport":[{"value":1},{"value":2}]}],
          "ilmd":{"ex:a":{"ex:b":{"ex:c":1}}},
          "childEPCs":[], "ex:none":{}, "https://ex.org/a~b":null }\
        """;

    assertThat(shown(event))
        .containsExactly(
            "/type=\"ObjectEvent\"",
            "/epcList/0=\"a\"",
            "/epcList/1=\"b\"",
            "/quantityList/0/epcClass=\"c\"",
            "/quantityList/0/quantity=5",
            "/sensorElementList/0/sensorReport=[{\"value\":1},{\"value\":2}]",
            "/ilmd/ex:a/ex:b={\"ex:c\":1}",
            "/childEPCs=[]",
            "/ex:none={}",
            "/https:~1~1ex.org~1a~0b=null");
    assertThat(cut(event).members())
        .isEqualTo(
            """
            1 type
            2 epcList
            2 quantityList
            1 sensorElementList
            1 ilmd
            1 childEPCs
            1 ex:none
            1 https://ex.org/a~b
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\":{\"1\":2,\"b\":3}};/a={\"1\":2,\"b\":3}",
        "{\"a\":{\"\":2}};/a={\"\":2}",
        "{\"a\":{\"x\\u0041\":2}};/a={\"x\\u0041\":2}",
        "{\"a\":[{\"2\":1},{\"b\":1}]};/a/0={\"2\":1}|/a/1/b=1",
      })
  void object_whoseNamesAPointerCouldNotTell_staysWhole(String event, String pieces) {
    assertThat(String.join("|", shown(event))).isEqualTo(pieces);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "[{\"a\":1}]",
        "\"a\"",
        "1",
        "{}",
        "{\"a\"",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"1\":2}",
        "{\"a\\n\":1}",
        "{\"a\":\"b}",
        "{a:1}",
        "nonsense"
      })
  void text_thatIsNoEventOneCouldCut_hasNoPieces(String text) {
    assertThat(cut(text).pieces()).isEmpty();
    assertThat(cut(text).members()).isEmpty();
  }

  @Test
  void piecesOfEverySample_putTogether_areTheSameEvent() {
    EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
    byte[] context = Samples.utf8(Samples.CONTEXT);
    EpcisEvent event = reader.parseEvent(Samples.utf8(Samples.V1), context);
    ShownPieces shown = new ShownPieces();

    cut(Samples.V1)
        .pieces()
        .forEach(
            piece ->
                shown.with(piece.pointer(), new String(piece.value(), StandardCharsets.UTF_8)));

    assertThat(reader.parsePart(shown.event(), context)).isEqualTo(event);
  }

  @Test
  void somePieces_putTogether_keepTheirOrderAndCloseRanks() {
    byte[] event =
        new ShownPieces()
            .with("/type", "\"ObjectEvent\"")
            .with("/epcList/3", "\"d\"")
            .with("/epcList/12", "\"m\"")
            .with("/quantityList/1/epcClass", "\"c\"")
            .with("/https:~1~1ex.org~1a~0b/x", "{\"y\":[]}")
            .event();

    assertThat(event)
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"type\":\"ObjectEvent\",\"epcList\":[\"d\",\"m\"],\"quantityList\":[{\"epcClass\":\"c\"}],"
                + "\"https://ex.org/a~b\":{\"x\":{\"y\":[]}}}");
    assertThat(new ShownPieces().event()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
  }

  @Test
  void piece_insideAnother_twice_orNoValue_isRefused() {
    ShownPieces shown = new ShownPieces().with("/a/b", "1");

    for (String[] wrong :
        new String[][] {
          {"/a/b", "2"}, {"/a", "3"}, {"/a/b/c", "4"}, {"/d", ""}, {"/d", "1,\"e\":2"}
        }) {
      assertThatThrownBy(() -> shown.with(wrong[0], wrong[1]))
          .as(wrong[0] + " " + wrong[1])
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void pointer_isOneToThreePlainSteps() {
    for (String one : List.of("/a", "/a/0/b", "/a~1b", "/a~0", "/é/ü")) {
      assertThat(ShownPieces.isPointer(one)).as(one).isTrue();
    }
    for (String other : List.of("", "a", "/", "/a/", "/a/b/c/d", "/a~2", "/a\"", "/a\\", "/a\n")) {
      assertThat(ShownPieces.isPointer(other)).as(other).isFalse();
    }
  }

  @Test
  void part_isReadByTheRulesOfItsMembers_andAskedForNoOthers() {
    EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
    byte[] context = Samples.utf8('"' + ContextReader.STANDARD_URL + '"');
    String times = "\"eventTime\":\"2026-05-05T00:00:00Z\",\"eventTimeZoneOffset\":\"+00:00\"";
    String part = "{\"type\":\"TransactionEvent\"," + times + ",\"action\":\"ADD\"}";

    assertThat(reader.parsePart(Samples.utf8(part), context).type()).isEqualTo("TransactionEvent");
    assertThatThrownBy(() -> reader.parseEvent(Samples.utf8(part), context))
        .hasMessageContaining("bizTransactionList is missing");
    assertThatThrownBy(() -> reader.parsePart(Samples.utf8(part.replace("ADD", "EAT")), context))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                reader.parsePart(Samples.utf8("{\"type\":\"ObjectEvent\"," + times + "}"), context))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EventPieces cut(String event) {
    return EventPieces.of(Samples.utf8(event));
  }

  private static List<String> shown(String event) {
    return cut(event).pieces().stream()
        .map(piece -> piece.pointer() + "=" + new String(piece.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
