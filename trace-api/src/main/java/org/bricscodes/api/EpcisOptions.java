package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code OPTIONS} answers under {@code /epcis} (EPCIS 2.0 §12.8): the methods there really
 * are, and the headers that bear on the path.
 */
final class EpcisOptions {

  private static final String CAPTURE = "/epcis/capture";
  private static final Set<String> WRITABLE = Set.of("/epcis", CAPTURE, "/epcis/events");

  private final Limits limits;

  EpcisOptions(Limits limits) {
    this.limits = limits;
  }

  /** An {@code OPTIONS} door for every path of {@code doors}. */
  List<Door> of(List<Door> doors) {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (Door door : doors) {
      Set<String> allowed =
          methods.computeIfAbsent(door.path().text(), path -> new LinkedHashSet<>());
      allowed.add(door.method().name());
      if (door.method().equals(HttpMethod.GET)) {
        allowed.add(HttpMethod.HEAD.name());
      }
    }
    List<Door> options = new ArrayList<>();
    methods.forEach(
        (path, allowed) -> {
          if (!allowed.add(HttpMethod.OPTIONS.name())) {
            return; // it has a door of its own
          }
          Answer answer = answer(path, allowed.stream().sorted().collect(Collectors.joining(", ")));
          options.add(
              Door.open(HttpMethod.OPTIONS, path, exchange -> Future.succeededFuture(answer)));
        });
    return options;
  }

  Answer answer(String path, String allow) {
    Answer answer =
        EpcisDoors.versioned(Answer.empty(204))
            .with("Allow", allow)
            .with("GS1-EPCIS-Min", path.equals(CAPTURE) ? "1.0.0" : "2.0.0")
            .with("GS1-EPCIS-Max", "2.0.0")
            .with("GS1-CBV-Min", path.equals(CAPTURE) ? "1.0.0" : "2.0.0")
            .with("GS1-CBV-Max", "2.0.0")
            .with("GS1-EPC-Format", "No_Preference")
            .with("GS1-CBV-XML-Format", "No_Preference")
            .with("GS1-Vendor-Version", EpcisDoors.VENDOR_VERSION);
    if (!WRITABLE.contains(path)) {
      return answer;
    }
    return limits(answer, limits).with("GS1-Capture-Error-Behaviour", "all");
  }

  /** The announced limits, also part of a refusal because of them. */
  static Answer limits(Answer answer, Limits limits) {
    return answer
        .with("GS1-EPCIS-Capture-Limit", String.valueOf(limits.maxCaptureEvents()))
        .with("GS1-EPCIS-Capture-File-Size-Limit", String.valueOf(limits.maxCaptureBytes()));
  }
}
