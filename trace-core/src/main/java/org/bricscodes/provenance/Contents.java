package org.bricscodes.provenance;

import java.util.List;
import org.bricscodes.epcis.Action;
import org.bricscodes.epcis.AggregationEvent;
import org.bricscodes.epcis.AssociationEvent;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.QuantityElement;
import org.bricscodes.epcis.TransformationEvent;
import org.bricscodes.epcis.UriRef;

/** The roles an identifier plays in an event, asked one at a time. Identifiers are canonical. */
final class Contents {

  private Contents() {}

  /** The event puts {@code id} into a parent, sees it there, or takes it out by name. */
  static boolean holds(EpcisEvent event, String id) {
    return contains(event.childEPCs(), id) || containsClass(event.childQuantityList(), id);
  }

  /** The event ends {@code id}'s stay in its parent, by naming it or by emptying the parent. */
  static boolean releases(EventSource.Found found, String id) {
    EpcisEvent event = found.event();
    boolean containment = event instanceof AggregationEvent || event instanceof AssociationEvent;
    if (!containment || event.action() != Action.DELETE) {
      return false;
    }
    boolean all =
        event.childEPCs().isEmpty()
            && event.childQuantityList().isEmpty()
            && !found.withheld().touches("childEPCs")
            && !found.withheld().touches("childQuantityList");
    return all || holds(event, id);
  }

  /** The event puts {@code id} into a parent other than {@code parent}. */
  static boolean movesTo(EpcisEvent event, String id, String parent) {
    UriRef other = event.parentID();
    return other != null
        && event.action() == Action.ADD
        && !other.canonical().equals(parent)
        && holds(event, id);
  }

  /** {@code id} is the container the event speaks of. */
  static boolean isParent(EpcisEvent event, String id) {
    UriRef parent = event.parentID();
    return parent != null && parent.canonical().equals(id);
  }

  /** {@code id} comes out of the transformation. */
  static boolean makes(TransformationEvent event, String id) {
    return contains(event.outputEPCList(), id) || containsClass(event.outputQuantityList(), id);
  }

  /** {@code id} goes into a transformation and does not come out. */
  static boolean uses(EpcisEvent event, String id) {
    return event instanceof TransformationEvent made
        && !makes(made, id)
        && (contains(made.inputEPCList(), id) || containsClass(made.inputQuantityList(), id));
  }

  private static boolean contains(List<UriRef> ids, String id) {
    for (UriRef candidate : ids) {
      if (candidate.canonical().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsClass(List<QuantityElement> quantities, String id) {
    for (QuantityElement candidate : quantities) {
      if (candidate.epcClass().canonical().equals(id)) {
        return true;
      }
    }
    return false;
  }
}
