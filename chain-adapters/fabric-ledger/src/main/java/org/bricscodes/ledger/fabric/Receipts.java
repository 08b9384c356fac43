package org.bricscodes.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.ReceiptVerdict;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.Payload;

/** Makes the evidence of what stands on a channel, and checks evidence against the channel. */
final class Receipts {

  private final Channel channel;
  private final Organisations organisations;
  private final Trust trust;

  Receipts(Channel channel, Organisations organisations, Trust trust) {
    this.channel = channel;
    this.organisations = organisations;
    this.trust = trust;
  }

  /** What stands, where, and why one should believe it. */
  record Proof(StoredRecord stored, Position position, Evidence evidence) {}

  /**
   * The proof of a content that is on the channel, finally.
   *
   * @throws LedgerException.Refused with {@link Fault#NOT_FINAL} if it is not
   */
  Proof proof(Content content, Deadline deadline) throws LedgerException, InterruptedException {
    try {
      Channel.Endorsement reading = channel.attest(Place.of(trust.writer(), content), deadline);
      if (reading.result().isEmpty()) {
        throw Fault.NOT_FINAL.because("the channel holds no record of this");
      }
      StoredRecord stored = StoredRecord.parse(reading.result().toByteArray());
      BlockView block = blockOf(stored, deadline);
      OptionalInt index = block.indexOf(stored.txId());
      Position position = block.position(index.orElseThrow());
      return new Proof(
          stored, position, evidence(Endorsed.parse(reading.bytes().toByteArray()), block));
    } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
      throw Fault.UNAVAILABLE.because("the peers' answer cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the channel, read now, bears out what a receipt says that has been checked by itself:
   * who wrote what, by which transaction, when and where.
   */
  ReceiptVerdict reread(Claim claim, Deadline deadline) throws InterruptedException {
    return reread(trust.writer(), claim, deadline);
  }

  ReceiptVerdict reread(String writer, Claim claim, Deadline deadline) throws InterruptedException {
    try {
      Place place = Place.of(writer, claim.content());
      byte[] answer = channel.ask(deadline, "standing", place.arguments().toArray(String[]::new));
      if (answer.length == 0) {
        return new ReceiptVerdict.NotFound();
      }
      StoredRecord stored = StoredRecord.parse(answer);
      Optional<String> fault = claim.fault(stored, writer);
      if (fault.isPresent()) {
        return new ReceiptVerdict.Mismatch("the channel says otherwise: " + fault.get());
      }
      BlockView block = blockOf(stored, deadline);
      return block.position(block.indexOf(stored.txId()).orElseThrow()).equals(claim.position())
          ? new ReceiptVerdict.Valid()
          : new ReceiptVerdict.Mismatch("the channel holds it at another position");
    } catch (LedgerException | IllegalArgumentException e) {
      return new ReceiptVerdict.Unreachable(String.valueOf(e.getMessage()));
    }
  }

  /** A peer may know the record from its state a moment before its index of blocks does. */
  BlockView blockOf(StoredRecord stored, Deadline deadline)
      throws LedgerException, InterruptedException {
    Optional<BlockView> block = channel.blockOf(stored.txId(), deadline);
    return block
        .filter(b -> b.indexOf(stored.txId()).isPresent())
        .orElseThrow(() -> Fault.UNAVAILABLE.because("this peer has not the record's block yet"));
  }

  private Evidence evidence(Endorsed reading, BlockView block)
      throws InvalidProtocolBufferException {
    Payload payload = Payload.parseFrom(reading.envelope().getPayload());
    List<Evidence.Signed> endorsements =
        reading.action().getAction().getEndorsementsList().stream()
            .map(e -> new Evidence.Signed(e.getEndorser(), e.getSignature()))
            .toList();
    Metadata signatures = block.signatures();
    List<String> msps = new ArrayList<>(trust.peers().keySet());
    msps.addAll(trust.orderers().keySet());
    return new Evidence(
        organisations.all(msps),
        payload.getHeader().getChannelHeader(),
        payload.getHeader().getSignatureHeader(),
        reading.action().getChaincodeProposalPayload(),
        reading.action().getAction().getProposalResponsePayload(),
        endorsements,
        new Evidence.Block(
            block.number(),
            block.block().getHeader().getPreviousHash(),
            block.block().getHeader().getDataHash()),
        signatures.getValue(),
        signatures.getSignaturesList().stream()
            .map(s -> new Evidence.Signed(s.getSignatureHeader(), s.getSignature()))
            .toList());
  }
}
