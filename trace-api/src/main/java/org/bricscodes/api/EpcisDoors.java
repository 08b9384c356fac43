package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bricscodes.query.PageTokens;

/**
 * {@code /epcis}: the EPCIS 2.0 REST interface (EPCIS 2.0 §12). Its parts are doors of their own;
 * here is what they share: the list of resources, {@code OPTIONS} of every path, versions, and the
 * end of page tokens.
 */
final class EpcisDoors {

  static final String CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  static final String VENDOR_VERSION = "0.1.0";

  private static final String VERSION = "[0-9]{1,4}(\\.[0-9]{1,4}){0,3}";

  /** The resources below {@code /epcis}, in the order of EPCIS 2.0 §12.5. */
  private static final List<String> RESOURCES =
      List.of(
          "events",
          "eventTypes",
          "epcs",
          "bizSteps",
          "bizLocations",
          "readPoints",
          "dispositions",
          "capture",
          "queries");

  private final List<Door> parts;
  private final PageTokens tokens;
  private final EpcisForms forms;
  private final Work work;
  private final Limits limits;

  /**
   * @param parts the doors below {@code /epcis}, all but those here
   */
  EpcisDoors(List<Door> parts, PageTokens tokens, EpcisForms forms, Work work, Limits limits) {
    this.parts = List.copyOf(parts);
    this.tokens = tokens;
    this.forms = forms;
    this.work = work;
    this.limits = limits;
  }

  List<Door> doors() {
    List<Door> doors = new ArrayList<>(parts);
    doors.add(Door.open(HttpMethod.GET, "/epcis", this::home).anyKey());
    List<Door> all = new ArrayList<>(doors);
    all.addAll(new EpcisOptions(limits).of(doors));
    all.add(Door.open(HttpMethod.DELETE, "/epcis/nextPageToken/{token}", this::endToken).anyKey());
    return all;
  }

  /** The headers every EPCIS answer carries. */
  static Answer versioned(Answer answer) {
    return answer.with("GS1-EPCIS-Version", "2.0.0").with("GS1-CBV-Version", "2.0.0");
  }

  /** Refuses version bounds that 2.0 does not meet. */
  static void negotiate(Exchange exchange) {
    negotiate(exchange, "2");
  }

  /** As {@link #negotiate}, for where documents come in: XML of EPCIS and CBV 1 is read too. */
  static void negotiateCapture(Exchange exchange) {
    negotiate(exchange, isVersionOne(exchange) ? "1" : "2");
  }

  private static boolean isVersionOne(Exchange exchange) {
    return exchange.header("GS1-EPCIS-Version").orElse("").startsWith("1.");
  }

  private static void negotiate(Exchange exchange, String major) {
    List<Problem.Fault> faults = new ArrayList<>(0);
    requireVersions(exchange);
    for (String name : List.of("GS1-EPCIS", "GS1-CBV")) {
      exchange
          .header(name + "-Min")
          .filter(least -> isBeyond(least, 1))
          .ifPresent(least -> faults.add(unmet(name + "-Min")));
      exchange
          .header(name + "-Max")
          .filter(most -> isBeyond(most, -1))
          .ifPresent(most -> faults.add(unmet(name + "-Max")));
      exchange
          .header(name + "-Version")
          .filter(version -> !isOf(major, version))
          .ifPresent(version -> faults.add(unmet(name + "-Version")));
    }
    if (!faults.isEmpty()) {
      throw new Problem(ProblemKind.NOT_ACCEPTABLE, "this service speaks version 2.0", faults);
    }
  }

  private static Problem.Fault unmet(String header) {
    return new Problem.Fault(header, "is not met by 2.0.0");
  }

  private static boolean isOf(String major, String version) {
    return (major.equals("1") && version.startsWith("1."))
        || version.equals("2")
        || version.equals("2.0")
        || version.startsWith("2.0.");
  }

  /** A header that holds no version is a mistake, not a wish that cannot be met. */
  private static void requireVersions(Exchange exchange) {
    List<Problem.Fault> faults = new ArrayList<>(0);
    for (String standard : List.of("GS1-EPCIS", "GS1-CBV")) {
      for (String part : List.of("-Version", "-Min", "-Max")) {
        exchange
            .header(standard + part)
            .filter(version -> !version.matches(VERSION))
            .ifPresent(
                version ->
                    faults.add(
                        new Problem.Fault(standard + part, "must be a version such as 2.0.0")));
      }
    }
    if (!faults.isEmpty()) {
      throw new Problem(
          ProblemKind.INVALID_PARAMETER,
          faults.getFirst().where() + ": " + faults.getFirst().message(),
          faults);
    }
  }

  /** Whether a version lies above (side 1) or below (side -1) 2.0.0. */
  private static boolean isBeyond(String version, int side) {
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

  private Future<Answer> home(Exchange exchange) {
    negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    byte[] body = EpcisCollection.bytes(form, RESOURCES, Map.of());
    return Future.succeededFuture(form.answer(200, body));
  }

  private Future<Answer> endToken(Exchange exchange) {
    String token = exchange.decoded("token");
    return work.run(
        () -> {
          if (!Await.done(tokens.revoke(token))) {
            throw new Problem(ProblemKind.NOT_FOUND, "not a page token of this service");
          }
          return versioned(Answer.empty(204));
        });
  }
}
