package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bricscodes.tlog.TransparencyLog;

/**
 * {@code /log/NAME}: the logs of nodes that this process has, as static resources, like the
 * service's own ({@link LogDoors}). What another node has {@link CaptureRouter} hands there before
 * it comes here.
 */
final class NodeLogDoors {

  private final Function<String, Optional<TransparencyLog>> logs;
  private final Work work;

  /**
   * @param logs by name
   */
  NodeLogDoors(Function<String, Optional<TransparencyLog>> logs, Work work) {
    this.logs = logs;
    this.work = work;
  }

  static NodeLogDoors of(Holdings holdings, Work work) {
    return new NodeLogDoors(name -> holdings.log(name).map(HeldLog::log), work);
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
    return LogDoors.read(log(name), "checkpoint", work);
  }

  private TransparencyLog log(String name) {
    return logs.apply(name)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemKind.NOT_FOUND, "no node of this service has a log of this name"));
  }
}
