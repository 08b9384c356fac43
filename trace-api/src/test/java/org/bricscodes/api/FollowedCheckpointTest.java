package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before the tests
final class FollowedCheckpointTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String EVENT =
      """
      {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
       "type":"ObjectEvent","eventTime":"2026-05-01T08:00:00.000+08:00",
       "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping",
       "epcList":["https://id.gs1.org/01/09521222000018/21/A1"]}\
      """;

  @TempDir Path folder;

  @Test
  void ofNobody_orOfAnotherLog_isAsIfItWereEmpty_andStaysWhatItWas() {
    try (RunningServer ours = RunningServer.in(folder.resolve("ours"));
        RunningServer other = RunningServer.in(folder.resolve("other"))) {
      AtomicReference<Optional<URI>> writer = new AtomicReference<>(Optional.empty());
      try (FollowedCheckpoint log = new FollowedCheckpoint(key(ours), writer::get)) {
        log.look();
        assertThat(log.size()).isZero();
        assertThatThrownBy(() -> log.covering(1)).isInstanceOf(IllegalArgumentException.class);

        writer.set(Optional.of(other.server().address()));
        log.look();
        assertThat(log.size()).isZero();

        writer.set(Optional.of(ours.server().address()));
        record(ours);
        log.look();
        assertThat(log.size()).isEqualTo(1);
        assertThat(log.published()).isEqualTo(1);
        assertThat(log.covering(1).size()).isEqualTo(1);

        writer.set(Optional.of(other.server().address()));
        log.look();
        assertThat(log.size()).isEqualTo(1);
      }
    }
  }

  private static TrustedLog key(RunningServer running) {
    return TrustedLog.of(VerifierKey.parse(running.send(running.open("/log/key")).body().strip()));
  }

  /** One event, which is in the log when this returns. */
  private static void record(RunningServer running) {
    HttpResponse<String> answer =
        running.send(
            running
                .admin("/epcis/events")
                .header("Content-Type", "application/ld+json")
                .POST(BodyPublishers.ofString(EVENT)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!running.send(running.open("/log/checkpoint")).body().contains("\n1\n")) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
