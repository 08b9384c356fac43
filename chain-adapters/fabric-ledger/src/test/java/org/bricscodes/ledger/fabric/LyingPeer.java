package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * A gateway that its operator has tampered with: it has the real TLS key of Org1's peer, passes
 * everything on to that peer, and changes the answers it was told to change. What is to happen at
 * one point of a transaction's life, it makes happen there.
 */
final class LyingPeer extends GatewayGrpc.GatewayImplBase implements AutoCloseable {

  /** Makes what is answered of what would have been. */
  interface Lie {
    ByteString instead(ByteString truth) throws InvalidProtocolBufferException;
  }

  /** Where something may happen. */
  enum Point {
    BEFORE_ENDORSING,
    AFTER_ENDORSING,
    BEFORE_SUBMITTING,
    AFTER_SUBMITTING,
    BEFORE_COMMIT_STATUS,
    AFTER_COMMIT_STATUS
  }

  private final ManagedChannel peer;
  private final GatewayGrpc.GatewayBlockingStub truth;
  private final Server server;
  private final Map<String, Lie> readings = new ConcurrentHashMap<>();
  private final Map<String, Lie> endorsements = new ConcurrentHashMap<>();
  private final Map<Point, Callable<?>> events = new ConcurrentHashMap<>();
  private volatile boolean losesSubmissions;

  LyingPeer(FabricNetwork network) throws IOException {
    Path tls = network.peer(1).resolve("tls");
    this.peer =
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1",
                network.peerPort(1),
                TlsChannelCredentials.newBuilder()
                    .trustManager(tls.resolve("ca.crt").toFile())
                    .build())
            .build();
    this.truth = GatewayGrpc.newBlockingStub(peer);
    this.server =
        Grpc.newServerBuilderForPort(
                0,
                TlsServerCredentials.create(
                    tls.resolve("server.crt").toFile(), tls.resolve("server.key").toFile()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(this)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** Lies about what {@code function} of any chaincode answers, unsigned. */
  void whenAsked(String function, Lie lie) {
    readings.put(function, lie);
  }

  /** Lies about the endorsed transaction that {@code function} gives. */
  void whenEndorsing(String function, Lie lie) {
    endorsements.put(function, lie);
  }

  /** Makes this happen at the point, the first time it is reached. */
  void at(Point point, Callable<?> event) {
    events.put(point, event);
  }

  private void reached(Point point) throws Exception {
    Callable<?> event = events.remove(point);
    if (event != null) {
      event.call();
    }
  }

  /** Hands in what it gets, and never says so. */
  void loseAnswersToSubmissions() {
    losesSubmissions = true;
  }

  @Override
  public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> answer) {
    answering(
        answer,
        () -> {
          EvaluateResponse.Builder response = truth.evaluate(request).toBuilder();
          Lie lie = readings.get(function(request.getProposedTransaction()));
          if (lie != null) {
            response.getResultBuilder().setPayload(lie.instead(response.getResult().getPayload()));
          }
          return response.build();
        });
  }

  @Override
  public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> answer) {
    answering(
        answer,
        () -> {
          reached(Point.BEFORE_ENDORSING);
          EndorseResponse.Builder response = truth.endorse(request).toBuilder();
          reached(Point.AFTER_ENDORSING);
          Lie lie = endorsements.get(function(request.getProposedTransaction()));
          if (lie != null) {
            response
                .getPreparedTransactionBuilder()
                .setPayload(lie.instead(response.getPreparedTransaction().getPayload()));
          }
          return response.build();
        });
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> answer) {
    answering(
        answer,
        () -> {
          reached(Point.BEFORE_SUBMITTING);
          SubmitResponse response = truth.submit(request);
          reached(Point.AFTER_SUBMITTING);
          if (losesSubmissions) {
            throw io.grpc.Status.UNAVAILABLE.withDescription("gone").asRuntimeException();
          }
          return response;
        });
  }

  @Override
  public void commitStatus(
      SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> answer) {
    answering(
        answer,
        () -> {
          reached(Point.BEFORE_COMMIT_STATUS);
          CommitStatusResponse response = truth.commitStatus(request);
          reached(Point.AFTER_COMMIT_STATUS);
          return response;
        });
  }

  private static String function(SignedProposal proposal) throws InvalidProtocolBufferException {
    ByteString payload = Proposal.parseFrom(proposal.getProposalBytes()).getPayload();
    return ChaincodeInvocationSpec.parseFrom(ChaincodeProposalPayload.parseFrom(payload).getInput())
        .getChaincodeSpec()
        .getInput()
        .getArgs(0)
        .toStringUtf8();
  }

  private static <T> void answering(StreamObserver<T> answer, Callable<T> work) {
    try {
      answer.onNext(work.call());
      answer.onCompleted();
    } catch (StatusRuntimeException e) {
      answer.onError(e);
    } catch (Exception e) {
      answer.onError(io.grpc.Status.INTERNAL.withCause(e).asRuntimeException());
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    peer.shutdownNow();
  }
}
