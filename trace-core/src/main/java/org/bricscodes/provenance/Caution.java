package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.PersistentDisposition;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.epcis.UriRef;

/**
 * Something a proven event says that nobody who holds the goods may overlook. What is proven is
 * that its party said so: not that it may, nor that no newer event says otherwise.
 *
 * @param word the disposition, of {@link Kind#UNFIT}; empty of the others
 */
public record Caution(Kind kind, String word) {

  /** What kind of thing it says; the gravest first. */
  public enum Kind {
    /** What it names is recalled. */
    RECALLS,
    /** A recall of what it names is taken back. */
    LIFTS,
    /** What it names is not to be sold or used, by a word of the CBV. */
    UNFIT,
    /** The file does not show whether it recalls. */
    UNTOLD,
    /** Nothing but that an event was in error. */
    DECLARES,
    /** It was declared in error by its own party, in the same file. */
    DECLARED
  }

  private static final String DISPOSITIONS = "https://ref.gs1.org/cbv/Disp-";

  /** Dispositions (CBV 2.0 §7.2) of goods that are not to be sold or used, beside a recall. */
  private static final Set<String> UNFIT =
      Set.of(
          "damaged",
          "destroyed",
          "disposed",
          "expired",
          "no_pedigree_match",
          "non_conformant",
          "non_sellable_other",
          "stolen");

  /**
   * What an event says; empty for most.
   *
   * @param declared whether its own party declared it in error
   */
  static List<Caution> of(EventSource.Found found, boolean declared) {
    EpcisEvent event = found.event();
    List<Caution> cautions = new ArrayList<>();
    if (declares(found)) {
      // It repeats the event that was in error, and stands for nothing of it.
      cautions.add(new Caution(Kind.DECLARES, ""));
      return cautions;
    }
    if (RecallTerms.recalls(event)) {
      cautions.add(new Caution(Kind.RECALLS, ""));
    } else if (RecallTerms.lifts(event)) {
      cautions.add(new Caution(Kind.LIFTS, ""));
    }
    unfit(event).forEach(word -> cautions.add(new Caution(Kind.UNFIT, word)));
    if (!RecallTerms.recalls(event)
        && (found.withheld().touches("disposition")
            || found.withheld().touches("persistentDisposition"))) {
      cautions.add(new Caution(Kind.UNTOLD, ""));
    }
    if (declared) {
      cautions.add(new Caution(Kind.DECLARED, ""));
    }
    return cautions;
  }

  /**
   * Whether the event says that one before it was in error. Of a declaration that is shown in part
   * the time may be withheld, and with it all that could be read.
   */
  static boolean declares(EventSource.Found found) {
    return found.event().common().errorDeclaration() != null
        || found.withheld().touches("errorDeclaration");
  }

  /** As the line under the event's own says it, in {@code trace verify} as in a browser. */
  public String words() {
    return switch (kind) {
      case RECALLS -> "RECALLS what it names";
      case LIFTS -> "takes a recall of what it names back";
      case UNFIT -> "says " + word + " of what it names";
      case UNTOLD -> "withholds whether it recalls what it names";
      case DECLARES -> "declares in error what its party said under this eventID";
      case DECLARED -> "declared in error by its party";
    };
  }

  private static List<String> unfit(EpcisEvent event) {
    List<UriRef> said = new ArrayList<>();
    UriRef disposition = event.disposition();
    PersistentDisposition persistent = event.common().persistentDisposition();
    if (disposition != null) {
      said.add(disposition);
    }
    if (persistent != null) {
      said.addAll(persistent.set());
    }
    return said.stream()
        .map(UriRef::canonical)
        .filter(uri -> uri.startsWith(DISPOSITIONS))
        .map(uri -> uri.substring(DISPOSITIONS.length()))
        .filter(UNFIT::contains)
        .distinct()
        .toList();
  }
}
