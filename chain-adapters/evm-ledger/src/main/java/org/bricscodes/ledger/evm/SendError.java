package org.bricscodes.ledger.evm;

import java.util.List;
import java.util.Locale;
import org.bricscodes.ledger.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a node means when it does not take a transaction. JSON-RPC gives codes no common meaning
 * here (-32003 is "nonce too low" on one client and "intrinsic gas" on another), so the words
 * decide where there are known ones, and the codes that are clear where there are none. What nobody
 * has seen counts as if the transaction may have been taken.
 */
enum SendError {
  KNOWN(
      null,
      "already known",
      "known transaction",
      "already imported",
      "alreadyknown",
      "already exists"),
  /** Before UNDERPRICED, whose words some clients use for both. */
  NONCE_TOO_LOW(Fault.NONCE_TOO_LOW, "nonce too low", "nonce is too low", "oldnonce"),
  NONCE_GAP(Fault.NONCE_GAP, "nonce too high", "nonce gap", "gapped", "nonce is too distant"),
  UNDERPRICED(
      Fault.UNDERPRICED,
      "underpriced",
      "feetoolow",
      "fee too low",
      "gas price too low",
      "gas price below",
      "less than block base fee",
      "below configured minimum",
      "gas tip cap"),
  INSUFFICIENT_FUNDS(
      Fault.INSUFFICIENT_FUNDS,
      "insufficient funds",
      "insufficientfunds",
      "upfront cost exceeds",
      "exceeds account balance",
      "insufficient balance"),
  POOL_FULL(Fault.POOL_FULL, "pool is full", "txpool full", "queue is full", "pool limit"),
  UNAUTHORIZED(
      Fault.UNAUTHORIZED, "not authorized", "not authorised", "not permitted", "not allowed"),
  WRONG_NETWORK(Fault.WRONG_NETWORK, "chain id", "chainid", "replay-protected"),
  REJECTED(
      Fault.REJECTED,
      "intrinsic gas",
      "gas limit",
      "exceeds the configured cap",
      "invalid signature",
      "invalid sender",
      "oversized data",
      "execution reverted"),
  /** It looked at nothing: ask another one. */
  NODE_BUSY(
      Fault.UNAVAILABLE,
      "rate limit",
      "too many requests",
      "limit exceeded",
      "method not found",
      "not available",
      "unauthorized",
      "syncing"),
  UNKNOWN(Fault.TIMEOUT);

  private static final int BESU_NONCE_TOO_LOW = -32001;
  private static final int BESU_BALANCE = -32004;
  private static final int BESU_NOT_AUTHORIZED = -32007;
  private static final int BESU_PRICE = -32009;
  private static final int METHOD_NOT_FOUND = -32601;

  private final @Nullable Fault fault;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which its type does not say
  private final List<String> words;

  SendError(@Nullable Fault fault, String... words) {
    this.fault = fault;
    this.words = List.of(words);
  }

  /** What it is to a caller; {@link #KNOWN} is none. */
  Fault fault() {
    if (fault == null) {
      throw new IllegalStateException(this + " is no fault");
    }
    return fault;
  }

  static SendError of(RpcException refusal) {
    String text = refusal.words().toLowerCase(Locale.ROOT);
    for (SendError error : values()) {
      if (error.words.stream().anyMatch(text::contains)) {
        return error;
      }
    }
    return switch (refusal.code()) {
      case BESU_NONCE_TOO_LOW -> NONCE_TOO_LOW;
      case BESU_BALANCE -> INSUFFICIENT_FUNDS;
      case BESU_NOT_AUTHORIZED -> UNAUTHORIZED;
      case BESU_PRICE -> UNDERPRICED;
      case METHOD_NOT_FOUND -> NODE_BUSY;
      default -> UNKNOWN;
    };
  }
}
