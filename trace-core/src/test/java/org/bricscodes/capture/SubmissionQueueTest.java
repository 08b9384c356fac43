package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits in front of the recorder, and in which order. */
final class SubmissionQueueTest {

  private final SubmissionQueue queue = new SubmissionQueue(new RecorderOptions(2, 16, 1_600));

  @Test
  void partyWithOneSubmission_waitsForOneOfAnothers_notForAll() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      queue.put(submission("greedy", 100));
    }
    queue.put(submission("modest", 100));

    List<Submission> first = queue.take();

    assertThat(first).extracting(Submission::party).startsWith("greedy", "modest");
  }

  @Test
  void greedyParty_leavesRoom_forWhoComesNext() {
    for (int i = 0; i < 14; i++) {
      queue.put(submission("greedy", 100));
    }

    assertThatThrownBy(() -> queue.put(submission("greedy", 100)))
        .isInstanceOf(CaptureException.Overloaded.class);
    queue.put(submission("modest", 100));
  }

  @Test
  void whatIsTaken_makesRoomAgain() throws InterruptedException {
    queue.put(submission("greedy", 1_400));
    assertThatThrownBy(() -> queue.put(submission("greedy", 100)))
        .isInstanceOf(CaptureException.Overloaded.class);

    assertThat(queue.take()).hasSize(1);

    queue.put(submission("greedy", 100));
    assertThat(queue.drain()).hasSize(1);
  }

  private static Submission submission(String party, long bytes) {
    return new Submission(
        party, List.of(), List.of(), ErrorBehaviour.ROLLBACK, bytes, 1, new CompletableFuture<>());
  }
}
