package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request to be made.
 *
 * @param path raw path and query below the service's address
 * @param headers names and values in turn
 * @param body empty: none
 * @param repeat whether it may be sent again when nobody knows what became of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(String method, String path, List<String> headers, byte[] body, Repeat repeat) {

  /** What sending a request a second time does. */
  enum Repeat {
    /** The same as sending it once. */
    HARMLESS,
    /** Perhaps the same thing twice. */
    HARMFUL
  }

  static final String JSON = "application/json";

  static Call get(String path) {
    return new Call("GET", path, List.of(), new byte[0], Repeat.HARMLESS);
  }

  static Call options(String path) {
    return new Call("OPTIONS", path, List.of(), new byte[0], Repeat.HARMLESS);
  }

  static Call delete(String path) {
    return new Call("DELETE", path, List.of(), new byte[0], Repeat.HARMLESS);
  }

  static Call post(String path, String mediaType, byte[] body) {
    return new Call("POST", path, List.of("Content-Type", mediaType), body, Repeat.HARMFUL);
  }

  static Call post(String path, JsonNode body) {
    return post(path, JSON, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Call put(String path, JsonNode body) {
    return new Call(
        "PUT",
        path,
        List.of("Content-Type", JSON),
        body.toString().getBytes(StandardCharsets.UTF_8),
        Repeat.HARMLESS);
  }

  Call with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new Call(method, path, List.copyOf(more), body, repeat);
  }

  Call accepting(String mediaType) {
    return with("Accept", mediaType);
  }

  Call harmlessToRepeat() {
    return new Call(method, path, headers, body, Repeat.HARMLESS);
  }
}
