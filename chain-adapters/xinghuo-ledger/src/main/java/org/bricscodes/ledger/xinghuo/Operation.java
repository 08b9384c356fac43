package org.bricscodes.ledger.xinghuo;

import java.util.List;

/**
 * One step of a transaction. Read and written are the four kinds that the published vectors and
 * anchoring need; a blob with any other is refused.
 *
 * @param source the account it is done for; empty for the transaction's own
 * @param metadata a remark, in hex; empty for none
 */
record Operation(String source, String metadata, Content content) {

  /** What is done. */
  sealed interface Content {}

  /** Pays, or calls a contract with {@code input}. */
  record PayCoin(String dest, long amount, String input) implements Content {}

  /**
   * Writes one value under the account.
   *
   * @param version 0 for unconditionally; else one more than that of the value that stands there, 1
   *     where none does
   */
  record SetMetadata(String key, String value, long version, Removal removal) implements Content {}

  /** Whether a value is set or taken away. */
  enum Removal {
    KEEP,
    DELETE
  }

  /** Writes to the block alone. */
  record Log(String topic, List<String> datas) implements Content {

    Log {
      datas = List.copyOf(datas);
    }
  }

  /** Says who may sign for the account. */
  record SetPrivilege(
      String masterWeight, List<Signer> signers, String txThreshold, List<TypeThreshold> types)
      implements Content {

    SetPrivilege {
      signers = List.copyOf(signers);
      types = List.copyOf(types);
    }
  }

  record Signer(String address, long weight) {}

  record TypeThreshold(long type, long threshold) {}

  /** An operation of the transaction's own account, without a remark. */
  static Operation of(Content content) {
    return new Operation("", "", content);
  }
}
