package org.bricscodes.ledger.directory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bricscodes.ledger.testkit.KillContract;
import org.bricscodes.tlog.LogAudit;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/** A second log outlives the processes that write to it. */
final class DirectoryLedgerKillIT extends KillContract {

  @Override
  protected Map<String, String> ledger() {
    return Map.of("adapter", "directory", "dir", folder.resolve("ledger").toString());
  }

  /** Every entry of the second log is one anchor; the log checks clean as well. */
  @Override
  protected long anchorsOnTheLedger(String origin) throws Exception {
    Path dir = folder.resolve("ledger");
    TrustedLog key =
        TrustedLog.of(
            VerifierKey.parse(
                Files.readString(dir.resolve("ledger.vkey"), StandardCharsets.UTF_8).strip()));
    try (LogSource source = LogSource.directory(dir.resolve("log"))) {
      if (!LogAudit.of(source, key).run().findings().isEmpty()) {
        throw new AssertionError("the second log does not check clean");
      }
      return ReadLog.latest(source, key).checkpoint().size();
    }
  }
}
