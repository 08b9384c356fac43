package org.bricscodes.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.tlog.Checkpoint;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;

/**
 * Reads for who has pinned nothing: the organisations are those the channel names now, and the
 * writer is the one the receipt names. That it is the right one is the verifier's to know.
 */
final class UnpinnedReader implements LedgerReader {

  private static final int WRITER = 2;

  private final FabricLedger ledger;

  UnpinnedReader(FabricLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    try {
      var asked =
          ChaincodeInvocationSpec.parseFrom(
              ChaincodeProposalPayload.parseFrom(Evidence.parse(receipt.evidence()).proposal())
                  .getInput());
      List<String> arguments =
          asked.getChaincodeSpec().getInput().getArgsList().stream()
              .map(argument -> argument.toStringUtf8())
              .toList();
      return arguments.size() > WRITER
          ? ledger.verifyOf(arguments.get(WRITER), receipt, checkpoint, within)
          : new ReceiptVerdict.Mismatch("the receipt names no writer");
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
