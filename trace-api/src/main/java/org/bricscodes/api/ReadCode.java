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

  public ReadCode {
    targets = List.copyOf(targets);
  }

  /**
   * A product.
   *
   * @param check what a scan of it says; null where nothing was asked, or the key is no trade item
   * @param typed the link with its serial folded to our alphabet, when it is none as it stands and
   *     one of ours after; to be confirmed against the label
   */
  public record Target(DigitalLink link, @Nullable Provenance check, @Nullable DigitalLink typed) {}
}
