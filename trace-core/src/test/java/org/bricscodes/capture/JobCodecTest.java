package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;

final class JobCodecTest {

  private static final CaptureFault FAULT =
      new CaptureFault(
          3, "urn:uuid:1", CaptureFault.Kind.CONFLICT, "/epcisBody/eventList/3", "taken 已用");

  private static final CaptureJob RUNNING =
      new CaptureJob(
          "014d2pf2dbsqqzxq5tk1v58ch0",
          "tea-exporter",
          Instant.parse("2026-03-04T05:06:07.008Z"),
          ErrorBehaviour.ROLLBACK,
          null);

  @Test
  void runningJob_roundTrips() {
    CaptureJob read = JobCodec.decode(JobCodec.encode(RUNNING));

    assertThat(read).isEqualTo(RUNNING);
    assertThat(read.running()).isTrue();
    assertThat(read.success()).isTrue();
  }

  @Test
  void finishedJob_withFaults_roundTripsAndHasFailed() {
    CaptureJob.Result result =
        new CaptureJob.Result(Instant.parse("2026-03-04T05:06:08Z"), 4, 2, 1, List.of(FAULT), 0);
    CaptureJob job = RUNNING.finished(result);

    CaptureJob read = JobCodec.decode(JobCodec.encode(job));

    assertThat(read).isEqualTo(job);
    assertThat(read.running()).isFalse();
    assertThat(read.success()).isFalse();
  }

  @Test
  void result_withMoreFaultsThanKept_countsTheRest() {
    CaptureJob.Result result =
        new CaptureJob.Result(Instant.EPOCH, 0, 0, 1_500, Collections.nCopies(1_500, FAULT), 0);

    CaptureJob read = JobCodec.decode(JobCodec.encode(RUNNING.finished(result)));

    assertThat(Objects.requireNonNull(read.result()).faults()).hasSize(1_000);
    assertThat(read.result()).extracting(CaptureJob.Result::faultsOmitted).isEqualTo(500);
  }

  @Test
  void fault_withALongText_isShortened() {
    String text = "x".repeat(70_000);

    CaptureFault fault = new CaptureFault(0, text, CaptureFault.Kind.INVALID, text, text);

    assertThat(fault.message()).hasSize(2_000).endsWith("…");
  }

  @Test
  void row_truncatedAnywhere_isCorrupt() {
    byte[] row =
        JobCodec.encode(
            RUNNING.finished(new CaptureJob.Result(Instant.EPOCH, 1, 0, 1, List.of(FAULT), 0)));

    for (int length = 0; length < row.length; length++) {
      byte[] torn = Arrays.copyOf(row, length);
      assertThatThrownBy(() -> JobCodec.decode(torn))
          .as("cut to %d bytes", length)
          .isInstanceOf(StoreException.Corrupt.class);
    }
  }
}
