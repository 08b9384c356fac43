package org.bricscodes.provenance;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  /** Of those, for which room is kept: recalls that {@link #withRecallsOf} finds. */
  private static final int MAX_RECALLS = 100;

  /** What one party said that is looked at for them. */
  private static final int MAX_OF_ONE = 1_000;

  /** Subjects one trace may visit. */
  public static final int MAX_SUBJECTS = 1_000;

  /** Steps away from the item: containers of containers, inputs of inputs. */
  public static final int MAX_DEPTH = 24;

  /** Subjects whose events are looked up together. */
  private static final int AT_ONCE = 16;

  private static final Comparator<EventSource.Found> NEWEST_FIRST =
      Comparator.comparing((EventSource.Found found) -> found.event().eventTime())
          .thenComparingLong(found -> found.recorded().sequence())
          .reversed();

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
   * A trace, and in it what may be said of a recall of products as a whole: of the one the item or
   * lot is of, and of those that it was made from. Other events that name a product without a lot
   * say nothing of one of its items. One search for each party that may recall them, of events that
   * are few ({@link RecallTerms}): what else there is of the product costs nothing, and room is
   * kept for them, so that neither a long history nor another party can push them out.
   *
   * <p>Where the history was too long to be kept whole, the same is asked of the item, its lot, and
   * all else that was followed: what was recalled stays so, however much strangers report of it.
   *
   * <p>Events that speak of a recall are looked up by their eventIDs in the end, if there are any:
   * {@link Trace#withdrawn}.
   *
   * @param recallers whose word counts; what others say is not looked at
   */
  Trace withRecallsOf(Recallers recallers, Trace trace) {
    boolean all = true;
    Set<String> things = recallable(recallers, trace);
    Map<String, Set<String>> asked = new TreeMap<>();
    int terms = 0;
    for (String thing : things) {
      for (String party : recallers.of(thing)) {
        all &= terms < recallers.asked();
        if (terms++ < recallers.asked()) {
          asked
              .computeIfAbsent(party, _ -> new LinkedHashSet<>())
              .add(RecallTerms.of(thing, party));
        }
      }
    }
    List<EventSource.Found> found = new ArrayList<>();
    List<EventSource.Question> questions =
        asked.values().stream()
            .map(said -> new EventSource.Question(said, Instant.MIN, Instant.MAX, MAX_OF_ONE))
            .toList();
    for (Iterator<List<EventSource.Found>> said = source.findEach(questions); said.hasNext(); ) {
      List<EventSource.Found> events = said.next();
      all &= events.size() < MAX_OF_ONE;
      events.stream().filter(event -> !CodeRecords.isOne(event.event())).forEach(found::add);
    }
    return withoutWithdrawn(recallers, with(found, things, recallers.tradeItem(), trace, all));
  }

  /** What recalls are asked for: products; and everything, where events were left out. */
  private static Set<String> recallable(Recallers recallers, Trace trace) {
    String tradeItem = recallers.tradeItem();
    Set<String> things = new LinkedHashSet<>(List.of(tradeItem));
    if (!trace.complete()) {
      trace.subjects().stream()
          .filter(subject -> Recallers.isOf(subject, tradeItem))
          .sorted()
          .forEach(things::add);
    }
    for (String subject : trace.subjects().stream().sorted(recallers.order()).toList()) {
      String product = RecallTerms.tradeItem(subject);
      if (product != null) {
        things.add(product);
      }
      if (!trace.complete()) {
        things.add(subject);
      }
    }
    return things;
  }

  /**
   * What speaks of the code's own item, lot and product first; of the rest in turns the newest of
   * each party, so that none fills the room of the others.
   */
  private static List<EventSource.Found> inTurns(
      List<EventSource.Found> found, Set<String> things, String tradeItem) {
    Map<String, Integer> said = new HashMap<>();
    Map<Long, Integer> turns = new HashMap<>();
    List<EventSource.Found> newest = found.stream().sorted(NEWEST_FIRST).toList();
    for (EventSource.Found event : newest) {
      boolean own = Recallers.isOf(subject(event, things, tradeItem), tradeItem);
      int turn = own ? 0 : said.merge(event.recorded().party(), 1, Integer::sum);
      turns.put(event.recorded().sequence(), turn);
    }
    return newest.stream()
        .sorted(Comparator.comparing(event -> turns.get(event.recorded().sequence())))
        .toList();
  }

  private static Trace with(
      List<EventSource.Found> found,
      Set<String> things,
      String tradeItem,
      Trace trace,
      boolean all) {
    Map<Long, TracedEvent> events = new HashMap<>();
    trace.events().forEach(traced -> events.put(traced.recorded().sequence(), traced));
    Map<String, Via> followed = new HashMap<>();
    trace.events().forEach(traced -> followed.putIfAbsent(traced.subject(), traced.via()));
    Set<String> subjects = new HashSet<>(trace.subjects());
    int room = MAX_RECALLS;
    for (EventSource.Found event :
        inTurns(Corrections.withoutWithdrawn(found), things, tradeItem)) {
      String subject = subject(event, things, tradeItem);
      subjects.add(subject);
      if (!events.containsKey(event.recorded().sequence()) && room-- > 0) {
        events.put(
            event.recorded().sequence(),
            new TracedEvent(
                event.recorded(), event.event(), via(subject, tradeItem, followed), subject));
      }
    }
    return new Trace(
        new ArrayList<>(events.values()), trace.complete() && all && room >= 0, subjects);
  }

  /** The first thing that was asked for and that the event names. */
  private static String subject(EventSource.Found event, Set<String> things, String tradeItem) {
    Set<String> named = new HashSet<>();
    for (String term : RecallTerms.ifItSpeaks(event.event(), event.recorded().party())) {
      EventTerms.thing(term).ifPresent(named::add);
    }
    for (String thing : things) {
      if (named.contains(RecallTerms.watched(thing))) {
        return thing;
      }
    }
    return tradeItem;
  }

  private static Via via(String subject, String tradeItem, Map<String, Via> followed) {
    if (subject.equals(RecallTerms.tradeItem(subject))) {
      return Via.PRODUCT;
    }
    Via via = followed.get(subject);
    if (via != null) {
      return via;
    }
    if (!Recallers.isOf(subject, tradeItem)) {
      return Via.INPUT;
    }
    return subject.startsWith(tradeItem.concat("/10/")) ? Via.LOT : Via.ITEM;
  }

  private Trace withoutWithdrawn(Recallers recallers, Trace trace) {
    List<TracedEvent> told = Recalls.told(trace, recallers);
    Set<Long> withdrawn =
        Corrections.withdrawn(told.stream().map(TracedEvent::recorded).toList(), source);
    if (withdrawn.isEmpty()) {
      return trace;
    }
    // Nothing follows from what was searched for; from what was walked along something may.
    List<TracedEvent> left =
        trace.events().stream()
            .filter(
                traced ->
                    traced.via() != Via.PRODUCT
                        || !withdrawn.contains(traced.recorded().sequence()))
            .toList();
    return new Trace(left, trace.complete(), trace.subjects(), withdrawn);
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

    /** A container is asked for twice: when its contents left it, and what happened to it. */
    private final EventSource events = source.forAMoment();

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
        List<Subject> next = new ArrayList<>();
        while (!open.isEmpty() && next.size() < AT_ONCE) {
          next.add(open.remove());
        }
        visit(next);
      }
      Set<String> subjects = new HashSet<>();
      visited.forEach(subject -> subjects.add(subject.id()));
      return new Trace(new ArrayList<>(found.values()), complete, subjects);
    }

    private void visit(List<Subject> subjects) {
      Iterator<List<EventSource.Found>> answers =
          events.findEach(
              subjects.stream()
                  .map(
                      subject ->
                          new EventSource.Question(
                              subject.terms(), subject.from(), subject.horizon(), MAX_EVENTS))
                  .toList());
      for (Subject subject : subjects) {
        List<EventSource.Found> ofSubject = valid(answers.next());
        for (EventSource.Found event : ofSubject) {
          if (!CodeRecords.isOne(event.event()) && concerns(subject, event)) {
            keep(subject, event);
            follow(subject, event, ofSubject);
          }
        }
      }
    }

    private List<EventSource.Found> valid(List<EventSource.Found> answer) {
      if (answer.size() == MAX_EVENTS) {
        complete = false;
      }
      return Corrections.withoutWithdrawn(answer);
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
          valid(
              events.find(
                  List.of("parent=" + parent), entry.event().eventTime(), end, MAX_EVENTS))) {
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
