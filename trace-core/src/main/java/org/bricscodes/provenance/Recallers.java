package org.bricscodes.provenance;

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

/**
 * Who may recall what a trace follows.
 *
 * <p>The code's own item, lot and product: their owner, the party that issued or registered them
 * here, and nobody else. Anybody may record that he commissioned a lot; that makes him the maker of
 * things nobody here issued or registered, and of those alone: whoever made one of their lots or
 * items may recall it, and the product as far as that lot or item goes.
 *
 * <p>What the item was made from, or packed in: its owner, likewise; or its maker, where nobody
 * owns it; and besides the owner of the code, who recalls his own packs by it.
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

  private final String tradeItem;
  private final Function<String, Set<String>> rule;

  private Recallers(String tradeItem, Function<String, Set<String>> rule) {
    this.tradeItem = tradeItem;
    this.rule = rule;
  }

  /**
   * Those of a trace.
   *
   * @param tradeItem of which the traced item or lot is, canonical
   * @param owners whose that is; none: nobody's here
   */
  static Recallers of(Trace trace, String tradeItem, Set<String> owners, Owners others) {
    return of(trace, tradeItem, owners, owned(trace, tradeItem, others));
  }

  /**
   * The same.
   *
   * @param owned whose other products and lots are, by canonical identifier
   */
  static Recallers of(
      Trace trace, String tradeItem, Set<String> owners, Map<String, Set<String>> owned) {
    Map<String, Set<String>> makers = makers(trace);
    return new Recallers(
        tradeItem,
        subject -> {
          boolean own = isOf(subject, tradeItem);
          Set<String> whose = own ? owners : ownersOf(subject, owned);
          Set<String> counting = new HashSet<>(whose.isEmpty() ? makersOf(subject, makers) : whose);
          if (!own) {
            counting.addAll(owners);
          }
          return counting;
        });
  }

  /** Where it is not for the reader to say whose word counts: these, of everything. */
  static Recallers anyOf(String tradeItem, Set<String> parties) {
    return new Recallers(tradeItem, _ -> parties);
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

  private static Set<String> ownersOf(String subject, Map<String, Set<String>> owned) {
    Set<String> whose = owned.getOrDefault(subject, Set.of());
    String product = RecallTerms.tradeItem(subject);
    return whose.isEmpty() && product != null ? owned.getOrDefault(product, Set.of()) : whose;
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
  private static Map<String, Set<String>> owned(Trace trace, String tradeItem, Owners others) {
    Map<Gtin, Set<String>> lots = new LinkedHashMap<>();
    for (String subject : trace.subjects().stream().sorted().toList()) {
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
