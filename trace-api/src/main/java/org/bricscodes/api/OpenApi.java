package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The OpenAPI document, the one source of the interface, and the page made from it. */
final class OpenApi {

  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "delete", "options", "patch");

  private final byte[] source;
  private final JsonNode document;

  private OpenApi(byte[] source, JsonNode document) {
    this.source = source;
    this.document = document;
  }

  static OpenApi load() {
    byte[] source = Resources.bytes("/openapi.yaml");
    try {
      return new OpenApi(source, new YAMLMapper().readTree(source));
    } catch (IOException e) {
      throw new IllegalStateException("openapi.yaml does not parse", e);
    }
  }

  Answer yaml() {
    return Answer.of(200, "application/yaml", source);
  }

  /** Every operation as {@code GET /path}. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                operations(path.getValue())
                    .forEach(
                        operation ->
                            all.add(
                                operation.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey())));
    return all;
  }

  Answer page() {
    List<Object> paths = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                operations(path.getValue())
                    .forEach(
                        operation ->
                            paths.add(
                                describe(
                                    path.getKey(), operation.getKey(), operation.getValue()))));
    List<Object> problems =
        Stream.of(ProblemKind.values())
            .<Object>map(
                kind -> Map.of("code", kind.code(), "status", kind.status(), "title", kind.title()))
            .toList();
    JsonNode info = document.path("info");
    return Page.of("docs.html")
        .answer(
            200,
            Map.of(
                "title",
                info.path("title").asText(),
                "description",
                paragraphs(info.path("description").asText()),
                "operations",
                paths,
                "problems",
                problems));
  }

  private Map<String, Object> describe(String path, String method, JsonNode operation) {
    List<Object> parameters = new ArrayList<>();
    Stream.of(document.path("paths").path(path).path("parameters"), operation.path("parameters"))
        .flatMap(list -> Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::path))
        .map(this::resolve)
        .forEach(parameter -> parameters.add(parameter(parameter)));
    List<Object> responses = new ArrayList<>();
    operation
        .path("responses")
        .properties()
        .forEach(
            response ->
                responses.add(
                    Map.of(
                        "status",
                        response.getKey(),
                        "text",
                        resolve(response.getValue()).path("description").asText())));
    JsonNode body = operation.path("requestBody").path("content");
    return Map.ofEntries(
        Map.entry("method", method.toUpperCase(Locale.ROOT)),
        Map.entry("path", path),
        Map.entry("id", operation.path("operationId").asText()),
        Map.entry("summary", operation.path("summary").asText()),
        Map.entry("description", paragraphs(operation.path("description").asText())),
        Map.entry("access", access(operation)),
        Map.entry("parameters", parameters),
        Map.entry("hasParameters", !parameters.isEmpty()),
        Map.entry("body", example(body)),
        Map.entry("hasBody", !example(body).isEmpty()),
        Map.entry("responses", responses));
  }

  private static Map<String, String> parameter(JsonNode parameter) {
    return Map.of(
        "name",
        parameter.path("name").asText(),
        "in",
        parameter.path("in").asText(),
        "text",
        parameter.path("description").asText());
  }

  private static String example(JsonNode content) {
    return content.properties().stream()
        .map(type -> type.getValue().path("example").asText())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String access(JsonNode operation) {
    return operation.path("security").isEmpty()
        ? "public"
        : operation.path("x-roles").asText("any key");
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private static List<Map.Entry<String, JsonNode>> operations(JsonNode path) {
    return path.properties().stream().filter(e -> METHODS.contains(e.getKey())).toList();
  }

  private static List<String> paragraphs(String text) {
    return Stream.of(text.split("\n\n")).map(String::strip).filter(p -> !p.isEmpty()).toList();
  }

  @Override
  public String toString() {
    return new String(source, StandardCharsets.UTF_8);
  }
}
