package org.bricscodes.provenance;

import org.bricscodes.epcis.EpcisEvent;

/**
 * Events that record what happened to codes rather than to goods: so many codes of a lot issued,
 * printed, applied or voided. They say nothing of a single pack, so no journey shows them; each
 * code's own state does.
 */
public final class CodeRecords {

  /** What the names of their extensions begin with. */
  public static final String NAMESPACE = "https://bricscodes.org/codes/v1#";

  /** The extension that makes an event one of them: the seal of the batch. */
  public static final String BATCH = NAMESPACE + "batch";

  private CodeRecords() {}

  /** Whether the event speaks of codes; one that names single items speaks of these. */
  static boolean isOne(EpcisEvent event) {
    return event.epcList().isEmpty()
        && event.common().extensions().stream()
            .anyMatch(extension -> extension.name().equals(BATCH));
  }
}
