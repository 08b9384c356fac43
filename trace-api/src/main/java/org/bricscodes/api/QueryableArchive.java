package org.bricscodes.api;

import java.time.Duration;
import java.util.List;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.Recorder;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.EventSource;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/** The archive as queries read it, and the recorder as they wait for it. */
record QueryableArchive(EventArchive archive, Recorder recorder) implements EventSource {

  @Override
  public long size() {
    return recorder.size();
  }

  @Override
  public List<@Nullable RecordedEvent> at(List<Posting> postings) {
    return archive.at(postings);
  }

  @Override
  public List<RecordedEvent> bySequence(long first, int limit) {
    return archive.bySequence(first, limit);
  }

  @Override
  public boolean awaitAbove(long size, Duration atMost) throws InterruptedException {
    return recorder.awaitRecorded(size, atMost);
  }
}
