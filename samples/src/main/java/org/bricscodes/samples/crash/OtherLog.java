package org.bricscodes.samples.crash;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;

/** A log of the drill's own, whose checkpoints the service cosigns. */
final class OtherLog implements AutoCloseable {

  private final TransparencyLog log;
  private int entries;

  OtherLog(Path directory, RandomGenerator random) {
    this.log =
        TransparencyLog.open(
            directory,
            SignerKey.generate("other.example/log", random),
            LogOptions.standard(Clock.systemUTC(), random));
  }

  /** Writes the list of logs that the service over {@code data} cosigns. */
  void list(Path data) throws IOException {
    Files.createDirectories(data.resolve("witness"));
    Files.writeString(
        data.resolve("witness/logs"),
        "logs/v0\nvkey %s\nqpd 100000000\ncontact the drill\n".formatted(log.verifierKey()));
  }

  /** Grows by an entry and has the new checkpoint cosigned. */
  synchronized HttpResponse<String> ask(Caller caller, Told told) throws IOException {
    log.append(List.of(("entry " + entries++).getBytes(StandardCharsets.UTF_8)));
    SignedCheckpoint newest = log.publish();
    HttpResponse<String> answer = caller.send("POST", PATH, TEXT, request(told.cosigned.get()));
    if (answer.statusCode() == 409) { // an answer was lost: it knows more than it could tell
      long known = Long.parseLong(answer.body().strip());
      Violation.unless(
          known >= told.cosigned.get(), "the witness went back to " + known + " entries");
      answer = caller.send("POST", PATH, TEXT, request(known));
    }
    if (answer.statusCode() == 200) {
      told.cosigned.set(newest.size());
      told.acknowledged.incrementAndGet();
    }
    return answer;
  }

  private static final String PATH = "/log/add-checkpoint";
  private static final String TEXT = "text/plain";

  private String request(long from) {
    StringBuilder body = new StringBuilder("old ").append(from).append('\n');
    SignedCheckpoint newest = log.checkpoint();
    if (from > 0 && from < newest.size()) {
      for (Digest hash : log.consistency(from, newest.size()).path()) {
        body.append(hash.base64()).append('\n');
      }
    }
    return body.append('\n')
        .append(new String(newest.note().bytes(), StandardCharsets.UTF_8))
        .toString();
  }

  @Override
  public void close() {
    log.close();
  }
}
