package org.bricscodes.api;

import java.util.List;
import org.bricscodes.gs1.DigitalLink;

/** Finds the products that a code made elsewhere was registered for. */
public interface OpaqueCodes {

  /** Where nothing was registered. */
  OpaqueCodes NONE =
      new OpaqueCodes() {
        @Override
        public List<DigitalLink> targets(String text) {
          return List.of();
        }

        @Override
        public boolean hasWholeCode(DigitalLink item) {
          return false;
        }
      };

  /**
   * The products of a code, none if it is unknown. May block on the store; any thread.
   *
   * @param text the whole code as it was registered, byte for byte
   */
  List<DigitalLink> targets(String text);

  /**
   * Whether this item was registered by a national code with its crypto tail, so that any other
   * tail is not the one its operator gave. May block on the store; any thread.
   */
  boolean hasWholeCode(DigitalLink item);
}
