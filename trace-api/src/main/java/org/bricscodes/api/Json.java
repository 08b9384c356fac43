package org.bricscodes.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.epcis.JsonComplaint;

/**
 * Plain API bodies as trees, read strictly: valid UTF-8, no duplicate keys, nothing behind the
 * value, at most {@value #MAX_DEPTH} levels. Events do not come this way.
 */
final class Json {

  static final String MEDIA_TYPE = "application/json";

  static final int MAX_DEPTH = 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(1 << 16)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always prints", e);
    }
  }

  /**
   * @throws Problem {@link ProblemKind#INVALID_BODY} with line and column of the first fault
   */
  static JsonNode read(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return MAPPER.readTree(body);
    } catch (CharacterCodingException e) {
      throw invalid("", "the body is not valid UTF-8");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw invalid(where, JsonComplaint.of(e));
    } catch (IOException e) {
      throw new IllegalStateException("reading memory does not fail", e);
    }
  }

  private static Problem invalid(String where, String message) {
    return new Problem(
        ProblemKind.INVALID_BODY, message, List.of(new Problem.Fault(where, message)));
  }
}
