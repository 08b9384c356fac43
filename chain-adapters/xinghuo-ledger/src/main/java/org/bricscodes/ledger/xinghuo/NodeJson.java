package org.bricscodes.ledger.xinghuo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads a node's answers. Nodes leave out what is zero or empty, and write a number now as a number
 * and now as a text; everything else of another kind than expected is an {@link
 * IllegalArgumentException} that names the member.
 */
final class NodeJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(32)
                          .maxStringLength(4 << 20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

  private NodeJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] print(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  /** One JSON object and nothing after it. */
  static JsonNode parse(byte[] bytes) {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not strict JSON", e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    return node;
  }

  static JsonNode object(JsonNode parent, String name) {
    JsonNode child = parent.path(name);
    if (!child.isObject()) {
      throw new IllegalArgumentException("'" + name + "' is no object");
    }
    return child;
  }

  /** The elements of a list; none where it is left out. */
  static JsonNode list(JsonNode parent, String name, int most) {
    JsonNode child = parent.path(name);
    if (child.isMissingNode() || child.isNull()) {
      return JsonNodeFactory.instance.arrayNode();
    }
    if (!child.isArray() || child.size() > most) {
      throw new IllegalArgumentException("'" + name + "' is no list of at most " + most);
    }
    return child;
  }

  /** A number that is not negative; zero where it is left out. */
  static long number(JsonNode parent, String name) {
    JsonNode child = parent.path(name);
    if (child.isMissingNode() || child.isNull()) {
      return 0;
    }
    if (child.isTextual() && DECIMAL.matcher(child.textValue()).matches()) {
      try {
        return Long.parseLong(child.textValue());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + name + "' is 2^63 or more", e);
      }
    }
    if (!child.isIntegralNumber() || !child.canConvertToLong() || child.longValue() < 0) {
      throw new IllegalArgumentException("'" + name + "' is no whole number from 0 to 2^63 - 1");
    }
    return child.longValue();
  }

  /** A text; empty where it is left out. */
  static String text(JsonNode parent, String name) {
    JsonNode child = parent.path(name);
    if (child.isMissingNode() || child.isNull()) {
      return "";
    }
    if (!child.isTextual()) {
      throw new IllegalArgumentException("'" + name + "' is no text");
    }
    return child.textValue();
  }

  /** A text for people, short and without control characters. */
  static String remark(JsonNode parent, String name) {
    JsonNode child = parent.path(name);
    String text = child.isTextual() ? child.textValue() : "";
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
  }
}
