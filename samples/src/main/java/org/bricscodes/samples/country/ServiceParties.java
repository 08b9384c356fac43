package org.bricscodes.samples.country;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.Codes;
import org.bricscodes.api.client.TraceClient;

/**
 * The country's parties at a running service: each gets a key when it is first needed, orders its
 * codes and sends its documents with it. Any thread.
 */
public final class ServiceParties implements CodeSource {

  private final TraceClient admin;
  private final Map<Party, String> keys = new ConcurrentHashMap<>();

  /**
   * @param admin a client with an admin key
   */
  public ServiceParties(TraceClient admin) {
    this.admin = admin;
  }

  /** The party's key, made when it is first asked for; blocks then. */
  public String key(Party party) {
    return keys.computeIfAbsent(
        party, one -> admin.keys().issue(one.uri(), one.name(), one.trade().role()).secret());
  }

  /** The service, with this party's key. */
  public TraceClient client(Party party) {
    return admin.as(key(party));
  }

  @Override
  public List<String> serials(CodeOrder order) {
    Codes codes = client(order.factory()).codes();
    BatchRequest request =
        new BatchRequest(
            order.gtin(),
            order.lot(),
            order.quantity(),
            order.expiry(),
            order.plant(),
            order.product());
    return codes.serials(codes.issue(request, order.reference()).id());
  }
}
