package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that break: what is refused, what is said, and how long is waited. */
final class ReopeningTest {

  private static final Status DOWN = Status.UNAVAILABLE.withDescription("io exception");
  private static final Status ODD = Status.INTERNAL.withDescription("odd");
  private static final Status NO_CHANNEL = Status.NOT_FOUND.withDescription("channel not found");

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Reopening two = new Reopening(List.of("a:7051", "b:7051"), nanos::get);
  private final List<LogRecord> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger(RecordFeed.class.getName());
  private final Handler tape =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(tape);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(tape);
  }

  private List<String> said() {
    return logged.stream()
        .map(record -> record.getLevel() + " " + record.getParameters()[0])
        .toList();
  }

  private static void assertRefused(Fault fault, String words, Reopening reopening, Status status) {
    assertThatThrownBy(() -> reopening.breaks(0, status))
        .isInstanceOfSatisfying(
            LedgerException.Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessage(fault + ": " + words);
  }

  @Test
  void unauthenticatedAndDenied_areRefused() {
    assertRefused(
        Fault.UNAUTHORIZED,
        "a:7051 UNAUTHENTICATED: who are you",
        two,
        Status.UNAUTHENTICATED.withDescription("who are you"));
    assertRefused(
        Fault.UNAUTHORIZED,
        "a:7051 PERMISSION_DENIED: access denied",
        two,
        Status.PERMISSION_DENIED.withDescription("access denied"));
    assertThat(logged).isEmpty();
  }

  @Test
  void channelThatNoPeerHas_isRefused() throws LedgerException {
    Reopening one = new Reopening(List.of("a:7051"), nanos::get);
    assertRefused(
        Fault.WRONG_NETWORK,
        "no peer has the channel: a:7051 NOT_FOUND: channel not found",
        one,
        NO_CHANNEL);

    assertThat(two.breaks(1, NO_CHANNEL)).isEqualTo(Duration.ofMillis(500));
    assertRefused(
        Fault.WRONG_NETWORK,
        "no peer has the channel: a:7051 NOT_FOUND: channel not found",
        two,
        NO_CHANNEL);
  }

  @Test
  void channelThatOnePeerHasNot_isAskedForAtTheOther() throws LedgerException {
    for (int round = 0; round < 3; round++) {
      assertThat(two.breaks(0, NO_CHANNEL)).isPositive();
      assertThat(two.breaks(1, DOWN)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PERMISSION_DENIED", "UNAUTHENTICATED", "NOT_FOUND"})
  void everythingElse_isTriedAgain(Status.Code code) throws LedgerException {
    assertThat(two.breaks(0, code.toStatus())).isEqualTo(Duration.ofMillis(500));
    assertThat(logged).hasSize(1);
  }

  @Test
  void pause_doublesToHalfAMinute_andStartsAnewOnceEventsCome() throws LedgerException {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      millis.add(two.breaks(i % 2, DOWN).toMillis());
    }
    two.flows(0);
    millis.add(two.breaks(0, DOWN).toMillis());

    assertThat(millis)
        .containsExactly(
            500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L, 500L);
  }

  @Test
  void trouble_isSaidOnceForEachPeer_andAgainWhenItIsAnother() throws LedgerException {
    for (int i = 0; i < 50; i++) {
      assertThat(two.breaks(0, DOWN)).isPositive();
      assertThat(two.breaks(1, ODD)).isPositive();
    }
    assertThat(two.breaks(0, ODD)).isPositive();
    two.flows(1);
    two.flows(1);
    assertThat(two.breaks(1, Status.OK)).isPositive();

    assertThat(said())
        .containsExactly(
            "WARNING a:7051 UNAVAILABLE: io exception",
            "WARNING b:7051 INTERNAL: odd",
            "WARNING a:7051 INTERNAL: odd",
            "INFO b:7051",
            "WARNING b:7051 ended it");
    assertThat(logged).extracting(LogRecord::getLevel).contains(Level.WARNING, Level.INFO);
  }

  /** A channel may be silent for days: that is no trouble that lasts. */
  @Test
  void streamThatStoodLong_breaksAsTheFirst() throws LedgerException {
    two.opens();
    assertThat(two.breaks(0, DOWN).toMillis()).isEqualTo(500);
    two.opens();
    nanos.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
    assertThat(two.breaks(0, DOWN).toMillis()).isEqualTo(1_000);
    two.opens();
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    assertThat(two.breaks(0, DOWN).toMillis()).isEqualTo(500);

    assertThat(said())
        .containsExactly(
            "WARNING a:7051 UNAVAILABLE: io exception", "WARNING a:7051 UNAVAILABLE: io exception");
  }

  @Test
  void words_areBounded() throws LedgerException {
    assertThat(two.breaks(0, ODD.withDescription("x".repeat(5_000)))).isPositive();

    assertThat(said().getFirst()).hasSizeLessThan(600).endsWith("x…");
  }
}
