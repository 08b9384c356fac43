package org.bricscodes.ledger.xinghuo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An account and one entry of its metadata, as they stand together.
 *
 * @param nonce of its last executed transaction; 0 before the first
 * @param balance in the chain's smallest unit
 * @param entry what stands under the key that was asked for, if anything does
 */
record AccountView(long nonce, long balance, Optional<Entry> entry) {

  private static final int MAX_ENTRIES = 1000;

  record Entry(String value, long version) {}

  static AccountView of(JsonNode account, String address, String key) {
    if (!NodeJson.text(account, "address").equals(address)) {
      throw new IllegalArgumentException("'address' is another than the one asked for");
    }
    Optional<Entry> entry = Optional.empty();
    for (JsonNode metadata : NodeJson.list(account, "metadatas", MAX_ENTRIES)) {
      if (NodeJson.text(metadata, "key").equals(key)) {
        entry =
            Optional.of(
                new Entry(NodeJson.text(metadata, "value"), NodeJson.number(metadata, "version")));
      }
    }
    return new AccountView(
        NodeJson.number(account, "nonce"), NodeJson.number(account, "balance"), entry);
  }

  /** Version of the entry; 0 where there is none. */
  long version() {
    return entry.map(Entry::version).orElse(0L);
  }
}
