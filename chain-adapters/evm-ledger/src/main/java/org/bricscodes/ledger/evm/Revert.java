package org.bricscodes.ledger.evm;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Fault;
import org.web3j.crypto.Hash;

/** Why one of our contracts refused: the names of its errors, and what each is to a caller. */
enum Revert {
  STALE_HEAD("StaleHead(uint64,uint64,bytes32)", Fault.STALE_HEAD, "the log stands there larger"),
  CONTRADICTION(
      "Contradiction(uint64,bytes32,bytes32)",
      Fault.CONTRADICTION,
      "the log stands there at this size with another root"),
  HELD("Held(bytes32,uint64)", Fault.HELD, "the asset is pledged"),
  NOT_HELD("NotHeld()", Fault.NOT_HELD, "no pledge of this holder by this signer is active"),
  TOO_LATE("TooLate(uint64,uint256)", Fault.EXPIRED, "the end of the pledge has come already"),
  NOT_LATER(
      "NotLater(uint64,uint64)", Fault.REJECTED, "an extension ends later than what it extends"),
  REQUEST_USED(
      "RequestUsed(bytes32)", Fault.REJECTED, "the request id was used for another change"),
  NO_REASON("NoReason()", Fault.REJECTED, "a release has a reason");

  private static final Pattern BYTES = Pattern.compile("0x([0-9a-fA-F]{8,})");

  private final String selector;
  private final Fault fault;
  private final String meaning;

  Revert(String signature, Fault fault, String meaning) {
    byte[] hash = Hash.sha3(signature.getBytes(StandardCharsets.US_ASCII));
    this.selector = HexFormat.of().formatHex(hash, 0, 4);
    this.fault = fault;
    this.meaning = meaning;
  }

  Fault fault() {
    return fault;
  }

  String meaning() {
    return meaning;
  }

  /**
   * What a refusal of {@code eth_call} or {@code eth_estimateGas} stands for: nodes put the bytes
   * into the error's data, some of them behind a word or into its message.
   */
  static Optional<Revert> of(RpcException refusal) {
    for (String text : new String[] {refusal.data(), refusal.words()}) {
      Matcher matcher = BYTES.matcher(text);
      if (matcher.find()) {
        String selector = matcher.group(1).substring(0, 8).toLowerCase(java.util.Locale.ROOT);
        for (Revert revert : values()) {
          if (revert.selector.equals(selector)) {
            return Optional.of(revert);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a refusal says that a contract reverted, in whatever words. */
  static boolean isRevert(RpcException refusal) {
    return refusal.kind() == RpcException.Kind.REFUSED
        && (refusal.code() == 3
            || refusal.words().toLowerCase(java.util.Locale.ROOT).contains("revert"));
  }
}
