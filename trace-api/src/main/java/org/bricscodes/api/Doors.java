package org.bricscodes.api;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All operations, and which of them a request means. HEAD is GET without its body. */
final class Doors {

  private final List<Door> all;
  private final Map<String, List<Door>> byFirstSegment;

  /** What a path and method mean. */
  sealed interface Match {
    record Found(Door door, Map<String, String> parameters) implements Match {}

    /** The path exists, the method does not. */
    record WrongMethod(Set<HttpMethod> allowed, Door sample) implements Match {}

    record Nothing() implements Match {}
  }

  Doors(List<Door> all) {
    this.all = List.copyOf(all);
    Map<String, List<Door>> index = new TreeMap<>();
    for (Door door : all) {
      index.computeIfAbsent(door.path().segments().getFirst(), key -> new ArrayList<>()).add(door);
    }
    this.byFirstSegment = index;
  }

  List<Door> all() {
    return all;
  }

  Match find(HttpMethod method, String path) {
    List<String> segments = PathTemplate.split(path);
    HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    Set<HttpMethod> allowed = new LinkedHashSet<>();
    Door sample = null;
    for (Door door : byFirstSegment.getOrDefault(segments.getFirst(), List.of())) {
      Optional<Map<String, String>> parameters = door.path().match(segments);
      if (parameters.isEmpty()) {
        continue;
      }
      if (door.method().equals(wanted)) {
        return new Match.Found(door, parameters.get());
      }
      sample = sample == null ? door : sample;
      allowed.add(door.method());
      if (door.method().equals(HttpMethod.GET)) {
        allowed.add(HttpMethod.HEAD);
      }
    }
    if (sample == null) {
      return new Match.Nothing();
    }
    allowed.add(HttpMethod.OPTIONS);
    return new Match.WrongMethod(allowed, sample);
  }
}
