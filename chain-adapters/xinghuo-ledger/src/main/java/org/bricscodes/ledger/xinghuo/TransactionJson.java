package org.bricscodes.ledger.xinghuo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;

/**
 * Reads a transaction that only sets metadata, as ours do, back from a node's rendering. Whether it
 * was read rightly shows when it is serialised again: its hash must be the transaction's.
 */
final class TransactionJson {

  private TransactionJson() {}

  /**
   * The transaction.
   *
   * @throws IllegalArgumentException if it does anything else than set metadata
   */
  static Transaction parse(JsonNode json) {
    List<Operation> operations = new ArrayList<>();
    for (JsonNode operation : NodeJson.list(json, "operations", Transaction.MAX_OPERATIONS)) {
      JsonNode content = NodeJson.object(operation, "set_metadata");
      operations.add(
          new Operation(
              NodeJson.text(operation, "source_address"),
              NodeJson.text(operation, "metadata").toLowerCase(Locale.ROOT),
              new SetMetadata(
                  NodeJson.text(content, "key"),
                  NodeJson.text(content, "value"),
                  NodeJson.number(content, "version"),
                  content.path("delete_flag").asBoolean(false) ? Removal.DELETE : Removal.KEEP)));
    }
    return new Transaction(
        NodeJson.text(json, "source_address"),
        NodeJson.number(json, "nonce"),
        NodeJson.text(json, "expr_condition"),
        operations,
        NodeJson.text(json, "metadata").toLowerCase(Locale.ROOT),
        NodeJson.number(json, "fee_limit"),
        NodeJson.number(json, "gas_price"),
        NodeJson.number(json, "ceil_ledger_seq"),
        NodeJson.number(json, "chain_id"),
        NodeJson.number(json, "domain_id"));
  }

  /** Whether the transaction sets this key from this account, whatever else it does. */
  static boolean sets(JsonNode json, String source, String key) {
    if (!json.path("source_address").asText().equals(source)) {
      return false;
    }
    for (JsonNode operation : json.path("operations")) {
      if (operation.path("set_metadata").path("key").asText().equals(key)) {
        return true;
      }
    }
    return false;
  }
}
