package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An order of product codes for one lot.
 *
 * @param gtin with check digit
 * @param expiry last day of use, {@code YYYY-MM-DD}
 * @param plant where the lot is made, a Digital Link of the place
 * @param product what to call it
 */
public record BatchRequest(
    String gtin,
    String lot,
    long quantity,
    @Nullable String expiry,
    @Nullable String plant,
    @Nullable String product) {

  /** An order of codes, with nothing else to say. */
  public static BatchRequest of(String gtin, String lot, long quantity) {
    return new BatchRequest(gtin, lot, quantity, null, null, null);
  }

  JsonNode toJson() {
    ObjectNode order =
        JsonNodeFactory.instance
            .objectNode()
            .put("gtin", gtin)
            .put("lot", lot)
            .put("quantity", quantity);
    return order.put("expiry", expiry).put("plant", plant).put("product", product);
  }
}
