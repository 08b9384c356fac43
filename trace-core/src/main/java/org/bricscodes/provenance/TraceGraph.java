package org.bricscodes.provenance;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.epcis.Action;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.TransformationEvent;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.provenance.TracedEvent.Via;
import org.jspecify.annotations.Nullable;

/**
 * Walks from an item back through everything that shaped it.
 *
 * <p>The walk visits <i>subjects</i>: an identifier, and the stretch of time in which it speaks for
 * the item. The item speaks for itself always, and so does its lot. A container speaks for what is
 * in it from the event that put it in (aggregation or association, {@code ADD}) to the one that
 * took it out: a {@code DELETE} that names it, or names no child at all and so empties the
 * container, or an {@code ADD} to another parent. Containers nest. An input speaks for what was
 * made of it up to the transformation that used it, and so on upstream.
 *
 * <p>An event that its own reporter declared in error (EPCIS 2.0 §7.4.1.2) is left out, and nothing
 * follows from it; the declaration itself stays, as a sign that something was withdrawn.
 *
 * <p>Of a product without a lot only its recalls say something of its items: {@link #withRecallsOf}
 * adds those.
 *
 * <p>Events about codes ({@link CodeRecords}) are none about goods, and left out.
 *
 * <p>The walk is bounded in subjects, events and depth, so that no chain of events can make a scan
 * expensive; a walk that hits a bound says so ({@link Trace#complete()}). Cycles end because a
 * subject is visited once per stretch of time.
 *
 * <p>Stateless between calls, safe for use from any thread; blocks on its source.
 */
public final class TraceGraph {

  /** Events one trace may hold. */
  public static final int MAX_EVENTS = 2_000;

  /** Of those, for which room is kept: recalls of the product as a whole. */
  private static final int MAX_RECALLS = 100;

  /** Of those, by one party: the same for a page and for who checks its proof. */
  private static final int MAX_OF_ONE = 50;

  /** Subjects one trace may visit. */
  public static final int MAX_SUBJECTS = 1_000;

  /** Steps away from the item: containers of containers, inputs of inputs. */
  public static final int MAX_DEPTH = 24;

  private final EventSource source;

  public TraceGraph(EventSource source) {
    this.source = source;
  }

  /**
   * Traces an item.
   *
   * @param item canonical identifier of an instance
   * @param lot canonical identifier of its lot, or null if that is not known
   */
  public Trace ofItem(String item, @Nullable String lot) {
    Walk walk = new Walk();
    walk.add(Subject.instance(item, Instant.MIN, Instant.MAX, Via.ITEM, 0));
    if (lot != null) {
      walk.add(Subject.lot(lot, Instant.MAX, Via.LOT, 0));
    }
    return walk.run();
  }

  /**
   * Traces a lot or class as a whole.
   *
   * @param lot canonical identifier
   */
  public Trace ofLot(String lot) {
    Walk walk = new Walk();
    walk.add(Subject.lot(lot, Instant.MAX, Via.LOT, 0));
    return walk.run();
  }

  /**
   * A trace, and in it what these parties say of a recall of the product as a whole. Other events
   * that name a product without a lot say nothing of one of its items. One search for each party,
   * of events that are few ({@link RecallTerms}): what else there is of the product costs nothing,
   * and room is kept for them, so that neither a long history nor another party can push them out.
   *
   * @param tradeItem canonical identifier of the product that the traced item or lot is of
   * @param parties whose word counts; what others say of the product as a whole is not looked at
   */
  public Trace withRecallsOf(String tradeItem, Set<String> parties, Trace trace) {
    if (parties.isEmpty()) {
      return trace;
    }
    boolean all = true;
    List<EventSource.Found> found = new ArrayList<>();
    for (String party : parties.stream().sorted().toList()) {
      List<EventSource.Found> said =
          source.find(
              List.of(RecallTerms.of(tradeItem, party)), Instant.MIN, Instant.MAX, MAX_OF_ONE);
      all &= said.size() < MAX_OF_ONE;
      found.addAll(said);
    }
    if (found.isEmpty()) {
      return trace;
    }
    Map<Long, TracedEvent> events = new HashMap<>();
    trace.events().forEach(traced -> events.put(traced.recorded().sequence(), traced));
    for (EventSource.Found event : Corrections.withoutWithdrawn(found)) {
      all &= events.size() < MAX_EVENTS;
      if (events.size() < MAX_EVENTS) {
        events.putIfAbsent(
            event.recorded().sequence(),
            new TracedEvent(event.recorded(), event.event(), Via.PRODUCT, tradeItem));
      }
    }
    boolean complete = trace.complete() && all;
    Set<String> subjects = new HashSet<>(trace.subjects());
    subjects.add(tradeItem);
    return new Trace(new ArrayList<>(events.values()), complete, subjects);
  }

  /** An identifier, and when it speaks for the item. */
  private record Subject(
      String id, boolean instance, Instant from, Instant to, Via via, int depth) {

    static Subject instance(String id, Instant from, Instant to, Via via, int depth) {
      return new Subject(id, true, from, to, via, depth);
    }

    static Subject lot(String id, Instant to, Via via, int depth) {
      return new Subject(id, false, Instant.MIN, to, via, depth);
    }

    /** How far to look: the recall of an input reaches what was made of it before. */
    Instant horizon() {
      return via == Via.INPUT ? Instant.MAX : to;
    }

    List<String> terms() {
      return instance ? EventTerms.anyEpc(id) : EventTerms.anyEpcClass(id);
    }
  }

  /** One walk: what is still to visit, and what was found. */
  private final class Walk {

    private final Deque<Subject> open = new ArrayDeque<>();
    private final Set<Subject> visited = new HashSet<>();
    private final Map<Long, TracedEvent> found = new HashMap<>();
    private boolean complete = true;

    void add(Subject subject) {
      if (subject.depth() > MAX_DEPTH || visited.size() >= MAX_SUBJECTS) {
        complete = false;
        return;
      }
      if (visited.add(
          new Subject(
              subject.id(), subject.instance(), subject.from(), subject.to(), Via.ITEM, 0))) {
        open.add(subject);
      }
    }

    Trace run() {
      while (!open.isEmpty()) {
        visit(open.remove());
      }
      Set<String> subjects = new HashSet<>();
      visited.forEach(subject -> subjects.add(subject.id()));
      return new Trace(new ArrayList<>(found.values()), complete, subjects);
    }

    private void visit(Subject subject) {
      List<EventSource.Found> events = find(subject.terms(), subject.from(), subject.horizon());
      for (EventSource.Found event : events) {
        if (!CodeRecords.isOne(event.event()) && concerns(subject, event)) {
          keep(subject, event);
          follow(subject, event, events);
        }
      }
    }

    private List<EventSource.Found> find(List<String> terms, Instant from, Instant to) {
      List<EventSource.Found> events = source.find(terms, from, to, MAX_EVENTS);
      if (events.size() == MAX_EVENTS) {
        complete = false;
      }
      return Corrections.withoutWithdrawn(events);
    }

    private void keep(Subject subject, EventSource.Found event) {
      if (found.size() >= MAX_EVENTS - MAX_RECALLS) {
        complete = false;
        return;
      }
      TracedEvent traced =
          new TracedEvent(event.recorded(), event.event(), subject.via(), subject.id());
      found.merge(
          event.recorded().sequence(),
          traced,
          (one, other) -> one.via().compareTo(other.via()) <= 0 ? one : other);
    }

    /** What an event leads on to: the container it put the subject in, the inputs it used. */
    private void follow(
        Subject subject, EventSource.Found found, List<EventSource.Found> ofSubject) {
      EpcisEvent event = found.event();
      if (event.common().errorDeclaration() != null) {
        return;
      }
      UriRef parent = event.parentID();
      if (parent != null && event.action() == Action.ADD && Contents.holds(event, subject.id())) {
        Instant end = endOfStay(subject, parent.canonical(), found, ofSubject);
        add(
            Subject.instance(
                parent.canonical(), event.eventTime(), end, viaOf(subject), subject.depth() + 1));
      }
      if (event instanceof TransformationEvent made && Contents.makes(made, subject.id())) {
        for (UriRef input : made.inputEPCList()) {
          add(
              Subject.instance(
                  input.canonical(),
                  Instant.MIN,
                  made.eventTime(),
                  Via.INPUT,
                  subject.depth() + 1));
        }
        for (QuantityElement input : made.inputQuantityList()) {
          add(
              Subject.lot(
                  input.epcClass().canonical(), made.eventTime(), Via.INPUT, subject.depth() + 1));
        }
      }
    }

    /** When the subject left the parent that {@code entry} put it in; kept if an event says so. */
    private Instant endOfStay(
        Subject subject,
        String parent,
        EventSource.Found entry,
        List<EventSource.Found> ofSubject) {
      Instant end = subject.to();
      for (EventSource.Found later : ofSubject) {
        if (isAfter(later, entry) && Contents.movesTo(later.event(), subject.id(), parent)) {
          end = earlier(end, later.event().eventTime());
        }
      }
      for (EventSource.Found ofParent :
          find(List.of("parent=" + parent), entry.event().eventTime(), end)) {
        if (isAfter(ofParent, entry) && Contents.releases(ofParent, subject.id())) {
          keep(new Subject(parent, true, Instant.MIN, Instant.MAX, viaOf(subject), 0), ofParent);
          return ofParent.event().eventTime();
        }
      }
      return end;
    }
  }

  /**
   * Whether an event found under a subject says something about the item. What else a container
   * holds, and what else an input was used for, does not.
   */
  private static boolean concerns(Subject subject, EventSource.Found found) {
    EpcisEvent event = found.event();
    return switch (subject.via()) {
      case ITEM -> true;
      case LOT -> !Contents.uses(event, subject.id());
      case CONTAINER ->
          !Contents.isParent(event, subject.id()) && !Contents.uses(event, subject.id());
      case INPUT ->
          !Contents.isParent(event, subject.id())
              && !Contents.uses(event, subject.id())
              && (!event.eventTime().isAfter(subject.to()) || Recalls.maySpeak(found));
      case PRODUCT -> false; // no subject of a walk
    };
  }

  private static Via viaOf(Subject inside) {
    return inside.via() == Via.INPUT ? Via.INPUT : Via.CONTAINER;
  }

  private static boolean isAfter(EventSource.Found later, EventSource.Found entry) {
    int order = later.event().eventTime().compareTo(entry.event().eventTime());
    return order > 0 || (order == 0 && later.recorded().sequence() > entry.recorded().sequence());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
