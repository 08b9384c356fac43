package org.bricscodes.api;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All operations. HEAD is GET without its body. */
final class Doors {

  private final List<Door> all;

  /**
   * What can be done with a path.
   *
   * @param sample any door there; null: there is none
   */
  record OtherMethods(Set<HttpMethod> allowed, @Nullable Door sample) {}

  Doors(List<Door> all) {
    this.all = List.copyOf(all);
  }

  List<Door> all() {
    return all;
  }

  /** The methods a raw path can be asked with. */
  OtherMethods others(String path) {
    List<String> segments = PathTemplate.split(path);
    Set<HttpMethod> allowed = new LinkedHashSet<>();
    Door sample = null;
    for (Door door : all) {
      if (door.path().match(segments).isPresent()) {
        sample = sample == null ? door : sample;
        allowed.add(door.method());
        if (door.method().equals(HttpMethod.GET)) {
          allowed.add(HttpMethod.HEAD);
        }
      }
    }
    allowed.add(HttpMethod.OPTIONS);
    return new OtherMethods(allowed, sample);
  }
}
