package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code /epcis}: the EPCIS 2.0 REST interface (EPCIS 2.0 §12), as far as it is offered: capture,
 * its jobs, and events. Every resource announces its headers by OPTIONS.
 */
final class EpcisDoors {

  static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  private final CaptureDoors capture;
  private final EventDoors events;
  private final Limits limits;

  EpcisDoors(CaptureDoors capture, EventDoors events, Limits limits) {
    this.capture = capture;
    this.events = events;
    this.limits = limits;
  }

  List<Door> doors() {
    return Stream.of(
            List.of(
                Door.open(HttpMethod.GET, "/epcis", exchange -> Future.succeededFuture(home()))
                    .anyKey(),
                options("/epcis", "GET, HEAD, OPTIONS"),
                options("/epcis/capture", "GET, HEAD, POST, OPTIONS"),
                options("/epcis/capture/{captureID}", "GET, HEAD, OPTIONS"),
                options("/epcis/events", "GET, HEAD, OPTIONS"),
                options("/epcis/events/{eventID}", "GET, HEAD, OPTIONS")),
            capture.doors(),
            events.doors())
        .flatMap(List::stream)
        .toList();
  }

  /** The headers every EPCIS answer carries. */
  static Answer versioned(Answer answer) {
    return answer.with("GS1-EPCIS-Version", "2.0.0").with("GS1-CBV-Version", "2.0.0");
  }

  /**
   * Refuses version bounds that 2.0 does not meet, and identifier formats that would need
   * translating: events are served as they were sent.
   */
  static void negotiate(Exchange exchange) {
    for (String name : List.of("GS1-EPCIS", "GS1-CBV")) {
      exchange
          .header(name + "-Min")
          .filter(least -> isBeyond(least, 1))
          .ifPresent(least -> refuse(name + "-Min", "this service speaks 2.0.0"));
      exchange
          .header(name + "-Max")
          .filter(most -> isBeyond(most, -1))
          .ifPresent(most -> refuse(name + "-Max", "this service speaks 2.0.0"));
      exchange
          .header(name + "-Version")
          .filter(version -> !version.equals("2.0") && !version.startsWith("2.0."))
          .ifPresent(version -> refuse(name + "-Version", "this service speaks 2.0.0"));
    }
    exchange
        .header("GS1-EPC-Format")
        .filter(format -> !format.equals("No_Preference") && !format.equals("Never_Translates"))
        .ifPresent(
            format -> refuse("GS1-EPC-Format", "events are served as sent: Never_Translates"));
  }

  private static void refuse(String header, String message) {
    throw new Problem(
        ProblemKind.NOT_ACCEPTABLE, message, List.of(new Problem.Fault(header, message)));
  }

  /** Whether a version lies above (side 1) or below (side -1) 2.0.0, or is none. */
  private static boolean isBeyond(String version, int side) {
    if (!version.matches("[0-9]{1,4}(\\.[0-9]{1,4}){0,3}")) {
      return true;
    }
    String[] parts = version.split("\\.", -1);
    int[] ours = {2, 0, 0, 0};
    for (int i = 0; i < parts.length; i++) {
      int order = Integer.compare(Integer.parseInt(parts[i]), ours[i]);
      if (order != 0) {
        return order == side;
      }
    }
    return false;
  }

  private Door options(String path, String allow) {
    Answer answer =
        versioned(Answer.empty(204))
            .with("Allow", allow)
            .with("GS1-EPCIS-Min", "2.0.0")
            .with("GS1-EPCIS-Max", "2.0.0")
            .with("GS1-CBV-Min", "2.0.0")
            .with("GS1-CBV-Max", "2.0.0")
            .with("GS1-EPC-Format", "Never_Translates")
            .with("GS1-Vendor-Version", "0.1.0")
            .with("GS1-Capture-Error-Behaviour", "all")
            .with("GS1-EPCIS-Capture-Limit", String.valueOf(limits.maxCaptureEvents()))
            .with("GS1-EPCIS-Capture-File-Size-Limit", String.valueOf(limits.maxCaptureBytes()));
    return Door.open(HttpMethod.OPTIONS, path, exchange -> Future.succeededFuture(answer));
  }

  private static Answer home() {
    ObjectNode document = Json.object().put("@context", CONTEXT).put("type", "Collection");
    document.putArray("member").add("capture").add("events");
    return versioned(Answer.of(200, "application/ld+json", Json.bytes(document))).noStore();
  }
}
