package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.EventSource;
import org.bricscodes.store.Posting;
import org.jspecify.annotations.Nullable;

/** The archive as queries read it. */
record QueryableArchive(EventArchive archive) implements EventSource {

  @Override
  public long size() {
    return archive.size();
  }

  @Override
  public List<@Nullable RecordedEvent> at(List<Posting> postings) {
    List<RecordedEvent> found = archive.byPostings(postings);
    if (found.size() == postings.size()) {
      return new ArrayList<>(found);
    }
    // A crash may have left a posting without its event: rare, so looked up one by one.
    List<@Nullable RecordedEvent> each = new ArrayList<>(postings.size());
    postings.forEach(posting -> each.add(archive.byRecordId(posting.id())));
    return each;
  }

  @Override
  public List<RecordedEvent> bySequence(long first, int limit) {
    return archive.bySequence(first, limit);
  }
}
