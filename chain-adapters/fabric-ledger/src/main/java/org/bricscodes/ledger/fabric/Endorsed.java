package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bricscodes.ledger.TxId;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.Transaction;

/**
 * An endorsed and signed transaction, as it is persisted: the bytes of {@code
 * gateway.PreparedTransaction}, whose envelope is what an orderer takes. They are enough to send it
 * again and to ask what became of it, in another process too.
 *
 * @param creator the serialised identity that signed
 * @param arguments the function's name and what it was called with
 */
record Endorsed(
    TxId txId,
    String channel,
    String chaincode,
    SerializedIdentity creator,
    List<ByteString> arguments,
    Envelope envelope,
    ChannelHeader header,
    ChaincodeActionPayload action) {

  /**
   * @throws IllegalArgumentException if {@code bytes} is no such transaction, or its envelope
   *     belongs to another id
   */
  static Endorsed parse(byte[] bytes) {
    try {
      PreparedTransaction prepared = PreparedTransaction.parseFrom(bytes);
      Endorsed endorsed = of(prepared.getEnvelope());
      if (!endorsed.txId().value().equals(prepared.getTransactionId())) {
        throw new IllegalArgumentException("the envelope is of another transaction");
      }
      return endorsed;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("these bytes are no endorsed transaction", e);
    }
  }

  /**
   * Whether a gateway answered the proposal it was given: what is signed next is what we proposed.
   */
  static boolean answers(byte[] endorsed, byte[] proposed) {
    try {
      Proposal proposal =
          Proposal.parseFrom(
              ProposedTransaction.parseFrom(proposed).getProposal().getProposalBytes());
      Endorsed answer = parse(endorsed);
      return Payload.parseFrom(answer.envelope().getPayload())
              .getHeader()
              .toByteString()
              .equals(proposal.getHeader())
          && answer.action().getChaincodeProposalPayload().equals(proposal.getPayload());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Endorsed of(Envelope envelope) throws InvalidProtocolBufferException {
    Payload payload = Payload.parseFrom(envelope.getPayload());
    ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    SignatureHeader signer = SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader());
    Transaction transaction = Transaction.parseFrom(payload.getData());
    if (transaction.getActionsCount() != 1) {
      throw new IllegalArgumentException("a transaction has one action");
    }
    ChaincodeActionPayload action =
        ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
    ChaincodeInvocationSpec called =
        ChaincodeInvocationSpec.parseFrom(
            ChaincodeProposalPayload.parseFrom(action.getChaincodeProposalPayload()).getInput());
    return new Endorsed(
        new TxId(header.getTxId()),
        header.getChannelId(),
        called.getChaincodeSpec().getChaincodeId().getName(),
        SerializedIdentity.parseFrom(signer.getCreator()),
        called.getChaincodeSpec().getInput().getArgsList(),
        envelope,
        header,
        action);
  }

  /** Argument {@code n}, from 0; the function's name is the first. */
  byte[] argument(int n) {
    return n < arguments.size() ? arguments.get(n).toByteArray() : new byte[0];
  }

  /** Who signed, as the chaincode names it. */
  String writer() {
    return Writer.id(creator.getMspid(), certificate());
  }

  /** Whether the envelope is what its creator signed. */
  boolean isSigned() {
    return Certificates.verifies(
        certificate(), envelope.getPayload().toByteArray(), envelope.getSignature().toByteArray());
  }

  private X509Certificate certificate() {
    try {
      return Certificates.parse(creator.getIdBytes().toByteArray());
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the creator has no X.509 certificate", e);
    }
  }

  @Override
  public String toString() {
    return "Endorsed[" + channel + " " + chaincode + " " + txId + "]";
  }
}
