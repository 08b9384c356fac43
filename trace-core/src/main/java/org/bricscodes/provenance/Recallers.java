package org.bricscodes.provenance;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bricscodes.codes.Owners;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.TransformationEvent;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.Lgtin;
import org.jspecify.annotations.Nullable;

/**
 * Who may recall what a trace follows.
 *
 * <p>The code's own item, lot and product: their owner, the party that issued or registered that
 * item or lot here, and nobody else. Where nobody did, whoever owns the product, and whoever
 * recorded that he made one of the lots or items that the trace follows. Anybody may record that.
 *
 * <p>What the item was made from, or packed in: the owner of the code, who recalls his own packs by
 * it; the owner of that very lot; or, where nobody issued or registered it, its product's owner and
 * its maker. But for the owner of the code, nobody's word reaches what he tied to it himself: that
 * something went into goods of another is to be reported by a third.
 */
final class Recallers {

  private static final Set<String> CREATING =
      Set.of(
          "https://ref.gs1.org/cbv/BizStep-commissioning",
          "https://ref.gs1.org/cbv/BizStep-creating_class_instance");

  /** Products that went in, of which it is asked whose they are. */
  private static final int MAX_PRODUCTS = 100;

  /** Those and lots of theirs, of which it is told. */
  private static final int MAX_OWNED = 16;

  /** Things and parties that recalls are asked of. */
  private static final int MAX_ASKED = 256;

  /** The same where asking costs no read. */
  private static final int MAX_ASKED_OF_A_FILE = 1 << 16;

  private final String tradeItem;
  private final int asked;
  private final Comparator<String> order;
  private final Function<String, Set<String>> rule;

  private Recallers(
      String tradeItem, int asked, Comparator<String> order, Function<String, Set<String>> rule) {
    this.tradeItem = tradeItem;
    this.asked = asked;
    this.order = order;
    this.rule = rule;
  }

  /**
   * Whose the traced item or lot is.
   *
   * @param parties that own it, or its product
   * @param isVery whether they issued or registered that very item or lot
   */
  record Whose(Set<String> parties, boolean isVery) {

    /** Of a lot, or of a product. */
    static Whose of(Owners owners, Gtin gtin, @Nullable String lot) {
      Set<String> very = lot == null ? Set.of() : owners.ofLot(gtin, lot);
      return very.isEmpty() ? new Whose(owners.ofProduct(gtin), false) : new Whose(very, true);
    }
  }

  /** Things and parties that it is asked of, at most. */
  int asked() {
    return asked;
  }

  /** What the owner tied to the code himself comes first where not all can be asked for. */
  Comparator<String> order() {
    return order;
  }

  private static Comparator<String> order(Set<String> sure) {
    return Comparator.comparing((String subject) -> !reaches(subject, sure))
        .thenComparing(Comparator.naturalOrder());
  }

  /**
   * Those of a trace.
   *
   * @param tradeItem of which the traced item or lot is, canonical
   * @param whose whose that is
   * @param others whose all else is
   */
  static Recallers of(Trace trace, String tradeItem, Whose whose, Owners others) {
    return of(trace, tradeItem, whose, order -> owned(trace, tradeItem, order, others));
  }

  /**
   * The same.
   *
   * @param owned whose other products and lots are, by canonical identifier
   */
  static Recallers of(Trace trace, String tradeItem, Whose whose, Map<String, Set<String>> owned) {
    return of(trace, tradeItem, whose, order -> owned);
  }

  /**
   * @param owning told in which order to look, where not all can be looked at
   */
  private static Recallers of(
      Trace trace,
      String tradeItem,
      Whose whose,
      Function<Comparator<String>, Map<String, Set<String>>> owning) {
    Map<String, Set<String>> makers = makers(trace);
    Ties ties = new Ties(trace);
    Map<String, Set<String>> reach = new HashMap<>();
    Set<String> own = own(trace, tradeItem);
    Comparator<String> order = order(ties.reach(own, whose.parties()::contains));
    Map<String, Set<String>> owned = owning.apply(order);
    return new Recallers(
        tradeItem,
        MAX_ASKED,
        order,
        subject -> {
          if (isOf(subject, tradeItem)) {
            return ofOwn(subject, whose, makers);
          }
          Set<String> counting = ofTied(subject, makers, owned);
          if (!whose.parties().isEmpty()) {
            counting.removeIf(
                party ->
                    !reaches(
                        subject,
                        reach.computeIfAbsent(
                            party, _ -> ties.reach(own, by -> !by.equals(party)))));
          }
          counting.addAll(whose.parties());
          return counting;
        });
  }

  private static Set<String> ofOwn(String subject, Whose whose, Map<String, Set<String>> makers) {
    Set<String> counting = new HashSet<>(whose.parties());
    if (!whose.isVery()) {
      counting.addAll(makersOf(subject, makers));
    }
    return counting;
  }

  private static Set<String> ofTied(
      String subject, Map<String, Set<String>> makers, Map<String, Set<String>> owned) {
    String product = RecallTerms.tradeItem(subject);
    Set<String> counting = new HashSet<>(owned.getOrDefault(subject, Set.of()));
    if (counting.isEmpty() || subject.equals(product)) {
      counting.addAll(makersOf(subject, makers));
      counting.addAll(product == null ? Set.of() : owned.getOrDefault(product, Set.of()));
    }
    return counting;
  }

  /** What the code stands for: where every tie begins. */
  private static Set<String> own(Trace trace, String tradeItem) {
    Set<String> own = new HashSet<>(trace.subjects());
    own.removeIf(subject -> !isOf(subject, tradeItem));
    return own;
  }

  /** The thing itself, or of a product something of it. */
  private static boolean reaches(String subject, Set<String> reached) {
    return reached.contains(subject)
        || (subject.equals(RecallTerms.tradeItem(subject))
            && reached.stream().anyMatch(each -> isOf(each, subject)));
  }

  /** Where it is not for the reader to say whose word counts: these, of everything. */
  static Recallers anyOf(String tradeItem, Set<String> parties) {
    return new Recallers(tradeItem, MAX_ASKED_OF_A_FILE, order(Set.of()), _ -> parties);
  }

  /** Of which the traced item or lot is, canonical. */
  String tradeItem() {
    return tradeItem;
  }

  /** Who may recall something, by its canonical identifier. */
  Set<String> of(String subject) {
    return rule.apply(subject);
  }

  /** Whether something is the product, a lot or an item of it. */
  static boolean isOf(String subject, String tradeItem) {
    return subject.equals(tradeItem) || subject.startsWith(tradeItem.concat("/"));
  }

  /** Nobody makes a product as a whole: those of it that the trace follows. */
  private static Set<String> makersOf(String subject, Map<String, Set<String>> makers) {
    if (!subject.equals(RecallTerms.tradeItem(subject))) {
      return makers.getOrDefault(subject, Set.of());
    }
    Set<String> all = new HashSet<>();
    makers.forEach(
        (made, parties) -> {
          if (made.startsWith(subject.concat("/"))) {
            all.addAll(parties);
          }
        });
    return all;
  }

  /** Whose the products are that went in or were packed in, and their lots: one batched read. */
  private static Map<String, Set<String>> owned(
      Trace trace, String tradeItem, Comparator<String> order, Owners others) {
    Map<Gtin, Set<String>> lots = new LinkedHashMap<>();
    for (String subject : trace.subjects().stream().sorted(order).toList()) {
      if (!isOf(subject, tradeItem) && RecallTerms.tradeItem(subject) != null) {
        link(subject)
            .ifPresent(
                link -> {
                  Gtin gtin = link.gtin().orElseThrow();
                  if (lots.containsKey(gtin) || lots.size() < MAX_PRODUCTS) {
                    Set<String> ofIt = lots.computeIfAbsent(gtin, _ -> new LinkedHashSet<>());
                    link.lot().ifPresent(ofIt::add);
                  }
                });
      }
    }
    Map<String, Set<String>> owned = new HashMap<>();
    if (lots.isEmpty()) {
      return owned;
    }
    Set<Gtin> known = others.known(lots.keySet());
    for (Map.Entry<Gtin, Set<String>> product : lots.entrySet()) {
      Gtin gtin = product.getKey();
      if (known.contains(gtin) && owned.size() < MAX_OWNED) {
        owned.put(gtin.canonical(), others.ofProduct(gtin));
        for (String lot : product.getValue()) {
          if (owned.size() < MAX_OWNED) {
            owned.put(new Lgtin(gtin, lot).canonical(), others.ofLot(gtin, lot));
          }
        }
      }
    }
    return owned;
  }

  private static Optional<DigitalLink> link(String subject) {
    try {
      DigitalLink link = DigitalLink.parse(subject);
      return link.gtin().isPresent() ? Optional.of(link) : Optional.empty();
    } catch (Gs1Exception e) {
      return Optional.empty();
    }
  }

  private static Map<String, Set<String>> makers(Trace trace) {
    Map<String, Set<String>> makers = new HashMap<>();
    for (TracedEvent traced : trace.events()) {
      EpcisEvent event = traced.event();
      if (event.common().errorDeclaration() != null) {
        continue; // it says that it was not so
      }
      Set<String> made = new HashSet<>();
      if (event instanceof TransformationEvent transformation) {
        transformation.outputEPCList().forEach(id -> made.add(id.canonical()));
        addClasses(transformation.outputQuantityList(), made);
      } else if (event.bizStep() != null && CREATING.contains(event.bizStep().canonical())) {
        event.epcList().forEach(id -> made.add(id.canonical()));
        addClasses(event.quantityList(), made);
      }
      made.retainAll(trace.subjects());
      made.forEach(
          id -> makers.computeIfAbsent(id, _ -> new HashSet<>()).add(traced.recorded().party()));
    }
    return makers;
  }

  private static void addClasses(List<QuantityElement> quantities, Set<String> made) {
    quantities.forEach(quantity -> made.add(quantity.epcClass().canonical()));
  }
}
