package org.bricscodes.ledger.xinghuo;

import java.util.Locale;
import org.bricscodes.ledger.Fault;

/** The nodes' error codes and what each says about our write. By code first, by text second. */
final class NodeCodes {

  static final int OK = 0;
  static final int BAD_PARAMETER = 2;
  static final int ALREADY_EXISTS = 3;
  static final int BAD_NONCE = 99;
  static final int FEE_NOT_ENOUGH = 111;
  static final int FEE_INVALID = 112;
  static final int POOL_FULL = 114;
  static final int METADATA_VERSION = 144;

  private NodeCodes() {}

  /**
   * Why a node did not take a transaction. Anything that is not known to mean "not taken" is {@link
   * Fault#TIMEOUT}: it may be executed yet. So is 5, which says that it was dropped from this pool,
   * while others may hold it. Code 0 and 3 are no failures.
   */
  static Fault ofSubmission(long code, String description) {
    return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
      case BAD_PARAMETER, 94, 98, 146, 170 -> Fault.INVALID_INPUT;
      case 6, 93 -> Fault.UNAUTHORIZED;
      case BAD_NONCE -> Fault.NONCE_TOO_LOW;
      case 100, 103, 106 -> Fault.INSUFFICIENT_FUNDS;
      case FEE_NOT_ENOUGH, FEE_INVALID -> Fault.UNDERPRICED;
      case POOL_FULL -> Fault.POOL_FULL;
      case METADATA_VERSION -> Fault.CONFLICT;
      case 151, 152, 153, 154, 155, 156, 157 -> Fault.REJECTED;
      case 160 ->
          description.toLowerCase(Locale.ROOT).contains("low fee")
              ? Fault.UNDERPRICED
              : Fault.POOL_FULL;
      default -> Fault.TIMEOUT;
    };
  }

  /** Why a transaction was executed without effect; its fee and its nonce are spent. */
  static Fault ofExecution(long code) {
    return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
      case 6, 93 -> Fault.UNAUTHORIZED;
      case 100, 103, 106 -> Fault.INSUFFICIENT_FUNDS;
      case METADATA_VERSION -> Fault.CONFLICT;
      case BAD_PARAMETER, 94, 98, 146, 170 -> Fault.INVALID_INPUT;
      default -> Fault.REJECTED;
    };
  }
}
