package org.bricscodes.api.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bricscodes.api.client.DocumentLimits;
import org.junit.jupiter.api.Test;

/** Random documents come out whole; damaged ones are refused in words or come out as something. */
final class SplitterFuzzTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final DocumentLimits LIMITS = new DocumentLimits(3, 4_000);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void randomJson_comesOutWhole() throws IOException, UnusableFile {
    System.out.println("seed " + seed);
    for (int round = 0; round < 2_000; round++) {
      ObjectNode document = document();
      String text = random.nextBoolean() ? document.toString() : document.toPrettyString();

      ArrayNode events = JsonNodeFactory.instance.arrayNode();
      List<JsonNode> pieces = new ArrayList<>();
      for (byte[] piece : json(text.getBytes(StandardCharsets.UTF_8))) {
        assertThat(piece.length).isLessThanOrEqualTo(4_000);
        JsonNode read = MAPPER.readTree(piece);
        ArrayNode list = (ArrayNode) read.at("/epcisBody/eventList");
        assertThat(list.size()).isLessThanOrEqualTo(3);
        events.addAll(list);
        list.removeAll();
        pieces.add(read);
      }

      assertThat(events).as(text).isEqualTo(document.at("/epcisBody/eventList"));
      ((ArrayNode) document.at("/epcisBody/eventList")).removeAll();
      assertThat(pieces.getFirst()).isEqualTo(document);
      document.remove("epcisHeader");
      assertThat(pieces.subList(1, pieces.size())).allMatch(document::equals);
    }
  }

  @Test
  void damagedJson_isRefusedInWords_orComesOut() throws IOException {
    System.out.println("seed " + seed);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = damage(document().toString().getBytes(StandardCharsets.UTF_8));
      try {
        json(damaged);
      } catch (UnusableFile e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void damagedXml_isRefusedInWords_orComesOutWellFormed() throws IOException {
    System.out.println("seed " + seed);
    String text =
        """
        <d:EPCISDocument xmlns:d="urn:epcglobal:epcis:xsd:2" v="1"><EPCISHeader><a/></EPCISHeader>
        <EPCISBody><EventList><e a="&lt;">x<![CDATA[<y>]]></e><extension><e/></extension><e/><e/>
        </EventList></EPCISBody></d:EPCISDocument>
        """;
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = damage(text.getBytes(StandardCharsets.UTF_8));
      try {
        for (byte[] piece : pieces(Splitter.xml(() -> new ByteArrayInputStream(damaged), LIMITS))) {
          // Reading a piece again is the check: it throws unless the piece is well-formed.
          Splitter.xml(() -> new ByteArrayInputStream(piece), LIMITS).close();
        }
      } catch (UnusableFile e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static List<byte[]> json(byte[] text) throws IOException, UnusableFile {
    return pieces(Splitter.json(() -> new ByteArrayInputStream(text), LIMITS));
  }

  private static List<byte[]> pieces(Splitter opened) throws IOException, UnusableFile {
    List<byte[]> pieces = new ArrayList<>();
    try (Splitter splitter = opened) {
      for (Piece piece = splitter.next(); piece != null; piece = splitter.next()) {
        pieces.add(piece.document());
      }
    }
    return pieces;
  }

  private ObjectNode document() {
    List<String> members = new ArrayList<>(List.of("@context", "type", "epcisBody", "x:y"));
    if (random.nextBoolean()) {
      members.add("epcisHeader");
    }
    Collections.shuffle(members, random);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (String member : members) {
      if (member.equals("epcisBody")) {
        ArrayNode list = document.putObject(member).putArray("eventList");
        for (int i = random.nextInt(9); i > 0; i--) {
          list.add(value(0));
        }
      } else {
        document.set(member, value(1));
      }
    }
    return document;
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth < 4 ? 6 : 3)) {
      case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt());
      case 1 -> JsonNodeFactory.instance.textNode("é\"},]\\ 😀".substring(random.nextInt(5)));
      case 2 -> JsonNodeFactory.instance.nullNode();
      case 3 -> JsonNodeFactory.instance.arrayNode().add(value(depth + 1)).add(value(depth + 1));
      default ->
          JsonNodeFactory.instance
              .objectNode()
              .<ObjectNode>set("eventList", value(depth + 1))
              .set("epcisHeader", value(depth + 1));
    };
  }

  private byte[] damage(byte[] text) {
    byte[] damaged = text.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length);
      byte[] marks = "{}[]\",:<>&/ \0".getBytes(StandardCharsets.UTF_8);
      damaged[at] =
          random.nextBoolean() ? marks[random.nextInt(marks.length)] : (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }
}
