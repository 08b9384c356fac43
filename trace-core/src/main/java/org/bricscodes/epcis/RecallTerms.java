package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * By what a party's recalls are found, and what took them back. An event recalls what it names by
 * the disposition {@code recalled}, or by setting it for good (EPCIS 2.0, {@code
 * persistentDisposition}); it takes a recall back by unsetting it. What a transformation used up is
 * not recalled with what came of it.
 *
 * <p>There are two terms, and either has the party in it: recalls are few, those of one party fewer
 * still, and nobody can hide them behind recalls of his own. Each event that speaks of a recall
 * carries {@code recall=CLASS PARTY} for every class and lot it names, and {@code recallWithin=ITEM
 * PARTY} for every trade item that any of its classes, lots or items is of; both canonical. They
 * are added when it is recorded, as the {@linkplain EventTerms#party term of the party} is; other
 * events carry none.
 */
public final class RecallTerms {

  /** The disposition. */
  public static final String RECALLED = "https://ref.gs1.org/cbv/Disp-recalled";

  private static final String OF = "recall=";
  private static final String WITHIN = "recallWithin=";

  /** Ends what is recalled: canonical identifiers hold none. */
  static final char SPACE = ' ';

  private RecallTerms() {}

  /** The term of this party's events that speak of a recall of this very class or lot. */
  public static String of(String epcClass, String party) {
    return watched(epcClass) + SPACE + party;
  }

  /** That of those that speak of a recall of the trade item, a lot of it, or single items. */
  public static String within(String tradeItem, String party) {
    return WITHIN + tradeItem + SPACE + party;
  }

  /** What is told of ({@code Mentions}) when anybody speaks of a recall of the class or lot. */
  public static String watched(String epcClass) {
    return OF + epcClass;
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
    for (String epcClass : classes(event)) {
      terms.add(of(epcClass, party));
      within(epcClass, party, terms);
    }
    for (List<UriRef> list : List.of(event.epcList(), event.childEPCs(), event.outputEPCList())) {
      list.forEach(epc -> within(epc.canonical(), party, terms));
    }
    UriRef parent = event.parentID();
    if (parent != null) {
      within(parent.canonical(), party, terms);
    }
    return new ArrayList<>(terms);
  }

  private static void within(String canonical, String party, Set<String> terms) {
    String digits = EventTerms.tradeItem(canonical);
    if (digits != null) {
      terms.add(within(EventTerms.TRADE_ITEM + digits, party));
    }
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
