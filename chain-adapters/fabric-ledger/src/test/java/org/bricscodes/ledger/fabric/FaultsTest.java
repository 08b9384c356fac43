package org.bricscodes.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures as gateways of Fabric 2.4 to 3.1 word them. */
final class FaultsTest {

  @ParameterizedTest
  @CsvSource({
    "STALE_HEAD, STALE_HEAD",
    "CONTRADICTION, CONTRADICTION",
    "HELD, HELD",
    "NOT_HELD, NOT_HELD",
    "EXPIRED, EXPIRED",
    "INVALID_INPUT, INVALID_INPUT",
    "REJECTED, REJECTED",
    "SOMETHING_NEW, REJECTED"
  })
  void chaincodeRefusal_anywhere_isItsReason(String said, Fault fault) {
    String words = "chaincode response 500, " + said + ": why";
    GatewayException endorsing =
        failure(
            Code.ABORTED,
            "failed to endorse transaction, see attached details for more info",
            words);
    GatewayException evaluating =
        failure(Code.UNKNOWN, "evaluate call to endorser returned error: " + words, words);

    assertThat(Faults.reading(endorsing).fault()).isEqualTo(fault);
    assertThat(Faults.reading(evaluating).fault()).isEqualTo(fault);
    assertThat(Faults.reading(endorsing)).hasMessage(fault + ": why");
    assertThat(Faults.isOfThisPeer(endorsing)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, io exception, UNAVAILABLE, true",
    "DEADLINE_EXCEEDED, evaluate timeout expired, UNAVAILABLE, true",
    "DATA_LOSS, the peer answered another proposal, UNAVAILABLE, true",
    "ABORTED, ProposalResponsePayloads do not match, UNAVAILABLE, true",
    "FAILED_PRECONDITION, no peers available to evaluate chaincode, UNAVAILABLE, true",
    "UNIMPLEMENTED, unknown service gateway.Gateway, UNAVAILABLE, true",
    "PERMISSION_DENIED, access denied, UNAUTHORIZED, false",
    "UNAUTHENTICATED, who are you, UNAUTHORIZED, false"
  })
  void reading_failed_saysWhetherAnotherPeerMayHelp(
      Code code, String words, Fault fault, boolean another) {
    GatewayException failure = failure(code, words);

    assertThat(Faults.reading(failure).fault()).isEqualTo(fault);
    assertThat(Faults.isOfThisPeer(failure)).isEqualTo(another);
  }

  /** Peers word what they could not execute as if a chaincode had answered. */
  @ParameterizedTest
  @CsvSource({
    "'error in simulation: failed to execute transaction: could not launch chaincode', UNAVAILABLE",
    "'access denied for [GetBlockByNumber][anchors]', UNAUTHORIZED",
    "'make sure the chaincode x has been successfully defined on channel anchors', WRONG_NETWORK"
  })
  void chaincodeResponse_withoutAReason_isThePeers(String words, Fault fault) {
    GatewayException failure =
        failure(Code.ABORTED, "failed to endorse transaction", "chaincode response 500, " + words);

    assertThat(Faults.refusal(failure)).isEmpty();
    assertThat(Faults.reading(failure).fault()).isEqualTo(fault);
  }

  @Test
  void refusal_bySomeEndorsersOnly_isDisagreement() {
    String refused = "chaincode response 500, NOT_HELD: why";
    GatewayException one = failure(Code.ABORTED, "failed", refused);
    GatewayException unequal = failure(Code.ABORTED, "ProposalResponsePayloads do not match");
    GatewayException down = failure(Code.ABORTED, "failed", "UNAVAILABLE: io exception");

    assertThat(Faults.isDisagreement(one, List.of("Org1MSP", "Org2MSP"))).isTrue();
    assertThat(Faults.isDisagreement(one, List.of("Org1MSP"))).isFalse();
    assertThat(Faults.isDisagreement(unequal, List.of("Org1MSP"))).isTrue();
    assertThat(Faults.isDisagreement(down, List.of("Org1MSP", "Org2MSP"))).isFalse();
  }

  @Test
  void reading_accessDeniedByAPeer_isUnauthorized() {
    GatewayException failure =
        failure(
            Code.ABORTED,
            "failed to endorse transaction",
            "error validating proposal: access denied: channel [anchors] creator org [Org9MSP]");

    assertThat(Faults.reading(failure).fault()).isEqualTo(Fault.UNAUTHORIZED);
  }

  @Test
  void reading_byAnIdentityThatEnded_isUnauthorized() {
    GatewayException failure =
        failure(
            Code.ABORTED,
            "failed to collect enough transaction endorsements",
            "rpc error: code = Unknown desc = proposal client identity expired");

    assertThat(Faults.reading(failure).fault()).isEqualTo(Fault.UNAUTHORIZED);
  }

  /** A gateway that reached no orderer may have lost one's answer: the write may exist. */
  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, no orderers could successfully process transaction, TIMEOUT",
    "DEADLINE_EXCEEDED, submit timeout expired while broadcasting to ordering service, TIMEOUT",
    "CANCELLED, gone, TIMEOUT",
    "INTERNAL, odd, TIMEOUT",
    "UNKNOWN, odd, TIMEOUT",
    "ABORTED, 'received unsuccessful response from orderer: status=FORBIDDEN, info=', UNAUTHORIZED",
    "ABORTED, 'received unsuccessful response from orderer: status=BAD_REQUEST, info=', REJECTED",
    "ABORTED, something else, TIMEOUT"
  })
  void sending_failed_isCertainOnlyWhereItMustBe(Code code, String words, Fault fault) {
    assertThat(Faults.sending(failure(code, words)).fault()).isEqualTo(fault);
  }

  @Test
  void sending_neverConnected_isUnavailable() {
    GatewayException failure =
        new GatewayException(
            io.grpc.Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new ConnectException("Connection refused"))
                .asRuntimeException());

    assertThat(Faults.sending(failure)).isInstanceOf(LedgerException.Unavailable.class);
  }

  /** Nobody is waited for who will not talk to us. */
  @Test
  void certificate_notTrusted_isNamedAndNotTriedAgain() {
    GatewayException foreign =
        failure(new SSLException("no", new CertificateException("unable to find valid path")));
    GatewayException asked = failure(new SSLException("TLSV1_ALERT_CERTIFICATE_REQUIRED"));
    GatewayException broken = failure(new SSLException("closed already"));

    assertThat(Faults.reading(foreign))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageEndingWith(
            "the peer's TLS certificate is not of 'tls-ca-file', or of another host");
    assertThat(Faults.reading(asked))
        .isInstanceOf(LedgerException.Unavailable.class)
        .hasMessageEndingWith("the peer asks for a certificate it trusts: 'tls-certificate-file'");
    assertThat(Faults.isUnreachable(foreign)).isFalse();
    assertThat(Faults.isUnreachable(asked)).isFalse();
    assertThat(Faults.isUnreachable(broken)).isTrue();
    assertThat(Faults.isOfThisPeer(foreign)).isTrue();
  }

  @Test
  void channelThePeerIsNotIn_isTheWrongNetworkUnlessAnotherPeerIs() {
    GatewayException failure =
        failure(Code.UNAVAILABLE, "failed to get config for channel [x]: could not get it");

    assertThat(Faults.reading(failure).fault()).isEqualTo(Fault.WRONG_NETWORK);
    assertThat(Faults.isUnreachable(failure)).isFalse();
    assertThat(Faults.isOfThisPeer(failure)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chaincode response 500, Failed to get block for txID ab, error Entry not found in index |"
            + " true",
        "chaincode response 500, Failed to get block for txID ab, error no such transaction ID [ab]"
            + " in index | true",
        "chaincode response 500, access denied for [GetBlockByTxID][anchors] | false",
        "io exception | false"
      })
  void missing_isWhatASystemChaincodeSaysOfIt(String words, boolean missing) {
    assertThat(Faults.saysMissing(failure(Code.UNKNOWN, "evaluate call failed", words)))
        .isEqualTo(missing);
  }

  private static GatewayException failure(Throwable cause) {
    return new GatewayException(
        io.grpc.Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(cause)
            .asRuntimeException());
  }

  private static GatewayException failure(Code code, String words, String... details) {
    Status.Builder status = Status.newBuilder().setCode(code.getNumber()).setMessage(words);
    for (String detail : details) {
      status.addDetails(
          Any.pack(
              ErrorDetail.newBuilder()
                  .setAddress("peer0:7051")
                  .setMspId("Org1MSP")
                  .setMessage(detail)
                  .build()));
    }
    StatusRuntimeException thrown = StatusProto.toStatusRuntimeException(status.build());
    return new GatewayException(thrown);
  }
}
