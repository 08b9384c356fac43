package org.bricscodes.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The rows of jobs: a job, its document while it is running, and a pointer from the list of running
 * jobs, written last and removed before the document, so that whatever the list names is whole.
 */
final class JobRows {

  /** January 2026: no job is older. */
  private static final int FIRST_MONTH = 638;

  private final Store store;
  private final int writer;

  /**
   * @param writer whose list of running jobs it is
   */
  JobRows(Store store, int writer) {
    this.store = store;
    this.writer = writer;
  }

  /** A job on the list of running ones. */
  record Running(JobId id, String party) {}

  CompletionStage<@Nullable Void> accept(
      JobId id, CaptureJob job, byte[] document, List<Write> masterData) {
    List<Write> writes = new ArrayList<>(masterData);
    writes.add(new Write.Put(Key.of(CaptureTables.DOCUMENT, id.bytes()), document));
    writes.add(new Write.Put(key(id, job.party()), JobCodec.encode(job)));
    writes.add(new Write.Put(running(id), job.party().getBytes(StandardCharsets.UTF_8)));
    return store.write(writes);
  }

  CompletionStage<@Nullable Void> finish(JobId id, CaptureJob job) {
    return store.write(
        List.of(
            new Write.Put(key(id, job.party()), JobCodec.encode(job)),
            new Write.Delete(running(id)),
            new Write.Delete(Key.of(CaptureTables.DOCUMENT, id.bytes()))));
  }

  Optional<CaptureJob> find(String party, JobId id) {
    byte[] row = store.get(key(id, party));
    return row == null ? Optional.empty() : Optional.of(JobCodec.decode(row));
  }

  byte @Nullable [] document(JobId id) {
    return store.get(Key.of(CaptureTables.DOCUMENT, id.bytes()));
  }

  List<Running> running() {
    List<Running> running = new ArrayList<>();
    Scan scan =
        Scan.of(CaptureTables.RUNNING, CaptureTables.runningPartition(writer), Limits.MAX_PAGE);
    for (Page page = store.scan(scan); ; page = store.scan(scan.after(page.next()))) {
      for (Page.Row row : page.rows()) {
        String party = new String(row.value(), StandardCharsets.UTF_8);
        running.add(new Running(JobId.of(row.sort()), party));
      }
      if (page.next() == null) {
        return running;
      }
    }
  }

  /** Jobs of a party, newest first, from the one behind {@code after} on. */
  List<CaptureJob> newest(String party, int month, @Nullable JobId after, int limit) {
    byte[] partyId = Ids.party(party);
    List<CaptureJob> jobs = new ArrayList<>();
    byte[] behind = after == null ? null : after.bytes();
    for (int at = month; at >= FIRST_MONTH && jobs.size() < limit; at--) {
      Scan scan =
          new Scan(
              CaptureTables.JOB,
              CaptureTables.jobPartition(partyId, at),
              null,
              null,
              Scan.Order.DESCENDING,
              behind,
              limit - jobs.size());
      Page page = store.scan(scan);
      page.rows().forEach(row -> jobs.add(JobCodec.decode(row.value())));
      if (page.next() != null) {
        break; // a page that ended early by its bytes; the rest is the next call's
      }
    }
    return jobs;
  }

  private static Key key(JobId id, String party) {
    byte[] partition = CaptureTables.jobPartition(Ids.party(party), id.month());
    return new Key(CaptureTables.JOB, partition, id.bytes());
  }

  private Key running(JobId id) {
    return new Key(CaptureTables.RUNNING, CaptureTables.runningPartition(writer), id.bytes());
  }
}
