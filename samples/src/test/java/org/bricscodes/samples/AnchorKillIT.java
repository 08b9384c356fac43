package org.bricscodes.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/** The service anchors in a second log. */
final class AnchorKillIT extends ServiceKillContract {

  @Override
  protected String adapter() {
    return "directory";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("dir", folder.resolve("second").toString(), "origin", "second.example");
  }

  /** Every entry of the second log is one anchor. */
  @Override
  protected long anchorsOnTheLedger() throws IOException {
    Path second = folder.resolve("second");
    String key = Files.readString(second.resolve("ledger.vkey"), StandardCharsets.UTF_8).strip();
    try (LogSource source = LogSource.directory(second.resolve("log"))) {
      return ReadLog.latest(source, TrustedLog.of(VerifierKey.parse(key))).checkpoint().size();
    }
  }
}
