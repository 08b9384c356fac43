package org.bricscodes.api;

import java.util.List;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.ScannedText;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.qr.FoundSymbol;
import org.jspecify.annotations.Nullable;

/**
 * One code that was read.
 *
 * @param symbol where it stood in the picture; null if it came as text
 * @param text what it says
 * @param targets the products it leads to: one for a GS1 key, none or several for an opaque code
 */
public record ReadCode(@Nullable FoundSymbol symbol, ScannedText text, List<Target> targets) {

  private static final String OTHER_TAIL =
      "this item is registered with another crypto tail: what was read is not the code that was"
          + " registered, and may have been made up";

  public ReadCode {
    targets = List.copyOf(targets);
  }

  /**
   * A product.
   *
   * @param check what a scan of it says; null where nothing was asked, or the key is no trade item
   * @param typed the link with its serial folded to our alphabet, when it is none as it stands and
   *     one of ours after; to be confirmed against the label
   * @param caution why nothing is said of the item although it is known; null: nothing speaks
   *     against saying it
   */
  public record Target(
      DigitalLink link,
      @Nullable Provenance check,
      @Nullable DigitalLink typed,
      @Nullable String caution) {

    /**
     * An item whose code was registered with another crypto tail: no verdict of it is this one's.
     */
    static Target otherTail(DigitalLink link) {
      return new Target(link, null, null, OTHER_TAIL);
    }
  }
}
