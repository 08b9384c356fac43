package org.bricscodes.provenance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Alias;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.Owners;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Lgtin;
import org.bricscodes.gs1.Sgtin;
import org.jspecify.annotations.Nullable;

/**
 * Answers scans: checks the code, gathers what is known and reaches a {@link Verdict}.
 *
 * <p>A code that was never issued, or was issued for another lot, gets no journey: showing one
 * would lend a forged label the credibility of the goods it imitates. A serial of another shape,
 * and a code whose key is not here, may still be a real item of somebody else's: if events name it,
 * they are shown and the verdict is {@link Verdict#UNKNOWN}, or {@link Verdict#RECALLED} if whoever
 * may recall it did. A serial that its owner registered is {@link Verdict#REGISTERED}.
 *
 * <p>Safe for use from any thread; blocks on the store; keeps no state between calls.
 */
public final class ProvenanceReader {

  private static final Trace NOTHING = new Trace(List.of(), true);

  private final CodeBook codes;
  private final CodeStates states;
  private final Aliases aliases;
  private final Owners owners;
  private final Names names;
  private final TraceGraph graph;
  private final JourneyMaker journeys;
  private final InstantSource clock;

  /**
   * @param owners whose products and lots are, for who may recall them
   * @param disclosure what steps of journeys show of their events
   */
  public ProvenanceReader(
      CodeBook codes,
      CodeStates states,
      Aliases aliases,
      Owners owners,
      EventSource events,
      Names names,
      LogStatus log,
      Disclosure disclosure,
      InstantSource clock) {
    this(
        codes,
        states,
        aliases,
        owners,
        names,
        new TraceGraph(events),
        new JourneyMaker(names, log, disclosure),
        clock);
  }

  private ProvenanceReader(
      CodeBook codes,
      CodeStates states,
      Aliases aliases,
      Owners owners,
      Names names,
      TraceGraph graph,
      JourneyMaker journeys,
      InstantSource clock) {
    this.codes = codes;
    this.states = states;
    this.aliases = aliases;
    this.owners = owners;
    this.names = names;
    this.graph = graph;
    this.journeys = journeys;
    this.clock = clock;
  }

  /** The same, that knows these events instead. */
  public ProvenanceReader over(EventSource events) {
    return new ProvenanceReader(
        codes, states, aliases, owners, names, new TraceGraph(events), journeys, clock);
  }

  /**
   * What is known of a code.
   *
   * @param lot AI (10), decoded; null if the label has none
   * @param serial AI (21), decoded; null if the label has none, then there is nothing to check
   */
  public Provenance of(Gtin gtin, @Nullable String lot, @Nullable String serial) {
    Instant now = clock.instant();
    if (serial == null) {
      return noItem(gtin, lot, now);
    }
    CodeCheck check = codes.check(gtin, lot, serial);
    String item = new Sgtin(gtin, check.issued(serial)).canonical();
    return switch (check) {
      case CodeCheck.Genuine genuine -> issued(item, genuine, now);
      case CodeCheck.WrongLot _ ->
          bare(item, lot, Verdict.WRONG_LOT, plain(Reason.Kind.WRONG_LOT), now);
      case CodeCheck.NotIssued _ ->
          bare(item, lot, Verdict.NOT_ISSUED, plain(Reason.Kind.NOT_ISSUED), now);
      case CodeCheck.KeyUnknown _ ->
          unknown(item, lot, history(gtin, lot, item), plain(Reason.Kind.KEY_MISSING), now);
      case CodeCheck.Malformed malformed -> {
        Optional<Alias> registered = aliases.item(gtin, serial);
        if (registered.isPresent()) {
          yield registered(item, lot, registered.get(), now);
        }
        History history = history(gtin, lot, item);
        if (!namesItem(history.trace) && codes.knows(gtin) && !Serial.isMistyped(serial)) {
          // Of a product whose codes are issued here, nobody ever heard of this one.
          yield history.recall.isPresent()
              ? unknown(item, lot, history, plain(Reason.Kind.NOT_ISSUED), now)
              : bare(item, lot, Verdict.NOT_ISSUED, plain(Reason.Kind.NOT_ISSUED), now);
        }
        yield namesItem(history.trace)
            ? unknown(item, lot, history, plain(Reason.Kind.MADE_ELSEWHERE), now)
            : bare(
                item,
                lot,
                Verdict.MALFORMED,
                new Reason.Said(Reason.Kind.MALFORMED, malformed.reason()),
                now);
      }
    };
  }

  /**
   * A code of a product or a lot cannot be checked. It can be recalled, by whoever owns the lot or
   * the product: whose goods these are it does not say.
   */
  private Provenance noItem(Gtin gtin, @Nullable String lot, Instant now) {
    String code = lot == null ? gtin.canonical() : new Lgtin(gtin, lot).canonical();
    History history = history(gtin, graph.ofLot(code), Recallers.Whose.of(owners, gtin, lot));
    return unknown(code, lot, history, plain(Reason.Kind.NO_ITEM), now);
  }

  private Provenance issued(String item, CodeCheck.Genuine code, Instant now) {
    Batch batch = code.batch();
    CodeState state = states.standing(code);
    History history = history(batch.gtin(), batch.lot(), item, issuedBy(batch.owner()));
    Trace trace = history.trace;
    Journey journey = journeys.of(trace, batch.owner(), now);
    Optional<Reason.Recalled> recall = history.recall;
    LocalDate expiry = batch.expiry();
    Verdict verdict;
    Reason reason = null;
    if (recall.isPresent() || state.status() == CodeState.Status.RECALLED) {
      verdict = Verdict.RECALLED;
      reason = recall.isPresent() ? recall.get() : said(state);
    } else if (state.status() == CodeState.Status.VOID) {
      verdict = Verdict.VOID;
      reason = said(state);
    } else if (expiry != null && isPast(expiry, now)) {
      verdict = Verdict.EXPIRED;
      reason = new Reason.Dated(Reason.Kind.BEST_BEFORE, expiry);
    } else {
      verdict = Verdict.GENUINE;
    }
    return new Provenance(item, batch.lot(), verdict, reason, batch, state, journey, trace, now);
  }

  /**
   * A code that somebody made elsewhere and registered. That it is known is all there is to say: no
   * cipher vouches for it. A label that names another lot than the registration is a changed one.
   */
  private Provenance registered(String item, @Nullable String lot, Alias alias, Instant now) {
    String known = alias.target().lot();
    if (lot != null && known != null && !lot.equals(known)) {
      return bare(item, lot, Verdict.WRONG_LOT, plain(Reason.Kind.REGISTERED_FOR_ANOTHER_LOT), now);
    }
    Gtin gtin = alias.target().gtin();
    String ofLot = known == null ? lot : known;
    History history = history(gtin, ofLot, item, issuedBy(alias.owner()));
    Trace trace = history.trace;
    Journey journey = journeys.of(trace, alias.owner(), now);
    Optional<Reason.Recalled> recall = history.recall;
    return recall.isPresent()
        ? new Provenance(
            item, ofLot, Verdict.RECALLED, recall.get(), null, null, journey, trace, now)
        : new Provenance(
            item,
            ofLot,
            Verdict.REGISTERED,
            new Reason.Said(
                Reason.Kind.REGISTERED, names.party(alias.owner()).orElse(alias.owner())),
            null,
            null,
            journey,
            trace,
            now);
  }

  /**
   * What was recorded of a code.
   *
   * @param recall the one that stands; empty: none
   */
  private record History(Trace trace, Optional<Reason.Recalled> recall) {}

  /** Of an item that nobody here owns by its code: who owns its lot or product may recall it. */
  private History history(Gtin gtin, @Nullable String lot, String item) {
    return history(gtin, lot, item, Recallers.Whose.of(owners, gtin, lot));
  }

  private History history(Gtin gtin, @Nullable String lot, String item, Recallers.Whose whose) {
    return history(
        gtin, graph.ofItem(item, lot == null ? null : new Lgtin(gtin, lot).canonical()), whose);
  }

  /** With what whoever may recall it says of the product as a whole, and of what went in. */
  private History history(Gtin gtin, Trace past, Recallers.Whose whose) {
    Recallers recallers = Recallers.of(past, gtin.canonical(), whose, owners);
    Trace trace = graph.withRecallsOf(recallers, past);
    return new History(trace, Recalls.standing(trace, recallers, names));
  }

  private static Recallers.Whose issuedBy(String party) {
    return new Recallers.Whose(Set.of(party), true);
  }

  /** It cannot be told of whom the code is, unless it is recalled: that can. */
  private Provenance unknown(
      String code, @Nullable String lot, History history, Reason reason, Instant now) {
    Trace trace = history.trace;
    Journey journey = journeys.of(trace, null, now);
    return history
        .recall
        .map(
            recall ->
                new Provenance(
                    code, lot, Verdict.RECALLED, recall, null, null, journey, trace, now))
        .orElseGet(
            () ->
                new Provenance(
                    code, lot, Verdict.UNKNOWN, reason, null, null, journey, trace, now));
  }

  /** What is known of its lot alone says nothing for an item. */
  private static boolean namesItem(Trace trace) {
    return trace.events().stream().anyMatch(event -> event.via() == TracedEvent.Via.ITEM);
  }

  private static Provenance bare(
      String code, @Nullable String lot, Verdict verdict, Reason reason, Instant now) {
    return new Provenance(code, lot, verdict, reason, null, null, Journey.NONE, NOTHING, now);
  }

  private static @Nullable Reason said(CodeState state) {
    String words = state.reason();
    return words == null ? null : new Reason.Said(Reason.Kind.OWNER, words);
  }

  private static Reason plain(Reason.Kind kind) {
    return new Reason.Plain(kind);
  }

  /** A last day ends everywhere on Earth before it counts as past. */
  private static boolean isPast(LocalDate lastDay, Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.ofHours(-12)).isAfter(lastDay);
  }
}
