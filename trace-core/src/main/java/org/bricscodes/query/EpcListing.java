package org.bricscodes.query;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.store.Posting;
import org.bricscodes.store.PostingReader;
import org.bricscodes.store.Scan;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;

/**
 * The EPCs that recorded events name, each once, a page at a time (the {@code /epcs} resource of
 * EPCIS 2.0 §12.5).
 *
 * <p>Nothing is kept for this: the listing walks the events in the order of recording, and lists an
 * EPC at that event, of those that were recorded when the listing began and that the asker may see,
 * which stands first in the index of the EPC. So pages neither repeat nor miss one, whatever is
 * recorded in between. Every call does a bounded amount of work; a page may be short, even empty,
 * and still have a next one.
 *
 * <p>Safe for use from any thread; {@link #page} reads the store and may block.
 */
public final class EpcListing {

  private static final int FETCH = 128;
  private static final int POSITION_BYTES = 8 + 8 + 4;
  private static final String SCOPE = "epcs\n";

  private final TermIndex index;
  private final EventSource events;
  private final PageTokens tokens;
  private final QueryOptions options;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  /**
   * @param index the one the events of {@code events} are found by
   */
  public EpcListing(TermIndex index, EventSource events, PageTokens tokens, QueryOptions options) {
    this.index = index;
    this.events = events;
    this.tokens = tokens;
    this.options = options;
  }

  /**
   * Some EPCs, as the event wrote them where each is listed.
   *
   * @param next leads on; null at the end
   */
  public record Epcs(List<UriRef> epcs, PageTokens.@Nullable Issued next) {
    public Epcs {
      epcs = List.copyOf(epcs);
    }
  }

  /**
   * One page.
   *
   * @param perPage EPCs wanted, at least 1
   * @param token from the page before, or null for the first page
   * @param visibility whose events are looked at
   * @return empty if the token is not one of this listing
   */
  public Optional<Epcs> page(int perPage, @Nullable String token, Visibility visibility) {
    String scope = SCOPE + visibility.canonical();
    if (token == null) {
      return Optional.of(new Run(visibility, events.size(), 0, 0).page(perPage, scope));
    }
    return tokens
        .open(token, scope)
        .map(ByteBuffer::wrap)
        .map(in -> new Run(visibility, in.getLong(), in.getLong(), in.getInt()))
        .map(run -> run.page(perPage, scope));
  }

  /** One call: where it stands, what it may still do. */
  private final class Run {

    private final Visibility visibility;
    private final long snapshot;
    private final Work work = new Work(options.maxWork());
    private final List<UriRef> found = new ArrayList<>();

    /** The event looked at, and how many of its EPCs have been dealt with. */
    private long sequence;

    private int done;

    Run(Visibility visibility, long snapshot, long sequence, int done) {
      this.visibility = visibility;
      this.snapshot = snapshot;
      this.sequence = sequence;
      this.done = done;
    }

    Epcs page(int perPage, String scope) {
      boolean more = collect(Math.min(perPage, options.maxPerPage()));
      if (!more) {
        return new Epcs(found, null);
      }
      byte[] position =
          ByteBuffer.allocate(POSITION_BYTES)
              .putLong(snapshot)
              .putLong(sequence)
              .putInt(done)
              .array();
      return new Epcs(found, tokens.issue(position, scope));
    }

    /** Goes on until enough is found, work runs out, or the end; false at the end. */
    private boolean collect(int wanted) {
      while (sequence < snapshot) {
        int fetch = (int) Math.min(FETCH, snapshot - sequence);
        long first = sequence;
        for (RecordedEvent event : events.bySequence(first, fetch)) {
          if (event.sequence() != sequence) {
            moveTo(event.sequence());
          }
          if (!work.take(1) || !list(event, wanted)) {
            return true;
          }
          moveTo(event.sequence() + 1);
        }
        if (sequence < first + fetch) {
          moveTo(first + fetch); // the last of them were erased
        }
      }
      return false;
    }

    private void moveTo(long next) {
      sequence = next;
      done = 0;
    }

    /** Lists what is to be listed at this event; false if it stopped before the event's end. */
    private boolean list(RecordedEvent recorded, int wanted) {
      if (recorded.sequence() >= snapshot || !visibility.sees(recorded)) {
        return true;
      }
      List<UriRef> named = epcs(reader.parseEvent(recorded.event(), recorded.context()));
      while (done < named.size()) {
        if (found.size() == wanted || !work.take(1)) {
          return false;
        }
        UriRef epc = named.get(done);
        if (isListedAt(epc, recorded)) {
          found.add(epc);
        }
        done++;
      }
      return true;
    }

    /** Whether no other event that counts stands before this one in the EPC's index. */
    private boolean isListedAt(UriRef epc, RecordedEvent recorded) {
      PostingReader postings = postings(epc);
      String party = visibility.term();
      List<PostingReader> all = new ArrayList<>(List.of(postings));
      if (party != null) {
        all.add(reader(party));
      }
      // The work is bounded by the number of events that name the EPC and came after the snapshot.
      AllOf merged = new AllOf(all, new Work(Long.MAX_VALUE));
      for (Posting posting = merged.next(); posting != null; posting = merged.next()) {
        work.take(1);
        RecordedEvent other = events.at(List.of(posting)).getFirst();
        if (other != null && other.sequence() < snapshot && visibility.sees(other)) {
          return other.sequence() == recorded.sequence();
        }
      }
      return false;
    }

    private PostingReader postings(UriRef epc) {
      return new AnyOf(
          index.readers(
              EventTerms.anyEpc(epc.canonical()).stream().map(ByEventTime::term).toList(),
              Long.MIN_VALUE,
              Long.MAX_VALUE,
              Scan.Order.ASCENDING),
          Comparator.naturalOrder());
    }

    private PostingReader reader(String term) {
      return index.reader(
          ByEventTime.term(term), Long.MIN_VALUE, Long.MAX_VALUE, Scan.Order.ASCENDING);
    }
  }

  /** The EPCs of an event, each once, in a fixed order. */
  private static List<UriRef> epcs(EpcisEvent event) {
    Map<String, UriRef> named = new LinkedHashMap<>();
    add(named, event.epcList());
    add(named, event.childEPCs());
    UriRef parent = event.parentID();
    if (parent != null) {
      named.putIfAbsent(parent.canonical(), parent);
    }
    add(named, event.inputEPCList());
    add(named, event.outputEPCList());
    return List.copyOf(named.values());
  }

  private static void add(Map<String, UriRef> named, List<UriRef> epcs) {
    for (UriRef epc : epcs) {
      named.putIfAbsent(epc.canonical(), epc);
    }
  }
}
