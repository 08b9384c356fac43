package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.tlog.Checkpoint;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;

/**
 * Checks receipts without the network, under what is pinned. In Fabric no block says which of its
 * transactions had effect: every peer decides that for itself. So what is proven is what peers
 * sign: an endorsed reading of the record. Its read set says which transaction of which block wrote
 * the record, and with effect, for else it would not stand there. The orderers' signature on that
 * block's header then fixes the block.
 *
 * <p>Every byte of the evidence is either under a signature, hashed under one, or fixed by a pin.
 */
final class ReceiptCheck implements ReceiptVerifier {

  static final String ADAPTER = "fabric/1";

  private final Trust trust;

  ReceiptCheck(Trust trust) {
    this.trust = trust;
  }

  Trust trust() {
    return trust;
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint) {
    if (!receipt.checkpoint().equals(checkpoint)) {
      return new ReceiptVerdict.Mismatch("the receipt is about another checkpoint");
    }
    return verdict(Claim.of(receipt));
  }

  /** As for an anchor. */
  ReceiptVerdict verify(EventReceipt receipt, EventRecord event) {
    if (!receipt.event().equals(event)) {
      return new ReceiptVerdict.Mismatch("the receipt is about another event");
    }
    return verdict(Claim.of(receipt));
  }

  private ReceiptVerdict verdict(Claim claim) {
    try {
      require(claim.adapter().equals(ADAPTER), "this is no receipt of form " + ADAPTER);
      require(
          claim.ledger().equals(trust.ledger()),
          "the receipt is of " + claim.ledger() + ", pinned is " + trust.ledger());
      Evidence evidence = Evidence.parse(claim.evidence().toByteArray());
      Map<String, X509Certificate> authorities = authorities(evidence);
      StoredRecord stored = record(evidence, claim);
      requireEndorsed(evidence, authorities, stored.time());
      requireOrdered(evidence, authorities, claim, stored.time());
      return new ReceiptVerdict.Valid();
    } catch (InvalidProtocolBufferException | CertificateException | IllegalArgumentException e) {
      return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
    }
  }

  /** The pinned authorities, exactly. */
  private Map<String, X509Certificate> authorities(Evidence evidence) throws CertificateException {
    Map<String, X509Certificate> authorities = new HashMap<>();
    for (Map.Entry<String, ByteString> authority : evidence.authorities().entrySet()) {
      String msp = authority.getKey();
      byte[] der = authority.getValue().toByteArray();
      X509Certificate certificate = Certificates.parse(der);
      require(
          trust.pin(msp).equals(Optional.of(Bytes.sha256Hex(der))) && isWhole(certificate, der),
          "the authority of " + msp + " is not the pinned one");
      authorities.put(msp, certificate);
    }
    for (Set<String> needed : List.of(trust.peers().keySet(), trust.orderers().keySet())) {
      require(authorities.keySet().containsAll(needed), "a pinned authority is missing");
    }
    return authorities;
  }

  /** The record that was read, if the proposal asked for it and nothing else. */
  private StoredRecord record(Evidence evidence, Claim claim)
      throws InvalidProtocolBufferException {
    ChannelHeader header = ChannelHeader.parseFrom(evidence.channelHeader());
    ProposalResponsePayload response = ProposalResponsePayload.parseFrom(evidence.response());
    require(
        header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE
            && header.getChannelId().equals(trust.channel()),
        "the reading is of another channel");
    require(
        response
            .getProposalHash()
            .equals(
                ByteString.copyFrom(
                    Bytes.sha256(
                        evidence.channelHeader().toByteArray(),
                        evidence.signatureHeader().toByteArray(),
                        evidence.proposal().toByteArray()))),
        "the endorsers answered another proposal");
    ChaincodeAction action = ChaincodeAction.parseFrom(response.getExtension());
    require(
        action.getChaincodeId().getName().equals(trust.chaincode())
            && action.getResponse().getStatus() == 200,
        "the reading is not of the pinned chaincode");
    Place place = Place.of(trust.writer(), claim.content());
    requireAsked(evidence, place);
    requireReadAt(action, place, claim.position());
    StoredRecord stored = StoredRecord.parse(action.getResponse().getPayload().toByteArray());
    Optional<String> fault = claim.fault(stored, trust.writer());
    require(fault.isEmpty(), fault.orElse(""));
    return stored;
  }

  private void requireAsked(Evidence evidence, Place place) throws InvalidProtocolBufferException {
    var called =
        ChaincodeInvocationSpec.parseFrom(
                ChaincodeProposalPayload.parseFrom(evidence.proposal()).getInput())
            .getChaincodeSpec();
    List<String> arguments =
        called.getInput().getArgsList().stream().map(ByteString::toStringUtf8).toList();
    require(
        called.getChaincodeId().getName().equals(trust.chaincode())
            && arguments.size() == 5
            && arguments.getFirst().equals("standing")
            && arguments.subList(1, 5).equals(place.arguments()),
        "the proposal asked for something else");
  }

  private void requireReadAt(ChaincodeAction action, Place place, Position position)
      throws InvalidProtocolBufferException {
    for (NsReadWriteSet set : TxReadWriteSet.parseFrom(action.getResults()).getNsRwsetList()) {
      if (set.getNamespace().equals(trust.chaincode())) {
        List<KVRead> reads = KVRWSet.parseFrom(set.getRwset()).getReadsList();
        require(
            reads.size() == 1 && reads.getFirst().getKey().equals(place.key()),
            "something else was read");
        var version = reads.getFirst().getVersion();
        require(
            version.getBlockNum() == position.block()
                && version.getTxNum() == position.tx()
                && position.log() == 0,
            "the record was written at another position");
        return;
      }
    }
    throw new IllegalArgumentException("nothing of the chaincode was read");
  }

  /** Each pinned organisation has a peer among the endorsers, and every endorsement holds. */
  private void requireEndorsed(
      Evidence evidence, Map<String, X509Certificate> authorities, Instant at)
      throws InvalidProtocolBufferException, CertificateException {
    Set<String> missing = new HashSet<>(trust.peers().keySet());
    byte[] response = evidence.response().toByteArray();
    for (Evidence.Signed endorsement : evidence.endorsements()) {
      byte[] signer = endorsement.signer().toByteArray();
      SerializedIdentity identity = SerializedIdentity.parseFrom(signer);
      require(
          trust.peers().containsKey(identity.getMspid()),
          "an endorser is of an organisation that is not pinned");
      requireSigned(
          identity,
          authorities,
          "peer",
          Bytes.concat(response, signer),
          endorsement.signature(),
          at);
      missing.remove(identity.getMspid());
    }
    require(missing.isEmpty(), "no peer of " + missing + " signed");
  }

  /** Every signature on the block holds, and there is one. */
  private void requireOrdered(
      Evidence evidence, Map<String, X509Certificate> authorities, Claim claim, Instant at)
      throws InvalidProtocolBufferException, CertificateException {
    Evidence.Block block = evidence.block();
    byte[] header = block.der();
    require(
        block.number() == claim.position().block()
            && Bytes.sha256Hex(header).equals(claim.position().blockHash()),
        "the header is of another block");
    require(!evidence.blockSignatures().isEmpty(), "no orderer signed the block");
    for (Evidence.Signed signature : evidence.blockSignatures()) {
      SerializedIdentity identity =
          SerializedIdentity.parseFrom(SignatureHeader.parseFrom(signature.signer()).getCreator());
      require(
          trust.orderers().containsKey(identity.getMspid()),
          "an orderer is of an organisation that is not pinned");
      requireSigned(
          identity,
          authorities,
          "orderer",
          Bytes.concat(
              evidence.blockValue().toByteArray(), signature.signer().toByteArray(), header),
          signature.signature(),
          at);
    }
  }

  private static void requireSigned(
      SerializedIdentity identity,
      Map<String, X509Certificate> authorities,
      String role,
      byte[] message,
      ByteString signature,
      Instant at)
      throws CertificateException {
    X509Certificate certificate = Certificates.parse(identity.getIdBytes().toByteArray());
    X509Certificate authority = authorities.get(identity.getMspid());
    require(
        authority != null && Certificates.hasRole(certificate, authority, role, at),
        "a certificate is of no " + role + " of " + identity.getMspid());
    require(
        Certificates.verifies(certificate, message, signature.toByteArray()),
        "a signature of " + identity.getMspid() + " does not hold");
  }

  /** A parser may pass over bytes after a certificate. */
  private static boolean isWhole(X509Certificate certificate, byte[] der) {
    try {
      return Arrays.equals(certificate.getEncoded(), der);
    } catch (CertificateEncodingException e) {
      return false;
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
