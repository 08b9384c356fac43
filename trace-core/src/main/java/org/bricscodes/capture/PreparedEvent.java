package org.bricscodes.capture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EventHash;
import org.bricscodes.epcis.EventSense;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.HashProfile;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.Key;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;
import org.bricscodes.tlog.Commitment;
import org.bricscodes.tlog.Salt;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an event that does not depend on when it is recorded, worked out on the caller's
 * thread so that the recorder's own has little left to do.
 *
 * @param sense what it says, {@link EventSense}
 * @param claim the row that says whether this eventID is taken
 * @param otherwise the same under another eventID, for when its own is taken; null if the sender
 *     chose the eventID
 * @param salt that keeps its log entry from being guessed
 * @param rooted what of its log entry does not depend on when it is recorded
 * @param values rows that say which values there are, as {@link EventValues} wants them
 * @param terms its index rows
 * @param told terms under which stands when it was recorded; none for most
 * @param index that of its terms
 * @param things slots of {@link Mentions} of what it names
 */
@SuppressWarnings("ArrayRecordComponent") // hot path, never compared
record PreparedEvent(
    String eventID,
    String party,
    byte[] contentDigest,
    byte[] eventHash,
    byte[] recordId,
    byte[] sense,
    Key claim,
    @Nullable Supplier<PreparedEvent> otherwise,
    Salt salt,
    EventTree.Rooted rooted,
    List<Write> values,
    List<Write> terms,
    List<Term> told,
    TermIndex index,
    int[] things,
    byte[] context,
    byte[] bytes) {

  static PreparedEvent of(
      String party, ParsedEvent parsed, TermIndex index, EventValues values, Salt salt) {
    EpcisEvent event = parsed.event();
    EventHash hash = EventHash.of(event, HashProfile.CBV_2_0);
    byte[] sense = EventSense.of(event, hash);
    String given = event.eventID();
    if (given != null) {
      return of(party, parsed, hash, sense, given, null, index, values, salt);
    }
    // The hash names the event, unless it names another already: the hash leaves things out.
    return of(
        party,
        parsed,
        hash,
        sense,
        hash.uri(),
        () -> of(party, parsed, hash, sense, Ids.uuid(sense), null, index, values, salt),
        index,
        values,
        salt);
  }

  private static PreparedEvent of(
      String party,
      ParsedEvent parsed,
      EventHash hash,
      byte[] sense,
      String eventID,
      @Nullable Supplier<PreparedEvent> otherwise,
      TermIndex index,
      EventValues values,
      Salt salt) {
    EpcisEvent event = parsed.event();
    byte[] digest = ContentDigest.of(parsed.bytes(), parsed.context());
    byte[] recordId = Ids.record(party, digest);
    byte[] claimId = Ids.claim(party, eventID);
    // An error declaration repeats the eventID of what it declares wrong (EPCIS 2.0 §7.4.1.4), so
    // it is held apart from the event, and from other declarations about it.
    Key claim =
        event.common().errorDeclaration() == null
            ? CaptureTables.claim(claimId)
            : CaptureTables.errorClaim(claimId, CaptureTables.shortened(sense));
    List<String> found = EventTerms.of(event);
    found.addAll(RecallTerms.of(event, party));
    List<Term> terms = new ArrayList<>(found.size() + 2);
    for (String term : found) {
      terms.add(CaptureTables.term(term));
    }
    terms.add(CaptureTables.term(EventTerms.eventID(eventID)));
    terms.add(CaptureTables.term(EventTerms.party(party)));
    return new PreparedEvent(
        eventID,
        party,
        digest,
        hash.digest(),
        recordId,
        sense,
        claim,
        otherwise,
        salt,
        EventTree.Rooted.of(salt, parsed.bytes(), hash.digest()),
        values.writes(party, found),
        index.writes(recordId, micros(event.eventTime()), terms),
        RecallTerms.told(event, party).stream().map(CaptureTables::term).toList(),
        index,
        things(found),
        parsed.context(),
        parsed.bytes());
  }

  RecordedEvent recorded(Place place) {
    return new RecordedEvent(
        eventID,
        party,
        place.recordTime(),
        place.sequence(),
        salt.bytes(),
        contentDigest,
        eventHash,
        context,
        bytes);
  }

  /** The index rows that depend on when it is recorded. */
  List<Write> told(Place place) {
    return told.isEmpty() ? List.of() : index.writes(recordId, micros(place.recordTime()), told);
  }

  /** Slots of {@link Mentions} of what these terms name. */
  static int[] things(List<String> terms) {
    int[] slots = new int[terms.size()];
    int count = 0;
    for (String term : terms) {
      Optional<String> thing = EventTerms.thing(term);
      if (thing.isPresent()) {
        slots[count++] = Mentions.slot(thing.get());
      }
    }
    return Arrays.copyOf(slots, count);
  }

  /** The log entry of {@link #recorded}: that of {@link EventCommitment}. */
  Commitment commitment(RecordedEvent recorded) {
    return rooted.commitment(context, party, recorded.recordTimeText());
  }

  /** Bytes its body takes, about. */
  int size() {
    return bytes.length + context.length + 512;
  }

  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }
}
