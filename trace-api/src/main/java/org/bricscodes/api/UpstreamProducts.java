package org.bricscodes.api;

import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.resolver.KnownProducts;

/**
 * Asks the service that is followed whether it knows a product. While it cannot be asked every
 * product counts as known: its scan page may still say what it is, and a consumer is not told that
 * there is no such thing because of a fault of ours.
 */
record UpstreamProducts(TraceClient service) implements KnownProducts {

  @Override
  public boolean knows(DigitalLink link) {
    try {
      service.json(link.path() + "?linkType=linkset");
      return true;
    } catch (ApiFailure.Refused refused) {
      return refused.status() != 404;
    } catch (ApiFailure.Unreachable | ApiFailure.Unreadable _) {
      return true;
    }
  }
}
