package org.bricscodes.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.UnitCode;

/**
 * All conditions of a query on quantities, decided together: they must hold for one quantity
 * element of any of the event's lists, so that a lower and an upper bound make a range. Where
 * conditions name units of different kinds, there must be one element for each kind.
 *
 * <p>A condition without a unit compares the number alone. An element without a unit counts
 * instances, so it compares with units that count.
 */
final class Quantities implements Predicate<EpcisEvent> {

  private static final UnitCode PIECE = Objects.requireNonNull(UnitCode.of("H87"));

  private final List<List<Criterion.Amount>> groups = new ArrayList<>();

  Quantities(List<Criterion.Amount> criteria) {
    List<Criterion.Amount> common = new ArrayList<>();
    Map<String, List<Criterion.Amount>> byKind = new LinkedHashMap<>();
    for (Criterion.Amount criterion : criteria) {
      UnitCode unit = criterion.unit();
      if (unit == null) {
        common.add(criterion);
      } else {
        byKind.computeIfAbsent(unit.kind(), kind -> new ArrayList<>()).add(criterion);
      }
    }
    for (List<Criterion.Amount> ofKind : byKind.values()) {
      ofKind.addAll(common);
      groups.add(ofKind);
    }
    if (groups.isEmpty()) {
      groups.add(common);
    }
  }

  @Override
  public boolean test(EpcisEvent event) {
    return groups.stream()
        .allMatch(
            group ->
                any(event.quantityList(), group)
                    || any(event.childQuantityList(), group)
                    || any(event.inputQuantityList(), group)
                    || any(event.outputQuantityList(), group));
  }

  private static boolean any(List<QuantityElement> items, List<Criterion.Amount> group) {
    for (QuantityElement item : items) {
      boolean holds = true;
      for (int i = 0; holds && i < group.size(); i++) {
        holds = holds(item, group.get(i));
      }
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(QuantityElement item, Criterion.Amount wanted) {
    BigDecimal quantity = item.quantity();
    if (quantity == null) {
      return false;
    }
    UnitCode unit = wanted.unit();
    if (unit == null) {
      return wanted.comparison().accepts(quantity.compareTo(wanted.value()));
    }
    UnitCode own = item.uom() == null ? PIECE : UnitCode.of(item.uom());
    return own != null
        && own.isComparableTo(unit)
        && wanted.comparison().accepts(own.compare(quantity, wanted.value(), unit));
  }
}
