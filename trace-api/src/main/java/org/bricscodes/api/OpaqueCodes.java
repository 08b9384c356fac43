package org.bricscodes.api;

import java.util.List;
import org.bricscodes.gs1.DigitalLink;

/** Finds the products that a code made elsewhere was registered for. */
@FunctionalInterface
public interface OpaqueCodes {

  /** Where nothing was registered. */
  OpaqueCodes NONE = text -> List.of();

  /**
   * The products of a code, none if it is unknown. May block on the store; any thread.
   *
   * @param text the whole code as it was registered, byte for byte
   */
  List<DigitalLink> targets(String text);
}
