package org.bricscodes.api;

import java.net.InetAddress;
import org.bricscodes.scans.Place;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as it says: held while it is answered, in memory, and never written.
 *
 * @param agent browser and languages
 */
record Onlooker(InetAddress address, String agent, @Nullable Place place) {

  @Override
  public String toString() {
    return "Onlooker"; // not into a log by accident
  }
}
