package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.TxId;
import org.hyperledger.fabric.client.Commit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;

/** One channel: what we ask of its chaincodes, and what we hand in. All calls block. */
final class Channel implements AutoCloseable {

  /** How long endorsers may take to see the same blocks. */
  private static final Duration AGREEMENT = Duration.ofSeconds(5);

  private final Peers peers;
  private final FabricSettings settings;
  private volatile boolean closed;

  Channel(Peers peers, FabricSettings settings) {
    this.peers = peers;
    this.settings = settings;
  }

  // Our chaincode

  /**
   * Has a content executed and endorsed by all that must; nothing is written.
   *
   * @return the signed transaction
   */
  Endorsement endorse(Content content, Deadline deadline)
      throws LedgerException, InterruptedException {
    return endorse(
        deadline, "write", content.bytes(), settings.pool().getBytes(StandardCharsets.UTF_8));
  }

  /** That all who must endorse would, for us. */
  void requireEndorsers(Deadline deadline) throws LedgerException, InterruptedException {
    var _ = endorse(deadline, "about");
  }

  /** A reading that all endorsers sign. It is a transaction that is never handed in. */
  Endorsement attest(Place place, Deadline deadline) throws LedgerException, InterruptedException {
    return endorse(
        deadline,
        "standing",
        place.arguments().stream()
            .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
  }

  /**
   * @param bytes of the signed {@code gateway.PreparedTransaction}
   */
  record Endorsement(ByteString bytes, ByteString result) {}

  /** Asked again while endorsers disagree, for a while; what they all refuse is refused. */
  private Endorsement endorse(Deadline deadline, String function, byte[]... arguments)
      throws LedgerException, InterruptedException {
    Deadline agreed = deadline.atMost(AGREEMENT);
    while (true) {
      requireOpen();
      try {
        return peers.call(
            deadline, (gateway, network, until) -> endorsed(network, until, function, arguments));
      } catch (GatewayException e) {
        if (!Faults.isDisagreement(e, settings.endorsers())) {
          throw Faults.reading(e);
        }
        if (agreed.hasPassed()) {
          throw Fault.UNAVAILABLE.because("the endorsers disagree: " + Faults.words(e), e);
        }
      }
      peers.pause();
    }
  }

  private Endorsement endorsed(
      Network network, Deadline until, String function, byte[]... arguments)
      throws GatewayException {
    Proposal proposal =
        network
            .getContract(settings.chaincode())
            .newProposal(function)
            .addArguments(arguments)
            .setEndorsingOrganizations(settings.endorsers().toArray(String[]::new))
            .build();
    Transaction transaction = proposal.endorse(until::on);
    if (!Endorsed.answers(transaction.getBytes(), proposal.getBytes())) {
      throw new GatewayException(
          Status.DATA_LOSS
              .withDescription("the peer answered another proposal")
              .asRuntimeException());
    }
    return new Endorsement(
        ByteString.copyFrom(signed(transaction.getBytes())),
        ByteString.copyFrom(transaction.getResult()));
  }

  /** Signs what was endorsed, so that what is persisted needs no key to be handed in. */
  private byte[] signed(byte[] endorsed) {
    try {
      PreparedTransaction unsigned = PreparedTransaction.parseFrom(endorsed);
      byte[] digest = Bytes.sha256(unsigned.getEnvelope().getPayload().toByteArray());
      byte[] signature = Signers.newPrivateKeySigner(settings.key()).sign(digest);
      return unsigned.toBuilder()
          .setEnvelope(
              unsigned.getEnvelope().toBuilder().setSignature(ByteString.copyFrom(signature)))
          .build()
          .toByteArray();
    } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
      throw new IllegalStateException("what was endorsed cannot be signed", e);
    }
  }

  /** What our chaincode answers; nothing is signed but our asking. */
  byte[] ask(Deadline deadline, String function, String... arguments)
      throws LedgerException, InterruptedException {
    return reading(
        deadline,
        (gateway, network, until) ->
            evaluate(network, settings.chaincode(), until, function, arguments));
  }

  /** Why a content is not taken now; empty if it would be. */
  Optional<LedgerException> refusal(Content content, Deadline deadline)
      throws LedgerException, InterruptedException {
    try {
      return peers.call(
          deadline,
          (gateway, network, until) -> {
            network
                .getContract(settings.chaincode())
                .newProposal("write")
                .addArguments(content.bytes(), settings.pool().getBytes(StandardCharsets.UTF_8))
                .build()
                .evaluate(until::on);
            return Optional.empty();
          });
    } catch (GatewayException e) {
      return Faults.refusal(e);
    }
  }

  // Handing in

  /**
   * Hands a signed transaction to the orderers. What one peer left open, no other's failure makes
   * certain.
   */
  void send(byte[] prepared, Deadline deadline) throws LedgerException, InterruptedException {
    requireOpen();
    List<LedgerException> open = new ArrayList<>();
    try {
      peers.call(
          deadline,
          (gateway, network, until) -> {
            try {
              return gateway.newTransaction(prepared).submitAsync(until::on);
            } catch (GatewayException e) {
              if (Faults.sending(e) instanceof LedgerException.OutcomeUnknown unknown) {
                open.add(unknown);
              }
              throw e;
            }
          });
    } catch (GatewayException e) {
      throw open.isEmpty() ? Faults.sending(e) : open.getLast();
    }
  }

  /**
   * Waits until a transaction is in a block, with effect or without.
   *
   * @return whether it is
   */
  boolean await(byte[] prepared, Deadline deadline) throws InterruptedException {
    try {
      peers.call(
          deadline, (gateway, network, until) -> commit(gateway, prepared).getStatus(until::on));
      return true;
    } catch (GatewayException e) {
      return false; // it may be, a moment later
    }
  }

  private Commit commit(Gateway gateway, byte[] prepared) {
    PreparedTransaction transaction;
    try {
      transaction = PreparedTransaction.parseFrom(prepared);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("these bytes are no endorsed transaction", e);
    }
    var request =
        CommitStatusRequest.newBuilder()
            .setChannelId(settings.channel())
            .setTransactionId(transaction.getTransactionId())
            .setIdentity(identity(gateway))
            .build();
    return gateway.newCommit(
        SignedCommitStatusRequest.newBuilder()
            .setRequest(request.toByteString())
            .build()
            .toByteArray());
  }

  private static ByteString identity(Gateway gateway) {
    return SerializedIdentity.newBuilder()
        .setMspid(gateway.getIdentity().getMspId())
        .setIdBytes(ByteString.copyFrom(gateway.getIdentity().getCredentials()))
        .build()
        .toByteString();
  }

  // What every channel has

  /** Blocks of the channel. */
  long height(Deadline deadline) throws LedgerException, InterruptedException {
    byte[] info = system(deadline, "qscc", "GetChainInfo", settings.channel());
    try {
      return BlockchainInfo.parseFrom(info).getHeight();
    } catch (InvalidProtocolBufferException e) {
      throw Fault.UNAVAILABLE.because("the peer's answer cannot be read", e);
    }
  }

  /** The block that holds a transaction, with effect or without; empty if none does. */
  Optional<BlockView> blockOf(TxId txId, Deadline deadline)
      throws LedgerException, InterruptedException {
    requireOpen();
    try {
      return peers.call(
          deadline,
          (gateway, network, until) -> {
            try {
              return Optional.of(
                  BlockView.parse(
                      evaluate(
                          network,
                          "qscc",
                          until,
                          "GetBlockByTxID",
                          settings.channel(),
                          txId.value())));
            } catch (GatewayException e) {
              if (Faults.saysMissing(e)) {
                return Optional.empty();
              }
              throw e;
            }
          });
    } catch (GatewayException e) {
      throw Faults.reading(e);
    }
  }

  BlockView block(long number, Deadline deadline) throws LedgerException, InterruptedException {
    return BlockView.parse(
        system(deadline, "qscc", "GetBlockByNumber", settings.channel(), Long.toString(number)));
  }

  /** The channel's newest configuration. */
  BlockView configuration(Deadline deadline) throws LedgerException, InterruptedException {
    return BlockView.parse(system(deadline, "cscc", "GetConfigBlock", settings.channel()));
  }

  /** {@code version/sequence} of our chaincode's definition. */
  String definition(Deadline deadline) throws LedgerException, InterruptedException {
    byte[] arguments =
        QueryChaincodeDefinitionArgs.newBuilder()
            .setName(settings.chaincode())
            .build()
            .toByteArray();
    byte[] answer =
        reading(
            deadline,
            (gateway, network, until) ->
                network
                    .getContract("_lifecycle")
                    .newProposal("QueryChaincodeDefinition")
                    .addArguments(arguments)
                    .build()
                    .evaluate(until::on));
    try {
      QueryChaincodeDefinitionResult result = QueryChaincodeDefinitionResult.parseFrom(answer);
      return result.getVersion() + "/" + result.getSequence();
    } catch (InvalidProtocolBufferException e) {
      throw Fault.UNAVAILABLE.because("the peer's answer cannot be read", e);
    }
  }

  private byte[] system(Deadline deadline, String chaincode, String function, String... arguments)
      throws LedgerException, InterruptedException {
    return reading(
        deadline,
        (gateway, network, until) -> evaluate(network, chaincode, until, function, arguments));
  }

  private static byte[] evaluate(
      Network network, String chaincode, Deadline until, String function, String... arguments)
      throws GatewayException {
    Contract contract = network.getContract(chaincode);
    return contract.newProposal(function).addArguments(arguments).build().evaluate(until::on);
  }

  private <T> T reading(Deadline deadline, Peers.Call<T> call)
      throws LedgerException, InterruptedException {
    requireOpen();
    try {
      return peers.call(deadline, call);
    } catch (GatewayException e) {
      throw Faults.reading(e);
    } catch (IllegalArgumentException e) {
      throw Fault.UNAVAILABLE.because("the peer's answer cannot be read: " + e.getMessage(), e);
    }
  }

  private void requireOpen() throws LedgerException {
    if (closed) {
      throw Fault.UNAVAILABLE.because("this ledger is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    peers.close();
  }
}
