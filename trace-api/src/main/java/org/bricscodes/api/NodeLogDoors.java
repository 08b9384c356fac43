package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bricscodes.tlog.TransparencyLog;

/**
 * {@code /log/NAME}: the logs of nodes that this process has, as static resources, like the
 * service's own ({@link LogDoors}). What another node has {@link CaptureRouter} hands there before
 * it comes here.
 */
final class NodeLogDoors {

  private final Function<String, Optional<TransparencyLog>> logs;
  private final Predicate<String> whole;
  private final Work work;

  /**
   * @param logs by name
   * @param whole of which the newest checkpoint is shown
   */
  NodeLogDoors(
      Function<String, Optional<TransparencyLog>> logs, Predicate<String> whole, Work work) {
    this.logs = logs;
    this.whole = whole;
    this.work = work;
  }

  static NodeLogDoors of(Holdings holdings, Work work) {
    return new NodeLogDoors(
        name -> holdings.log(name).map(HeldLog::log),
        name -> holdings.log(name).map(HeldLog::isWhole).orElse(false),
        work);
  }

  /** All but the checkpoint's, which has its address in common with another. */
  List<Door> doors() {
    return List.of(
        Door.open(
            HttpMethod.GET,
            "/log/{name}/key",
            exchange -> Future.succeededFuture(LogDoors.key(log(exchange.raw("name"))))),
        Door.open(
            HttpMethod.GET,
            "/log/{name}/tile/{+tile}",
            exchange ->
                LogDoors.read(log(exchange.raw("name")), "tile/" + exchange.raw("tile"), work)));
  }

  /** Where nothing but logs of nodes has checkpoints. */
  Door checkpointDoor() {
    return Door.open(
        HttpMethod.GET, "/log/{name}/checkpoint", exchange -> checkpoint(exchange.raw("name")));
  }

  /** The newest checkpoint that the log signed. */
  Future<Answer> checkpoint(String name) {
    TransparencyLog log = log(name);
    if (!whole.test(name)) {
      throw new Problem(
          ProblemKind.OVERLOADED, "this node took the log over and is making its copy of it");
    }
    return LogDoors.read(log, "checkpoint", work);
  }

  private TransparencyLog log(String name) {
    return logs.apply(name)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemKind.NOT_FOUND, "no node of this service has a log of this name"));
  }
}
