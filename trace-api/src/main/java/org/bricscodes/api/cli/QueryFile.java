package org.bricscodes.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.epcis.JsonComplaint;

/**
 * A query kept in a file, in the form a service keeps named queries: an object of parameters, lists
 * as arrays, {@code @context} for what prefixes mean; alone, or as {@code query} beside its {@code
 * name}.
 */
final class QueryFile {

  private static final int MAX_BYTES = 64 << 10;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private QueryFile() {}

  /**
   * @throws UnusableInput if it is none
   */
  static EventFilter read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      throw new UnusableInput(file + " is no file of at most 64 KiB");
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UnusableInput(file + " is not JSON: " + JsonComplaint.of(e), e);
    }
    JsonNode query = root.has("query") ? root.path("query") : root;
    if (!query.isObject()) {
      throw new UnusableInput(file + " holds no query: write {\"EQ_bizStep\": [\"shipping\"], …}");
    }
    EventFilter filter = EventFilter.everything();
    for (Map.Entry<String, JsonNode> member : query.properties()) {
      filter =
          member.getKey().equals("@context")
              ? context(filter, member.getValue())
              : filter.and(member.getKey(), values(file, member));
    }
    return filter;
  }

  private static EventFilter context(EventFilter filter, JsonNode context) {
    EventFilter with = filter;
    if (context.isArray()) {
      for (JsonNode item : context) {
        with = context(with, item);
      }
    }
    for (Map.Entry<String, JsonNode> prefix : context.properties()) {
      with = with.namespace(prefix.getKey(), prefix.getValue().asText());
    }
    return with;
  }

  private static String[] values(Path file, Map.Entry<String, JsonNode> member) {
    List<String> values = new ArrayList<>();
    Iterable<JsonNode> items =
        member.getValue().isArray() ? member.getValue() : List.of(member.getValue());
    for (JsonNode item : items) {
      if (!item.isValueNode()) {
        throw new UnusableInput(file + ": " + member.getKey() + " is a value or a list of values");
      }
      values.add(item.asText());
    }
    return values.toArray(String[]::new);
  }
}
