package org.bricscodes.samples.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.bricscodes.api.Config;
import org.bricscodes.api.TraceServer;

/**
 * Two services in one process: one over an empty directory, on which the compiler is kept busy
 * until it has nothing left to do, and the one that is measured. Prints the addresses of both.
 */
final class GrowthServers {

  private GrowthServers() {}

  public static void main(String... arguments) throws IOException {
    Path scratch = Path.of(arguments[1]);
    Files.createDirectories(scratch);
    try (TraceServer first = start(scratch, arguments[2]);
        TraceServer measured = start(Path.of(arguments[0]), arguments[2])) {
      System.out.println(first.address());
      System.out.println(measured.address());
      Child.untilClosed();
    }
  }

  private static TraceServer start(Path data, String adminKey) {
    return TraceServer.start(
        Config.local(data).withAdminKey(adminKey), Clock.systemUTC(), new SecureRandom());
  }
}
