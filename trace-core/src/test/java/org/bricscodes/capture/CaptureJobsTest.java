package org.bricscodes.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.capture.Documents.document;
import static org.bricscodes.capture.Documents.event;
import static org.bricscodes.capture.Documents.uuid;
import static org.bricscodes.capture.TestRecorder.NOW;
import static org.bricscodes.capture.TestRecorder.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import org.bricscodes.capture.ScriptedStore.Fate;
import org.bricscodes.epcis.EpcisLimits;
import org.junit.jupiter.api.Test;

final class CaptureJobsTest {

  private static final EpcisLimits LIMITS = new EpcisLimits(20_000, 10, 100, 8_192, 64, 100);
  private static final String BAD_STEP = event(uuid(8), 8, 8).replace("shipping", "shiping");

  private final ScriptedStore store = new ScriptedStore();
  private final EventArchive archive = TestRecorder.archive(store);

  @Test
  void soundDocument_isRecorded_andItsJobSaysSo() {
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      CaptureJob accepted = accepted(jobs, document(event(uuid(1), 1, 1), event(uuid(2), 2, 2)));
      jobs.awaitIdle();

      CaptureJob job = jobs.find("tea", accepted.captureID()).orElseThrow();
      assertThat(accepted.running()).isTrue();
      assertThat(job.running()).isFalse();
      assertThat(job.success()).isTrue();
      assertThat(job.createdAt()).isEqualTo(NOW);
      assertThat(job.result()).isEqualTo(new CaptureJob.Result(NOW, 2, 0, 0, List.of(), 0));
      assertThat(archive.size()).isEqualTo(2);
      assertThat(new JobRows(store, 0).running()).isEmpty();
      assertThat(new JobRows(store, 0).document(JobId.parse(job.captureID()).orElseThrow()))
          .isNull();
    }
  }

  @Test
  void rollback_withOneInvalidEvent_recordsNothingAndNamesThePlace() {
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      JobSubmission answer =
          await(
              jobs.submit(
                  "tea", document(event(uuid(1), 1, 1), BAD_STEP), ErrorBehaviour.ROLLBACK));

      assertThat(answer)
          .isInstanceOfSatisfying(
              JobSubmission.Malformed.class,
              malformed ->
                  assertThat(malformed.faults())
                      .singleElement()
                      .satisfies(
                          fault -> {
                            assertThat(fault.event()).isEqualTo(1);
                            assertThat(fault.pointer()).isEqualTo("/epcisBody/eventList/1/bizStep");
                          }));
    }
    assertThat(archive.size()).isZero();
  }

  @Test
  void proceed_withOneInvalidEvent_recordsTheOther() {
    CaptureJob.Result result =
        result(ErrorBehaviour.PROCEED, document(BAD_STEP, event(uuid(1), 1, 1)));

    assertThat(result.recorded()).isEqualTo(1);
    assertThat(result.refused()).isEqualTo(1);
    assertThat(result.faults()).extracting(CaptureFault::event).containsExactly(0);
    assertThat(archive.byEventID(uuid(1))).hasSize(1);
  }

  @Test
  void conflict_isAFaultWithItsIndexAndEventID() {
    CaptureJob.Result result =
        result(ErrorBehaviour.ROLLBACK, document(event(uuid(1), 1, 1), event(uuid(1), 1, 2)));

    assertThat(result.recorded()).isZero();
    assertThat(result.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.event()).isEqualTo(1);
              assertThat(fault.eventID()).isEqualTo(uuid(1));
              assertThat(fault.kind()).isEqualTo(CaptureFault.Kind.CONFLICT);
              assertThat(fault.pointer()).isEqualTo("/epcisBody/eventList/1/eventID");
            });
  }

  @Test
  void conflictInXml_isNamedByPath() {
    result(ErrorBehaviour.ROLLBACK, document(event(uuid(2), 1, 1)));

    CaptureJob.Result result = result(ErrorBehaviour.PROCEED, Documents.xml(1, 2));

    assertThat(result.recorded()).isEqualTo(1);
    assertThat(result.faults())
        .extracting(CaptureFault::pointer)
        .containsExactly("/epcis:EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/eventID");
  }

  @Test
  void sameDocumentAgain_isAllDuplicates() {
    byte[] document = document(event(uuid(1), 1, 1), event(uuid(2), 2, 2));
    result(ErrorBehaviour.ROLLBACK, document);

    assertThat(result(ErrorBehaviour.ROLLBACK, document))
        .isEqualTo(new CaptureJob.Result(NOW, 0, 2, 0, List.of(), 0));
  }

  @Test
  void malformedDocument_isRefusedAtOnce_andNothingIsKept() {
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      JobSubmission answer =
          await(jobs.submit("tea", "{\"type\":".getBytes(UTF_8), ErrorBehaviour.ROLLBACK));

      assertThat(answer)
          .isInstanceOfSatisfying(
              JobSubmission.Malformed.class,
              malformed -> assertThat(malformed.faults()).isNotEmpty());
      assertThat(jobs.underWay()).isZero();
      assertThat(jobs.list("tea", null, 10).jobs()).isEmpty();
    }
  }

  @Test
  void documentBeyondTheLimits_isTooLarge() {
    List<String> eleven = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      eleven.add(event(uuid(i), i, i));
    }
    byte[] long21k = new byte[20_001];
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      JobSubmission.TooLarge limits = new JobSubmission.TooLarge(10, 20_000);

      assertThat(await(jobs.submit("tea", document(eleven), ErrorBehaviour.PROCEED)))
          .isEqualTo(limits);
      byte[] xml = Documents.xml(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      assertThat(await(jobs.submit("tea", xml, ErrorBehaviour.PROCEED))).isEqualTo(limits);
      assertThat(await(jobs.submit("tea", long21k, ErrorBehaviour.PROCEED))).isEqualTo(limits);
    }
  }

  @Test
  void tooManyJobsUnderWay_areBusy_untilOneIsFinished() {
    Queue<Runnable> waiting = new ArrayDeque<>();
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, waiting::add)) {
      accepted(jobs, document(event(uuid(1), 1, 1)));
      accepted(jobs, document(event(uuid(2), 2, 2)));

      assertThat(await(jobs.submit("tea", document(event(uuid(3), 3, 3)), ErrorBehaviour.ROLLBACK)))
          .isEqualTo(new JobSubmission.OverShare());
      assertThat(
              await(jobs.submit("coffee", document(event(uuid(3), 3, 3)), ErrorBehaviour.ROLLBACK)))
          .isEqualTo(new JobSubmission.Busy());
      waiting.forEach(Runnable::run);
      jobs.awaitIdle();
      assertThat(jobs.underWay()).isZero();
    }
  }

  @Test
  void greedyParty_takesNoMore_untilWhoWasRefusedHadItsTurn() {
    Queue<Runnable> waiting = new ArrayDeque<>();
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, waiting::add)) {
      accepted(jobs, document(event(uuid(1), 1, 1)));
      accepted(jobs, document(event(uuid(2), 2, 2)));
      byte[] third = document(event(uuid(3), 3, 3));
      byte[] fourth = document(event(uuid(4), 4, 4));
      assertThat(await(jobs.submit("coffee", third, ErrorBehaviour.ROLLBACK)))
          .isEqualTo(new JobSubmission.Busy());

      waiting.remove().run();
      awaitUnderWay(jobs, 1);

      assertThat(await(jobs.submit("tea", fourth, ErrorBehaviour.ROLLBACK)))
          .isEqualTo(new JobSubmission.OverShare());
      assertThat(await(jobs.submit("coffee", third, ErrorBehaviour.ROLLBACK)))
          .isInstanceOf(JobSubmission.Accepted.class);
      waiting.forEach(Runnable::run);
    }
  }

  private static void awaitUnderWay(CaptureJobs jobs, int count) {
    while (jobs.underWay() > count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void jobsThatWereRunning_areFinishedByTheNextStart() {
    CaptureJob left;
    // The worker never comes to it: the process dies between the 202 and the work.
    Recorder dead = TestRecorder.recorder(store);
    left = accepted(jobs(dead, job -> {}), document(event(uuid(1), 1, 1)));
    dead.close();

    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      jobs.awaitIdle();

      CaptureJob job = jobs.find("tea", left.captureID()).orElseThrow();
      assertThat(job.result()).isEqualTo(new CaptureJob.Result(NOW, 1, 0, 0, List.of(), 0));
      assertThat(archive.byEventID(uuid(1))).hasSize(1);
    }
  }

  @Test
  void jobInXml_thatWasRunning_isFinishedByTheNextStart() {
    Recorder dead = TestRecorder.recorder(store);
    CaptureJob left = accepted(jobs(dead, job -> {}), Documents.xml(1, 2));
    dead.close();

    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      jobs.awaitIdle();

      CaptureJob job = jobs.find("tea", left.captureID()).orElseThrow();
      assertThat(job.result()).isEqualTo(new CaptureJob.Result(NOW, 2, 0, 0, List.of(), 0));
      assertThat(archive.byEventID(uuid(1)).getFirst().event())
          .asString(UTF_8)
          .contains("\"bizStep\":\"shipping\"");
    }
  }

  @Test
  void sameDocumentAgainInXml_isAllDuplicates() {
    result(ErrorBehaviour.ROLLBACK, Documents.xml(1, 2));

    assertThat(result(ErrorBehaviour.ROLLBACK, Documents.xml(2, 3, 1)))
        .isEqualTo(new CaptureJob.Result(NOW, 1, 2, 0, List.of(), 0));
  }

  @Test
  void jobWhoseResultWasLost_isFinishedByTheNextStart_withItsEventsOnce() {
    CaptureJob left;
    try (Recorder recorder = TestRecorder.recorder(store)) {
      Queue<Runnable> waiting = new ArrayDeque<>();
      CaptureJobs jobs = jobs(recorder, waiting::add);
      left = accepted(jobs, document(event(uuid(1), 1, 1)));
      recorder.record("tea", Documents.parsed(event(uuid(1), 1, 1)), ErrorBehaviour.ROLLBACK);
      store.next(Fate.LOST);
      waiting.forEach(Runnable::run);
    }

    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      jobs.awaitIdle();

      CaptureJob job = jobs.find("tea", left.captureID()).orElseThrow();
      assertThat(Objects.requireNonNull(job.result()).duplicates() + job.result().recorded())
          .isEqualTo(1);
      assertThat(archive.size()).isEqualTo(1);
    }
  }

  @Test
  void jobs_areListedNewestFirst_byPage_andByPartyOnly() {
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(accepted(jobs, document(event(uuid(i), i, i))).captureID());
        jobs.awaitIdle();
      }
      ids.sort(Comparator.reverseOrder());

      JobPage first = jobs.list("tea", null, 3);
      JobPage second = jobs.list("tea", first.next(), 3);

      assertThat(first.jobs()).extracting(CaptureJob::captureID).isEqualTo(ids.subList(0, 3));
      assertThat(second.jobs()).extracting(CaptureJob::captureID).isEqualTo(ids.subList(3, 5));
      assertThat(second.next()).isNull();
      assertThat(jobs.list("coffee", null, 3).jobs()).isEmpty();
      assertThat(jobs.list("tea", "no cursor of ours", 3).jobs()).isEmpty();
      assertThat(jobs.find("coffee", ids.getFirst())).isEmpty();
      assertThat(jobs.find("tea", "no job of ours")).isEmpty();
    }
  }

  private CaptureJob.Result result(ErrorBehaviour behaviour, byte[] document) {
    try (Recorder recorder = TestRecorder.recorder(store);
        CaptureJobs jobs = jobs(recorder, Runnable::run)) {
      JobSubmission answer = await(jobs.submit("tea", document, behaviour));
      jobs.awaitIdle();
      String id = ((JobSubmission.Accepted) answer).job().captureID();
      return Objects.requireNonNull(jobs.find("tea", id).orElseThrow().result());
    }
  }

  private static CaptureJob accepted(CaptureJobs jobs, byte[] document) {
    JobSubmission answer = await(jobs.submit("tea", document, ErrorBehaviour.ROLLBACK));
    return ((JobSubmission.Accepted) answer).job();
  }

  private CaptureJobs jobs(Recorder recorder, Executor workers) {
    return CaptureJobs.open(
        store,
        recorder,
        LIMITS,
        new CaptureLimits(2, 1 << 20),
        workers,
        TestRecorder.CLOCK,
        new Random(3));
  }
}
