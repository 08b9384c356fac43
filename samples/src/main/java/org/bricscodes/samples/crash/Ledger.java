package org.bricscodes.samples.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/** The second log that the service anchors its own in. */
final class Ledger {

  private Ledger() {}

  /** Writes the file that has the service over {@code data} anchor in {@code directory}. */
  static void configure(Path data, Path directory) throws IOException {
    Files.createDirectories(data.resolve("ledgers"));
    Files.writeString(
        data.resolve("ledgers/second.properties"),
        """
        adapter=directory
        dir=%s
        origin=second.example
        policy=local
        anchor.every=500ms
        anchor.poll=100ms
        """
            .formatted(directory.toAbsolutePath()));
  }

  static TrustedLog key(Path directory) throws IOException {
    return TrustedLog.of(
        VerifierKey.parse(
            Files.readString(directory.resolve("ledger.vkey"), StandardCharsets.UTF_8).strip()));
  }

  /** Where the service tells of it. */
  static String path(Caller caller) throws IOException {
    String ledger = caller.json("/anchors").path("ledgers").path(0).path("ledger").asText();
    return "/anchors/" + ledger.replace(":", "%3A").replace("+", "%2B");
  }
}
