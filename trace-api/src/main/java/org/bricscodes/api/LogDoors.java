package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.tlog.LogResource;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;

/** {@code /log}: the transparency log as static resources (c2sp.org/tlog-tiles). */
final class LogDoors {

  /** Asks for the checkpoint that goes to ledgers. */
  static final String SETTLED = "settled";

  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private final TransparencyLog log;
  private final WitnessedLog witnessed;
  private final Work work;

  /**
   * @param witnessed the checkpoints of {@code log}
   */
  LogDoors(TransparencyLog log, WitnessedLog witnessed, Work work) {
    this.log = log;
    this.witnessed = witnessed;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(
            HttpMethod.GET,
            "/log/checkpoint",
            exchange ->
                Future.succeededFuture(
                    exchange.query().value(SETTLED).filter("true"::equals).isPresent()
                        ? settled()
                        : checkpoint())),
        Door.open(HttpMethod.GET, "/log/key", exchange -> Future.succeededFuture(key())),
        Door.open(
            HttpMethod.GET, "/log/tile/{+tile}", exchange -> read("tile/" + exchange.raw("tile"))));
  }

  private Answer checkpoint() {
    return answer(
        new LogResource(LogResource.Kind.CHECKPOINT, witnessed.published().note().bytes()));
  }

  private Answer settled() {
    return witnessed
        .settled(Anchor.MAX_BYTES)
        .map(note -> answer(new LogResource(LogResource.Kind.CHECKPOINT, note.bytes())))
        .orElseThrow(
            () -> new Problem(ProblemKind.NOT_FOUND, "witnesses are being asked for the first"));
  }

  private Future<Answer> read(String path) {
    return read(log, path, work);
  }

  /** A resource of a log by its path below the log's address. */
  static Future<Answer> read(TransparencyLog log, String path, Work work) {
    return work.run(
        () ->
            log.resource(path)
                .map(LogDoors::answer)
                .orElseThrow(
                    () ->
                        new Problem(
                            ProblemKind.NOT_FOUND,
                            "the log has no such resource within its published size")));
  }

  private static Answer answer(LogResource resource) {
    Answer answer = Answer.of(200, resource.kind().contentType(), resource.bytes());
    return switch (resource.kind()) {
      case CHECKPOINT -> answer.with("Cache-Control", "public, max-age=2");
      case TILE -> answer.with("Cache-Control", IMMUTABLE);
    };
  }

  private Answer key() {
    return key(log);
  }

  static Answer key(TransparencyLog log) {
    return Answer.text(200, Answer.TEXT, log.verifierKey() + "\n")
        .with("Cache-Control", "public, max-age=300");
  }
}
