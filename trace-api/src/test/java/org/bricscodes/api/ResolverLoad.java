package org.bricscodes.api;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.TraceClient;

/**
 * Requests per second of the resolver, each for another serial, against the bare framework
 * answering an empty redirect, in one process and one run, client included. Argument: the seconds
 * of each measurement.
 */
final class ResolverLoad {

  private static final int CONNECTIONS = 64;
  private static final String ADMIN_KEY = "admin-key-of-this-load";
  private static final String PRODUCT = "/01/09521222000018";

  private final Hammer hammer = new Hammer(307, Map.of());
  private final Duration time;

  private ResolverLoad(Duration time) {
    this.time = time;
  }

  public static void main(String[] arguments) throws Exception {
    new ResolverLoad(Duration.ofSeconds(Integer.parseInt(arguments[0]))).run();
    System.exit(0);
  }

  private void run() throws Exception {
    Path data = Files.createTempDirectory("resolver-load");
    try (TraceServer server =
        TraceServer.start(
            Config.local(data).withAdminKey(ADMIN_KEY), Clock.systemUTC(), new SecureRandom())) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      admin.codes().issue(BatchRequest.of("09521222000018", "L", 10), "load");
      admin
          .links()
          .importLines(
              "{\"anchor\":\"%s\",\"itemDescription\":\"Tea\",\"links\":[{\"linkType\":\"gs1:pip\",\"href\":\"https://b.example/\"}]}"
                  .formatted(PRODUCT));
      URI constant =
          hammer.constant(
              response ->
                  response
                      .setStatusCode(307)
                      .putHeader("Location", "https://trace.example/scan/01/09521222000018")
                      .end());
      for (int round = 0; round < 3; round++) {
        double bare = measure(constant, n -> "/");
        double item = measure(server.address(), n -> PRODUCT + "/10/L/21/S" + n);
        double typed =
            measure(server.address(), n -> PRODUCT + "/10/L/21/S" + n + "?linkType=gs1:pip");
        System.out.println(
            String.format(
                Locale.ROOT,
                "constant %.0f/s, item %.0f/s (%.2f), gs1:pip %.0f/s (%.2f)",
                bare,
                item,
                item / bare,
                typed,
                typed / bare));
      }
    }
  }

  private double measure(URI server, LongFunction<String> path) throws InterruptedException {
    return hammer.measure(server, CONNECTIONS, time, path).perSecond();
  }
}
