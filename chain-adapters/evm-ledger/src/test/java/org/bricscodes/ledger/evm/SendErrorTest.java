package org.bricscodes.ledger.evm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SendErrorTest {

  /** Messages as the clients print them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -32000 | already known | KNOWN
          -32000 | Known transaction | KNOWN
          -32003 | transaction already imported | KNOWN
          -32010 | AlreadyKnown | KNOWN
          -32000 | ALREADY_EXISTS: already known | KNOWN
          -32000 | nonce too low: next nonce 5, tx nonce 4 | NONCE_TOO_LOW
          -32003 | nonce too low | NONCE_TOO_LOW
          -32010 | OldNonce, Current nonce: 5, nonce of rejected tx: 4 | NONCE_TOO_LOW
          -32001 | Nonce below sender account nonce | NONCE_TOO_LOW
          -32000 | nonce too high: tx nonce 9, gapped nonce 5 | NONCE_GAP
          -32000 | replacement transaction underpriced | UNDERPRICED
          -32000 | transaction underpriced: gas tip cap 0, minimum needed 1 | UNDERPRICED
          -32010 | FeeTooLowToCompete | UNDERPRICED
          -32000 | max fee per gas less than block base fee | UNDERPRICED
          -32009 | Price below the minimum | UNDERPRICED
          -32000 | insufficient funds for gas * price + value: balance 0 | INSUFFICIENT_FUNDS
          -32004 | Upfront cost exceeds account balance | INSUFFICIENT_FUNDS
          -32000 | txpool is full | POOL_FULL
          -32007 | Sender account not authorized to send transactions | UNAUTHORIZED
          -32000 | invalid chain id for signer: have 1 want 5 | WRONG_NETWORK
          -32000 | intrinsic gas too low: gas 21000, minimum needed 23560 | REJECTED
          -32003 | Intrinsic gas exceeds gas limit | REJECTED
          -32000 | exceeds block gas limit | REJECTED
          -32000 | tx fee (2.00 ether) exceeds the configured cap (1.00 ether) | REJECTED
          -32005 | daily request count exceeded, request rate limited: rate limit | NODE_BUSY
          -32601 | the method eth_sendRawTransaction does not exist | NODE_BUSY
          -32603 | internal error | UNKNOWN
          -32000 | something nobody has seen | UNKNOWN
          """)
  void message_isWhatItsClientMeans(int code, String message, SendError expected) {
    assertThat(SendError.of(RpcException.refused("node", code, message, ""))).isEqualTo(expected);
  }

  /** The symptom: a provider's host name made every refusal another network's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://rpc.chainid.network",
        "https://already-known.example:8545",
        "https://syncing.example",
        "https://revert.example"
      })
  void nameOfTheNode_decidesNothing(String node) {
    RpcException unknown = RpcException.refused(node, -32000, "something nobody has seen", "");
    RpcException full = RpcException.refused(node, -32000, "txpool is full", "");

    assertThat(SendError.of(unknown)).isEqualTo(SendError.UNKNOWN);
    assertThat(SendError.of(full)).isEqualTo(SendError.POOL_FULL);
    assertThat(Revert.isRevert(unknown)).isFalse();
    assertThat(unknown.text()).isEqualTo(node + " says -32000: something nobody has seen");
  }

  @Test
  void words_farBehind_areStillRead() {
    String late = "x".repeat(1000) + " nonce too low";

    assertThat(SendError.of(RpcException.refused("node", -32000, late, "")))
        .isEqualTo(SendError.NONCE_TOO_LOW);
  }
}
