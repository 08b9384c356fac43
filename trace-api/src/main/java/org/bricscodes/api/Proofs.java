package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bricscodes.codes.Batch;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.provenance.BundleMaker;
import org.bricscodes.provenance.Disclosure;
import org.bricscodes.provenance.ProofBundle;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.provenance.TracedEvent;

/**
 * The proof of what the page of a code tells, for whoever asks. Blocks; any thread.
 *
 * @param provable reads what the log covers
 * @param disclosure what the public sees
 */
record Proofs(ProvenanceReader provable, BundleMaker bundles, Disclosure disclosure) {

  /**
   * The bundle of a code.
   *
   * @param whole the events that who asks sees whole
   * @throws Problem {@link ProblemKind#NOT_FOUND} while nothing about it is in the published log
   */
  ProofBundle of(DigitalLink link, Predicate<RecordedEvent> whole) {
    Provenance found =
        provable.of(link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElse(null));
    ProofBundle bundle = bundles.of(subject(link, found), found.trace(), disclosure, whole);
    if (bundle.events().isEmpty()) {
      throw new Problem(
          ProblemKind.NOT_FOUND, "nothing about this code is in the published log yet");
    }
    return bundle;
  }

  /**
   * What the bundle is about: the item and the lot, as far as an event names them. Most of an
   * item's past was reported of its lot; a lot that only the label claims is no part of a proof.
   */
  private static String subject(DigitalLink link, Provenance found) {
    Batch batch = found.batch();
    String lot = batch == null ? link.lot().orElse(null) : batch.lot();
    List<Element> path = new ArrayList<>(List.of(link.key()));
    if (lot != null && names(found, TracedEvent.Via.LOT)) {
      path.add(new Element("10", lot));
    }
    if (names(found, TracedEvent.Via.ITEM)) {
      Spelling.issued(link, found)
          .serial()
          .ifPresent(serial -> path.add(new Element("21", serial)));
    }
    return DigitalLink.of(path).toString();
  }

  private static boolean names(Provenance found, TracedEvent.Via via) {
    return found.trace().events().stream().anyMatch(event -> event.via() == via);
  }
}
