package org.bricscodes.ledger.xinghuo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bricscodes.tlog.Digest;

/**
 * A transaction in a block. It had an effect only if its error code is 0; its fee and its nonce are
 * spent in any case.
 *
 * @param json the node's own rendering of the transaction
 */
record Executed(
    Digest hash,
    long ledgerSeq,
    long closeTime,
    long actualFee,
    long errorCode,
    String errorDesc,
    List<Signature> signatures,
    JsonNode json) {

  private static final int MAX_SIGNATURES = 100;

  /** One signature, in lower-case hex. */
  record Signature(String publicKey, String signData) {}

  Executed {
    signatures = List.copyOf(signatures);
  }

  static Executed of(JsonNode entry) {
    List<Signature> signatures = new ArrayList<>();
    for (JsonNode signature : NodeJson.list(entry, "signatures", MAX_SIGNATURES)) {
      signatures.add(
          new Signature(
              NodeJson.text(signature, "public_key").toLowerCase(Locale.ROOT),
              NodeJson.text(signature, "sign_data").toLowerCase(Locale.ROOT)));
    }
    return new Executed(
        Digest.parseHex(NodeJson.text(entry, "hash")),
        NodeJson.number(entry, "ledger_seq"),
        NodeJson.number(entry, "close_time"),
        NodeJson.number(entry, "actual_fee"),
        NodeJson.number(entry, "error_code"),
        NodeJson.remark(entry, "error_desc"),
        signatures,
        NodeJson.object(entry, "transaction"));
  }

  /** Code and text, for people. */
  String error() {
    return (errorCode + " " + errorDesc).strip();
  }

  boolean succeeded() {
    return errorCode == 0;
  }
}
