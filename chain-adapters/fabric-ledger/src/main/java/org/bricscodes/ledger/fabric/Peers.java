package org.bricscodes.ledger.fabric;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/**
 * The peers whose gateways are asked. A call goes to the one that answered last; if it cannot, to
 * the next, each with an even share of the time that is left. Safe for every call we make, because
 * the same signed transaction may be handed in through any of them any number of times.
 */
final class Peers implements AutoCloseable {

  /** As peers themselves allow; a block may be as long. */
  private static final int MAX_MESSAGE_BYTES = 100 << 20;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();
  private final AtomicInteger preferred = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** One call through one peer. */
  @FunctionalInterface
  interface Call<T> {
    T through(Gateway gateway, Network network, Deadline deadline) throws GatewayException;
  }

  private Peers() {}

  /** Connects to nobody yet. */
  static Peers of(FabricSettings settings) throws LedgerException {
    Peers peers = new Peers();
    try {
      ChannelCredentials credentials = credentials(settings);
      for (FabricSettings.Peer peer : settings.peers()) {
        peers.add(peer, credentials, settings);
      }
      return peers;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      peers.close();
      // What was thrown may quote a key file.
      throw Fault.INVALID_INPUT.because(
          "'tls-ca-file', 'tls-certificate-file' or 'tls-key-file' cannot be used");
    }
  }

  private void add(
      FabricSettings.Peer peer, ChannelCredentials credentials, FabricSettings settings)
      throws GeneralSecurityException {
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(peer.host(), peer.port(), credentials)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .keepAliveTime(2, TimeUnit.MINUTES)
            .keepAliveTimeout(20, TimeUnit.SECONDS);
    peer.authority().ifPresent(builder::overrideAuthority);
    ManagedChannel channel = builder.build();
    channels.add(channel);
    Gateway.Builder gateway =
        Gateway.newInstance()
            .connection(channel)
            .identity(new X509Identity(settings.msp(), settings.certificate()))
            .signer(Signers.newPrivateKeySigner(settings.key()))
            .hash(Hash.SHA256);
    if (settings.tlsClient().isPresent()) {
      gateway.tlsClientCertificateHash(
          Bytes.sha256(settings.tlsClient().get().leaf().getEncoded()));
    }
    Gateway connected = gateway.connect();
    gateways.add(connected);
    networks.add(connected.getNetwork(settings.channel()));
  }

  private static ChannelCredentials credentials(FabricSettings settings)
      throws IOException, GeneralSecurityException {
    TlsChannelCredentials.Builder tls =
        TlsChannelCredentials.newBuilder()
            .trustManager(new ByteArrayInputStream(pem(settings.tlsRoots())));
    if (settings.tlsClient().isPresent()) {
      var own = settings.tlsClient().get();
      tls.keyManager(own.certificate().toFile(), own.key().toFile());
    }
    return tls.build();
  }

  private static byte[] pem(List<X509Certificate> certificates) throws GeneralSecurityException {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString().getBytes(StandardCharsets.US_ASCII);
  }

  int count() {
    return networks.size();
  }

  /** The channel through one peer, from 0, for streams, which choose their peer themselves. */
  Network network(int peer) {
    return networks.get(peer);
  }

  /**
   * Makes the call through the first peer that can answer it. When none can be reached, all are
   * tried again after a pause, as long as there is time: a peer that restarts is back in a moment.
   *
   * @throws GatewayException what the last one said that could be reached; if none could, that
   */
  <T> T call(Deadline deadline, Call<T> call) throws GatewayException, InterruptedException {
    while (true) {
      try {
        return round(deadline, call);
      } catch (GatewayException e) {
        if (!Faults.isUnreachable(e) || deadline.left().compareTo(PAUSE.multipliedBy(2)) < 0) {
          throw e;
        }
      }
      if (pause()) {
        throw new GatewayException(
            Status.UNAVAILABLE.withDescription("closed meanwhile").asRuntimeException());
      }
      channels.forEach(ManagedChannel::resetConnectBackoff);
    }
  }

  /**
   * Waits a moment.
   *
   * @return whether we were closed meanwhile
   */
  boolean pause() throws InterruptedException {
    return closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private <T> T round(Deadline deadline, Call<T> call)
      throws GatewayException, InterruptedException {
    int first = preferred.get();
    List<GatewayException> told = new ArrayList<>();
    for (int tried = 0; ; tried++) {
      int peer = (first + tried) % count();
      int left = count() - tried;
      try {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        T answer = call.through(gateways.get(peer), networks.get(peer), deadline.share(left));
        preferred.set(peer);
        return answer;
      } catch (GatewayException e) {
        rethrowIfInterrupted(e.getStatus());
        if (!Faults.neverConnected(e)) {
          told.add(e);
        }
        if (left == 1 || deadline.hasPassed() || !Faults.isOfThisPeer(e)) {
          throw Faults.neverConnected(e) && !told.isEmpty() ? told.getLast() : e;
        }
      }
    }
  }

  /** A blocked call that is interrupted ends as cancelled, with the interruption still standing. */
  private static void rethrowIfInterrupted(Status status) throws InterruptedException {
    if (status.getCode() == Status.Code.CANCELLED && Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    gateways.forEach(Gateway::close);
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
