package org.bricscodes.capture;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.bricscodes.capture.CaptureJob.Result;
import org.bricscodes.epcis.EpcisDocuments;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.ParsedDocument;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole documents, in XML or JSON, and works them off in the background (EPCIS 2.0 §12.6).
 *
 * <p><b>Promise.</b> A document that was {@link JobSubmission.Accepted} is durable, byte for byte,
 * with its job, and is finished however often the process dies: {@link #open} takes up what was
 * running. An event recorded before such a death is then counted as a duplicate. When its job is
 * finished the document is deleted; the events keep their own bytes.
 *
 * <p>Master data in the header is kept with the job, whatever becomes of the events: it describes
 * things, not what happened to them.
 *
 * <p>What cannot be read as a document at all is refused at once, and so is a document with a
 * faulty event where one takes the others with it ({@link ErrorBehaviour#ROLLBACK}); otherwise
 * faults of single events are part of the job's result.
 *
 * <p><b>Threads.</b> Safe for use from any thread. {@link #submit}, {@link #find} and {@link #list}
 * parse or read and may block: call them on a pool. Stages complete on an engine thread; what is
 * chained to them must not block.
 */
public final class CaptureJobs implements AutoCloseable {

  /** Jobs of one {@link JobPage}, at most. */
  public static final int MAX_PAGE = 1_000;

  /**
   * Bytes of a document's {@code @context}, at most: it is stored with every event, since it says
   * what the event means.
   */
  public static final int MAX_CONTEXT_BYTES = 16 << 10;

  /** Bytes of one event, at most: what answers with many events hold in memory is bounded by it. */
  public static final int MAX_EVENT_BYTES = 512 << 10;

  private static final System.Logger LOG = System.getLogger(CaptureJobs.class.getName());
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final JobRows rows;
  private final Recorder recorder;
  private final EpcisLimits limits;
  private final EpcisDocuments reader;
  private final JobAdmission admission;
  private final Executor workers;
  private final InstantSource clock;
  private final RandomGenerator random;

  private CaptureJobs(
      Store store,
      Recorder recorder,
      EpcisLimits documents,
      CaptureLimits underWay,
      Executor workers,
      InstantSource clock,
      RandomGenerator random) {
    this.rows = new JobRows(store, recorder.writer());
    this.recorder = recorder;
    this.limits = documents;
    this.reader = new EpcisDocuments(documents);
    this.admission = new JobAdmission(underWay);
    this.workers = workers;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens the jobs of a store and takes up those that were running with the recorder's writer.
   *
   * @param recorder over the same store
   * @param documents what one document may be, as announced to clients
   * @param underWay how much may be accepted and not finished
   * @param workers a bounded pool that may block; runs the jobs
   * @param random for job ids: a cryptographically strong one
   */
  public static CaptureJobs open(
      Store store,
      Recorder recorder,
      EpcisLimits documents,
      CaptureLimits underWay,
      Executor workers,
      InstantSource clock,
      RandomGenerator random) {
    CaptureJobs jobs =
        new CaptureJobs(store, recorder, documents, underWay, workers, clock, random);
    for (JobRows.Running running : jobs.rows.running()) {
      JobAdmission.Job place = jobs.admission.readmit(running.party());
      workers.execute(() -> jobs.resume(running, place));
    }
    return jobs;
  }

  /**
   * Takes a document on. Parses it on the calling thread.
   *
   * @param document as received; kept until the job is finished, so callers leave it alone
   * @return durable when it is {@link JobSubmission.Accepted}; fails with a {@code StoreException}
   *     when the store does
   */
  public CompletionStage<JobSubmission> submit(
      String party, byte[] document, ErrorBehaviour behaviour) {
    Ids.requireParty(party);
    if (document.length > limits.maxDocumentBytes()) {
      return CompletableFuture.completedFuture(tooLarge());
    }
    return switch (admission.enter(party, document.length)) {
      case JobAdmission.Entry.Busy _ -> CompletableFuture.completedFuture(new JobSubmission.Busy());
      case JobAdmission.Entry.OverShare _ ->
          CompletableFuture.completedFuture(new JobSubmission.OverShare());
      case JobAdmission.Entry.Entered(JobAdmission.Job place) ->
          submit(party, document, behaviour, place);
    };
  }

  private CompletionStage<JobSubmission> submit(
      String party, byte[] document, ErrorBehaviour behaviour, JobAdmission.Job place) {
    boolean started = false;
    try {
      ParsedDocument parsed = reader.parse(document);
      Optional<JobSubmission> refusal = refusal(parsed, behaviour);
      if (refusal.isPresent()) {
        return CompletableFuture.completedFuture(refusal.get());
      }
      started = true;
      return accept(party, document, parsed, behaviour, place);
    } finally {
      if (!started) {
        place.leave();
      }
    }
  }

  /** The party's job with this id; empty when there is none. */
  public Optional<CaptureJob> find(String party, String captureID) {
    Ids.requireParty(party);
    return JobId.parse(captureID).flatMap(id -> rows.find(party, id));
  }

  /**
   * The party's jobs, newest first.
   *
   * @param after the {@link JobPage#next} of the page before, or null; one that we never gave out
   *     is taken for the end
   * @param limit 1 to {@link #MAX_PAGE}
   */
  public JobPage list(String party, @Nullable String after, int limit) {
    Ids.requireParty(party);
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 1,000");
    }
    int month = JobId.month(clock.instant());
    JobId behind = null;
    if (after != null) {
      Optional<JobId> parsed = JobId.parse(after);
      if (parsed.isEmpty()) {
        return new JobPage(List.of(), null);
      }
      behind = parsed.get();
      month = behind.month();
    }
    List<CaptureJob> jobs = rows.newest(party, month, behind, limit + 1);
    if (jobs.size() <= limit) {
      return new JobPage(jobs, null);
    }
    List<CaptureJob> page = jobs.subList(0, limit);
    return new JobPage(page, page.getLast().captureID());
  }

  /** Jobs accepted and not finished. */
  public int underWay() {
    return admission.jobs();
  }

  /** Takes nothing more on and waits up to ten seconds for the jobs under way. */
  @Override
  public void close() {
    admission.close();
    awaitIdle();
  }

  /** Waits up to ten seconds for the jobs under way. */
  void awaitIdle() {
    admission.awaitNone(CLOSING.toNanos());
  }

  private JobSubmission tooLarge() {
    return new JobSubmission.TooLarge(limits.maxEvents(), limits.maxDocumentBytes());
  }

  private Optional<JobSubmission> refusal(ParsedDocument parsed, ErrorBehaviour behaviour) {
    if (parsed.excess() != ParsedDocument.Excess.NONE) {
      return Optional.of(tooLarge());
    }
    boolean together = behaviour == ErrorBehaviour.ROLLBACK;
    if (!parsed.documentFaults().isEmpty() || (together && !parsed.isSound())) {
      return Optional.of(new JobSubmission.Malformed(parsed.faults()));
    }
    return lengthFault(parsed).map(fault -> new JobSubmission.Malformed(List.of(fault)));
  }

  /** Whether an event, or the context that is stored with it, is too long. */
  static Optional<Fault> lengthFault(ParsedDocument parsed) {
    for (ParsedEvent event : parsed.events()) {
      if (event.bytes().length > MAX_EVENT_BYTES) {
        return Optional.of(
            new Fault(
                Fault.DOCUMENT,
                event.place(),
                "the event has " + event.bytes().length + " bytes",
                "keep it to " + MAX_EVENT_BYTES + ", or report it in parts"));
      }
      if (event.context().length > MAX_CONTEXT_BYTES) {
        return Optional.of(
            new Fault(
                Fault.DOCUMENT,
                "/@context",
                "the context, which declares the namespaces of an event, is too long",
                "it takes at most " + MAX_CONTEXT_BYTES + " bytes"));
      }
    }
    return Optional.empty();
  }

  private CompletionStage<JobSubmission> accept(
      String party,
      byte[] document,
      ParsedDocument parsed,
      ErrorBehaviour behaviour,
      JobAdmission.Job place) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    JobId id = JobId.next(now, random);
    CaptureJob job = new CaptureJob(id.toString(), party, now, behaviour, null);
    return rows.accept(id, job, document, MasterData.writes(party, parsed.masterData()))
        .handle(
            (nothing, failure) -> {
              if (failure == null) {
                workers.execute(() -> work(id, job, parsed, place));
                return new JobSubmission.Accepted(job);
              }
              place.leave();
              if (cause(failure) instanceof StoreException.Overloaded) {
                return new JobSubmission.Busy();
              }
              throw new CompletionException(cause(failure));
            });
  }

  private void resume(JobRows.Running running, JobAdmission.Job place) {
    try {
      Optional<CaptureJob> job = rows.find(running.party(), running.id());
      byte[] document = rows.document(running.id());
      if (job.isPresent() && !job.get().running()) {
        // A crash amid finishing, on an engine that may leave half of a call: its result is there.
        finish(running.id(), job.get(), place);
        return;
      }
      if (job.isEmpty() || document == null) {
        throw new StoreException.Corrupt("a running capture job is not whole");
      }
      work(running.id(), job.get(), reader.parse(document), place);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a capture job could not be taken up", e);
      place.leave();
    }
  }

  private void work(JobId id, CaptureJob job, ParsedDocument parsed, JobAdmission.Job place) {
    boolean rollback = job.errorBehaviour() == ErrorBehaviour.ROLLBACK;
    if (parsed.events().isEmpty() || (rollback && !parsed.isSound())) {
      finish(id, job, JobResults.nothingRecorded(parsed, clock.instant()), place);
      return;
    }
    CompletionStage<List<EventOutcome>> recording;
    try {
      recording = recorder.record(job.party(), parsed.events(), job.errorBehaviour());
    } catch (RuntimeException e) {
      failed(id, job, parsed, place, e);
      return;
    }
    recording.whenComplete(
        (outcomes, failure) -> {
          if (failure == null) {
            finish(id, job, JobResults.of(parsed, outcomes, clock.instant()), place);
          } else {
            failed(id, job, parsed, place, cause(failure));
          }
        });
  }

  /**
   * Overload passes; a stopped recorder leaves the job to the next start; the rest is our fault.
   */
  private void failed(
      JobId id, CaptureJob job, ParsedDocument parsed, JobAdmission.Job place, Throwable failure) {
    switch (failure) {
      case CaptureException.Overloaded _ ->
          CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS, workers)
              .execute(() -> work(id, job, parsed, place));
      case CaptureException.Stopped _, StoreException _ -> place.leave();
      default -> {
        LOG.log(System.Logger.Level.ERROR, "a capture job failed", failure);
        finish(id, job, JobResults.failed(clock.instant()), place);
      }
    }
  }

  private void finish(JobId id, CaptureJob job, Result result, JobAdmission.Job place) {
    finish(id, job.finished(result), place);
  }

  private void finish(JobId id, CaptureJob finished, JobAdmission.Job place) {
    rows.finish(id, finished)
        .whenComplete(
            (nothing, failure) -> {
              // If the result is not durable the job is still on the list of running ones, and
              // the next start works it off again, to the same result.
              if (failure != null) {
                LOG.log(System.Logger.Level.WARNING, "a capture job's result was not kept");
              }
              place.leave();
            });
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
