package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.LogException;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.Witness;
import org.bricscodes.tlog.WitnessAnswer;
import org.bricscodes.tlog.WitnessStatus;
import org.bricscodes.tlog.WitnessedLog;

/**
 * Who vouches for whom: {@code /log/witnesses}, those that cosign our checkpoints, and the witness
 * that we are for other logs (c2sp.org/tlog-witness), whose submission and monitoring prefix both
 * are {@code /log}. Without a list of logs to cosign, every log is unknown.
 */
final class WitnessDoors {

  private static final String BRIEFLY = "public, max-age=2";

  private final WitnessedLog witnessed;
  private final Optional<Witness> witness;
  private final NodeLogDoors logs;
  private final Work work;
  private final BaseUrl baseUrl;

  /**
   * @param logs those of nodes, whose checkpoints lie at addresses of the same form
   */
  WitnessDoors(
      WitnessedLog witnessed,
      Optional<Witness> witness,
      NodeLogDoors logs,
      Work work,
      BaseUrl baseUrl) {
    this.logs = logs;
    this.witnessed = witnessed;
    this.witness = witness;
    this.work = work;
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, "/log/add-checkpoint", this::add)
            .body(Witness.MAX_REQUEST_BYTES),
        Door.open(
            HttpMethod.GET, "/log/witnesses", exchange -> Future.succeededFuture(witnesses())),
        Door.open(
            HttpMethod.GET, "/log/witnessed", exchange -> Future.succeededFuture(witnessed())),
        Door.open(HttpMethod.GET, "/log/{origin}/checkpoint", this::latest));
  }

  private Future<Answer> add(Exchange exchange) {
    if (witness.isEmpty()) {
      throw new Problem(ProblemKind.NOT_FOUND, "this service cosigns no other logs");
    }
    byte[] body = exchange.body();
    return work.run(() -> answer(cosigned(witness.get(), body)));
  }

  private static WitnessAnswer cosigned(Witness witness, byte[] body) {
    try {
      return witness.addCheckpoint(body);
    } catch (LogException e) {
      throw new Problem(ProblemKind.OVERLOADED, "nothing can be cosigned now: " + e.getMessage());
    }
  }

  private static Answer answer(WitnessAnswer answer) {
    return switch (answer) {
      case WitnessAnswer.Cosigned cosigned ->
          Answer.text(200, Answer.TEXT, cosigned.body()).noStore();
      case WitnessAnswer.Conflict conflict ->
          Answer.text(409, WitnessAnswer.SIZE_TYPE, conflict.body()).noStore();
      case WitnessAnswer.Malformed(String reason) ->
          throw new Problem(ProblemKind.MALFORMED_REQUEST, reason);
      case WitnessAnswer.Unsigned(String reason) ->
          throw new Problem(ProblemKind.NOT_SIGNED, reason);
      case WitnessAnswer.UnknownLog _ ->
          throw new Problem(ProblemKind.NOT_FOUND, "this service does not cosign the log");
      case WitnessAnswer.Inconsistent(String reason) ->
          throw new Problem(ProblemKind.INCONSISTENT, reason);
      case WitnessAnswer.TooOften(long seconds) ->
          throw new Problem(
                  ProblemKind.TOO_MANY_REQUESTS,
                  "the log is cosigned less often; try again in " + seconds + " seconds")
              .with("retryAfter", String.valueOf(seconds));
    };
  }

  private Future<Answer> latest(Exchange exchange) {
    String name = exchange.raw("origin");
    if (NodeLogs.isName(name)) {
      return logs.checkpoint(name);
    }
    Digest hash;
    try {
      hash = Digest.parseHex(name);
    } catch (IllegalArgumentException e) {
      throw new Problem(
          ProblemKind.NOT_FOUND,
          "another log is named by the SHA-256 of its origin, in hexadecimal; a node's by its"
              + " name");
    }
    return Future.succeededFuture(
        witness
            .flatMap(one -> one.latest(hash))
            .map(note -> Answer.of(200, Answer.TEXT, note.bytes()).with("Cache-Control", BRIEFLY))
            .orElseThrow(
                () ->
                    new Problem(ProblemKind.NOT_FOUND, "nothing of such a log was cosigned here")));
  }

  private Answer witnesses() {
    SignedCheckpoint published = witnessed.published();
    ObjectNode document = Json.object().put("asked", witnessed.policy().asked());
    ObjectNode shown = document.putObject("published").put("size", published.size());
    ArrayNode by = shown.putArray("cosignedBy");
    published
        .cosignatures()
        .forEach(
            one ->
                by.addObject()
                    .put("witness", one.witness())
                    .put("key", one.key().toString())
                    .put("time", one.time().toString()));
    document.put("signedSize", witnessed.newest().size());
    ArrayNode list = document.putArray("witnesses");
    witnessed.statuses().forEach(status -> list.add(json(status)));
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).with("Cache-Control", BRIEFLY);
  }

  private static ObjectNode json(WitnessStatus status) {
    ObjectNode node =
        Json.object()
            .put("name", status.name())
            .put("key", status.key().toString())
            .put("size", status.size())
            .put("time", status.time().map(Instant::toString).orElse(null))
            .put("failures", status.failures());
    if (status.fault().isPresent()) {
      WitnessStatus.Fault fault = status.fault().get();
      node.putObject("fault")
          .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
          .put("reason", fault.reason());
    } else {
      node.putNull("fault");
    }
    return node;
  }

  private Answer witnessed() {
    ObjectNode document = Json.object();
    document.put("key", witness.map(one -> one.verifierKey().toString()).orElse(null));
    ArrayNode list = document.putArray("logs");
    witness.ifPresent(one -> one.progress().forEach(log -> list.add(json(log))));
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).with("Cache-Control", BRIEFLY);
  }

  private ObjectNode json(Witness.Progress log) {
    boolean none = log.time().equals(Instant.EPOCH);
    return Json.object()
        .put("origin", log.origin())
        .put("size", log.size())
        .put("time", none ? null : log.time().toString())
        .put("forks", log.forks())
        .put("suspicions", log.suspicions())
        .put("suspects", log.suspects())
        .put("checkpoint", baseUrl.at("/log/" + Witness.hash(log.origin()) + "/checkpoint"));
  }

  /** By witness and by log, how far each is. */
  void measure(Metrics metrics) {
    metrics.gauge("log_signed_size", "Entries under the newest signed checkpoint", () -> signed());
    metrics.gauge(
        "log_published_size",
        "Entries under the published checkpoint",
        () -> witnessed.published().size());
    List<String> names = witnessed.statuses().stream().map(WitnessStatus::name).toList();
    for (int i = 0; i < names.size(); i++) {
      int at = i;
      String name = names.get(i);
      metrics.gauge(
          "witness_cosigned_size",
          "Entries under the newest checkpoint a witness cosigned",
          "witness",
          name,
          () -> status(at).size());
      metrics.gauge(
          "witness_lag_entries",
          "Entries signed and not yet cosigned by a witness",
          "witness",
          name,
          () -> Math.max(0, signed() - status(at).size()));
      metrics.gauge(
          "witness_failures",
          "Requests to a witness that brought no cosignature",
          "witness",
          name,
          () -> status(at).failures());
    }
    witness.ifPresent(one -> measure(one, metrics));
  }

  private static void measure(Witness witness, Metrics metrics) {
    List<String> origins = witness.progress().stream().map(Witness.Progress::origin).toList();
    for (int i = 0; i < origins.size(); i++) {
      int at = i;
      metrics.gauge(
          "witnessed_size",
          "Entries under the newest checkpoint cosigned of a log",
          "log",
          origins.get(i),
          () -> witness.progress().get(at).size());
      metrics.gauge(
          "witnessed_forks",
          "Times a log showed two roots for one size",
          "log",
          origins.get(i),
          () -> witness.progress().get(at).forks());
      metrics.gauge(
          "witnessed_suspicions",
          "Times a larger tree a log signed was not shown to contain what was cosigned",
          "log",
          origins.get(i),
          () -> witness.progress().get(at).suspicions());
      metrics.gauge(
          "witnessed_suspects",
          "Notes of such trees that are kept, unexplained",
          "log",
          origins.get(i),
          () -> witness.progress().get(at).suspects());
    }
  }

  private long signed() {
    return witnessed.newest().size();
  }

  private WitnessStatus status(int at) {
    return witnessed.statuses().get(at);
  }
}
