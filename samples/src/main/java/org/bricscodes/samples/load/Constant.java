package org.bricscodes.samples.load;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bare framework, giving one answer of so many bytes on as many event loops as there are
 * processors: what any HTTP answer is measured against. Prints its port.
 */
final class Constant {

  private static final int MAX_BYTES = 64 << 20;

  private Constant() {}

  public static void main(String... arguments) throws IOException {
    int bytes = Math.clamp(Long.parseLong(arguments[0]), 0, MAX_BYTES);
    Buffer body = Buffer.buffer(new byte[bytes]);
    AtomicInteger port = new AtomicInteger();
    DeploymentOptions loops =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    Vertx vertx = Vertx.vertx();
    vertx.deployVerticle(() -> new Loop(body, port), loops).await();
    System.out.println(port);
    Child.untilClosed();
    vertx.close().await();
  }

  private static final class Loop extends VerticleBase {
    private final Buffer body;
    private final AtomicInteger port;

    Loop(Buffer body, AtomicInteger port) {
      this.body = body;
      this.port = port;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer()
          .requestHandler(request -> request.response().end(body).onFailure(_ -> {}))
          .listen(-1, "127.0.0.1")
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }
}
