package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.api.demo.StoryLoader;

/**
 * Requests per second of processor time of one scan as JSON, looked up by one person, against the
 * bare framework answering a constant of the same size, in one process and one run, client
 * included. Arguments: the story folder, and the seconds of each measurement.
 */
final class ScanLoad {

  /** A person with a phone: her look is noted, and counts. */
  static final String PHONE =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Mobile Safari/537.36";

  static final String ADMIN_KEY = "admin-key-of-this-load";

  private static final int CONNECTIONS = 64;

  private ScanLoad() {}

  public static void main(String[] arguments) throws Exception {
    run(Path.of(arguments[0]), Duration.ofSeconds(Integer.parseInt(arguments[1])));
    System.exit(0);
  }

  private static void run(Path story, Duration time) throws Exception {
    Hammer hammer = new Hammer(200, Map.of("Accept", "application/json", "User-Agent", PHONE));
    Path data = Files.createTempDirectory("scan-load");
    try (TraceServer server =
        TraceServer.start(
            Config.local(data).withAdminKey(ADMIN_KEY), Clock.systemUTC(), new SecureRandom())) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      StoryLoader.Loaded loaded = new StoryLoader(story, admin, (done, of, what) -> {}).load();
      String scan = "/scan" + loaded.show().getFirst().code();
      int bytes = admin.json(scan).toString().length();
      Buffer body = Buffer.buffer(new byte[bytes]);
      URI constant =
          hammer.constant(
              response -> response.putHeader("Content-Type", "application/json").end(body));
      for (int round = 0; round < 3; round++) {
        double bare = hammer.measure(constant, CONNECTIONS, time, n -> "/").perProcessorSecond();
        double warm =
            hammer.measure(server.address(), CONNECTIONS, time, n -> scan).perProcessorSecond();
        double anew =
            hammer
                .measure(server.address(), CONNECTIONS, time, n -> scan + "?n=" + System.nanoTime())
                .perProcessorSecond();
        System.out.println(
            String.format(
                Locale.ROOT,
                "%d bytes, requests per second of processor time: constant %.0f, scan %.0f (%.2f),"
                    + " made anew %.0f (%.2f)",
                bytes,
                bare,
                warm,
                warm / bare,
                anew,
                anew / bare));
      }
    }
  }
}
