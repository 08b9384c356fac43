package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * The cautions of a proven file in few lines, for its head: a recall must not be found only by who
 * reads every step. The same lines in {@code trace verify}, in a browser ({@code verify.js}; a test
 * holds both equal) and on paper.
 *
 * <p>Bounded: of each kind the newest event of each party, {@link #MOST} of them, and how many more
 * there are. What was declared in error by its own party is left out.
 */
public final class Cautions {

  /** Lines of each kind. */
  static final int MOST = 5;

  /** Of what an event names, so many are told. */
  private static final int MOST_NAMED = 3;

  private Cautions() {}

  /**
   * A line.
   *
   * @param head what it is about, in capitals; empty for what goes on or ends the lines before
   */
  public record Line(String head, String text) {

    /** As it is printed. */
    public String words() {
      return head.isEmpty() ? text : head + ": " + text;
    }
  }

  /**
   * The lines, the gravest first; none if no event has anything to be told here.
   *
   * @param events in the file's order, so that the last is the newest
   */
  public static List<Line> summary(List<BundleCheck.ProvenEvent> events) {
    List<Line> lines = new ArrayList<>();
    for (Caution.Kind kind :
        List.of(Caution.Kind.RECALLS, Caution.Kind.LIFTS, Caution.Kind.UNFIT)) {
      of(kind, events, lines);
    }
    long untold = events.stream().filter(event -> event.says(Caution.Kind.UNTOLD)).count();
    if (untold > 0) {
      lines.add(
          new Line(
              "WITHHELD",
              untold == 1
                  ? "1 event in this file withholds whether it recalls"
                  : untold + " events in this file withhold whether they recall"));
    }
    if (!lines.isEmpty()) {
      lines.add(
          new Line(
              "",
              "that a party said so is proven; not that it may, nor that no newer event says"
                  + " otherwise"));
    }
    return lines;
  }

  private static void of(
      Caution.Kind kind, List<BundleCheck.ProvenEvent> events, List<Line> lines) {
    List<BundleCheck.ProvenEvent> said =
        events.reversed().stream()
            .filter(event -> event.says(kind) && !event.says(Caution.Kind.DECLARED))
            .toList();
    Set<String> parties = new HashSet<>();
    int told = 0;
    for (BundleCheck.ProvenEvent event : said) {
      if (told < MOST && parties.add(event.party())) {
        lines.add(line(kind, event));
        told++;
      }
    }
    int more = said.size() - told;
    if (more > 0) {
      lines.add(
          new Line(
              "",
              "and " + more + " more such " + (more == 1 ? "event" : "events") + " in this file"));
    }
  }

  private static Line line(Caution.Kind kind, BundleCheck.ProvenEvent event) {
    String who = "an event in this file, of " + event.eventTime() + ", by " + event.party() + ", ";
    String what = String.join(", ", event.named());
    return switch (kind) {
      case RECALLS -> new Line("RECALLED", who + "recalls " + what);
      case LIFTS -> new Line("RECALL TAKEN BACK", who + "takes a recall back of " + what);
      case UNFIT, UNTOLD, DECLARES, DECLARED ->
          new Line("UNFIT", who + "says " + unfit(event) + " of " + what);
    };
  }

  private static String unfit(BundleCheck.ProvenEvent event) {
    return event.cautions().stream()
        .filter(caution -> caution.kind() == Caution.Kind.UNFIT)
        .map(Caution::word)
        .collect(Collectors.joining(" and "));
  }

  /**
   * What an event with cautions speaks of, as it is written: the first few, and how many more. So
   * many units of something are those units, not all of it.
   */
  static List<String> named(EpcisEvent event) {
    List<String> named = new ArrayList<>();
    for (List<QuantityElement> list :
        List.of(event.quantityList(), event.childQuantityList(), event.outputQuantityList())) {
      for (QuantityElement one : list) {
        named.add((one.quantity() == null ? "" : "some of ") + one.epcClass().written());
      }
    }
    @Nullable UriRef parent = event.parentID();
    Stream.of(
            parent == null ? List.<UriRef>of() : List.of(parent),
            event.epcList(),
            event.childEPCs(),
            event.outputEPCList())
        .flatMap(List::stream)
        .map(UriRef::written)
        .forEach(named::add);
    if (named.isEmpty()) {
      return List.of("what it does not show");
    }
    List<String> first = new ArrayList<>(named.subList(0, Math.min(named.size(), MOST_NAMED)));
    if (named.size() > MOST_NAMED) {
      first.add((named.size() - MOST_NAMED) + " more");
    }
    return first;
  }
}
