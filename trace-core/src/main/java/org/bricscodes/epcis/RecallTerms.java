package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what a party's recalls are found, and what took them back. An event recalls what it names by
 * the disposition {@code recalled}, or by setting it for good (EPCIS 2.0, {@code
 * persistentDisposition}); it takes a recall back by unsetting it. What a transformation used up is
 * not recalled with what came of it.
 *
 * <p>Every term has the party in it: recalls are few, those of one party fewer still, and nobody
 * can hide them behind recalls of his own. Each event that speaks of a recall carries {@code
 * recall=THING PARTY} for every class, lot and instance it names, and {@code recallWithin=ITEM
 * PARTY} for every trade item that any of these is of; all canonical. They are added when it is
 * recorded, as the {@linkplain EventTerms#party term of the party} is; other events carry none.
 *
 * <p>Under those terms stands when it happened. Under two more stands when it was recorded, so that
 * who follows recalls misses none that tells of long ago: {@code recallTold=CLASS PARTY} and {@code
 * recallToldWithin=ITEM PARTY}.
 */
public final class RecallTerms {

  /** The disposition. */
  public static final String RECALLED = "https://ref.gs1.org/cbv/Disp-recalled";

  private static final String OF = "recall=";
  private static final String WITHIN = "recallWithin=";
  private static final String TOLD = "recallTold=";
  private static final String TOLD_WITHIN = "recallToldWithin=";

  /** Ends what is recalled: canonical identifiers hold none. */
  static final char SPACE = ' ';

  private RecallTerms() {}

  /** The term of this party's events that speak of a recall of this very class, lot or instance. */
  public static String of(String thing, String party) {
    return watched(thing) + SPACE + party;
  }

  /** That of those that speak of a recall of the trade item, a lot of it, or single items. */
  public static String within(String tradeItem, String party) {
    return WITHIN + tradeItem + SPACE + party;
  }

  /** As {@link #of}, of a class or lot, in the order in which they were recorded. */
  public static String told(String epcClass, String party) {
    return TOLD + epcClass + SPACE + party;
  }

  /** As {@link #within}, in the order in which they were recorded. */
  public static String toldWithin(String tradeItem, String party) {
    return TOLD_WITHIN + tradeItem + SPACE + party;
  }

  /** What is told of ({@code Mentions}) when anybody speaks of a recall of the thing. */
  public static String watched(String thing) {
    return OF + thing;
  }

  /** The trade item that something is or is of, canonical; null where there is none. */
  public static @Nullable String tradeItem(String canonical) {
    String digits = EventTerms.tradeItem(canonical);
    return digits == null ? null : EventTerms.TRADE_ITEM + digits;
  }

  /** The event recalls what it names. */
  public static boolean recalls(EpcisEvent event) {
    UriRef disposition = event.disposition();
    PersistentDisposition persistent = event.common().persistentDisposition();
    return (disposition != null && disposition.canonical().equals(RECALLED))
        || (persistent != null && names(persistent.set()));
  }

  /** The event takes a recall back. */
  public static boolean lifts(EpcisEvent event) {
    PersistentDisposition persistent = event.common().persistentDisposition();
    return !recalls(event) && persistent != null && names(persistent.unset());
  }

  /**
   * The classes and lots that an event speaks of recalling, canonical. So many units of a product
   * without a lot are those units, whichever they are, and not the product.
   */
  public static Set<String> classes(EpcisEvent event) {
    Set<String> classes = new LinkedHashSet<>();
    for (List<QuantityElement> list :
        List.of(event.quantityList(), event.childQuantityList(), event.outputQuantityList())) {
      for (QuantityElement element : list) {
        String epcClass = element.epcClass().canonical();
        boolean product = epcClass.length() == EventTerms.TRADE_ITEM.length() + 14;
        if (!product || element.quantity() == null) {
          classes.add(epcClass);
        }
      }
    }
    return classes;
  }

  /** The event recalls what it names, or takes a recall back. */
  public static boolean speaks(EpcisEvent event) {
    return recalls(event) || lifts(event);
  }

  /** The terms of an event that this party reported; none for most. */
  public static List<String> of(EpcisEvent event, String party) {
    return speaks(event) ? ifItSpeaks(event, party) : List.of();
  }

  /** Those it has if it speaks of a recall, for who is not shown whether it does. */
  public static List<String> ifItSpeaks(EpcisEvent event, String party) {
    Set<String> terms = new LinkedHashSet<>();
    for (String thing : named(event)) {
      terms.add(of(thing, party));
      String tradeItem = tradeItem(thing);
      if (tradeItem != null) {
        terms.add(within(tradeItem, party));
      }
    }
    return new ArrayList<>(terms);
  }

  /** The terms under which stands when it was recorded; none for most. */
  public static List<String> told(EpcisEvent event, String party) {
    if (!speaks(event)) {
      return List.of();
    }
    Set<String> terms = new LinkedHashSet<>();
    classes(event).forEach(epcClass -> terms.add(told(epcClass, party)));
    for (String thing : named(event)) {
      String tradeItem = tradeItem(thing);
      if (tradeItem != null) {
        terms.add(toldWithin(tradeItem, party));
      }
    }
    return new ArrayList<>(terms);
  }

  /** Everything that an event speaks of recalling: what it made or found, not what it used. */
  private static Set<String> named(EpcisEvent event) {
    Set<String> named = classes(event);
    for (List<UriRef> list : List.of(event.epcList(), event.childEPCs(), event.outputEPCList())) {
      list.forEach(epc -> named.add(epc.canonical()));
    }
    UriRef parent = event.parentID();
    if (parent != null) {
      named.add(parent.canonical());
    }
    return named;
  }

  private static boolean names(Iterable<UriRef> dispositions) {
    for (UriRef disposition : dispositions) {
      if (disposition.canonical().equals(RECALLED)) {
        return true;
      }
    }
    return false;
  }
}
