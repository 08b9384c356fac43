package org.bricscodes.ledger.fabric;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.TxId;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.FileCheckpointer;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Network;

/**
 * Everything all writers put on a channel, in the channel's order, for who watches: an auditor that
 * compares what each log says with what it said before. Where it stands is kept in a file, so that
 * a new process goes on where the last one ended. A stream that breaks, because its peer was
 * restarted, is opened again at another peer, in half a second, later each time as long as none
 * holds; that it broke is logged when the trouble changes. At least once: after a crash the last
 * record may come again.
 *
 * <p>This is a library for programs of auditors and other members of the channel, which have this
 * module on their class path. The service does not run it: what it needs to know of its own
 * transactions it asks for by their ids, and nobody else's records are its business.
 *
 * <p>One thread runs it; {@link #close} may be called from any.
 */
public final class RecordFeed implements AutoCloseable {

  /**
   * One record, as it was committed.
   *
   * @param block the number of its block
   * @param writer who wrote it, as the chaincode names it
   * @param time of the proposal, compared by every endorser with its clock
   */
  public record Entry(long block, TxId txId, String writer, Instant time, Content content) {}

  private final Peers peers;
  private final FabricSettings settings;
  private final FileCheckpointer checkpoint;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong reopened = new AtomicLong();

  private RecordFeed(Peers peers, FabricSettings settings, FileCheckpointer checkpoint) {
    this.peers = peers;
    this.settings = settings;
    this.checkpoint = checkpoint;
  }

  /**
   * A feed that stands at {@code checkpoint}, a file that is made if it is absent, and then at the
   * channel's beginning.
   *
   * @param config as for {@link FabricLedgerProvider#open}
   * @throws LedgerException.Refused if the settings or the file cannot be used
   */
  public static RecordFeed open(LedgerConfig config, Path checkpoint) throws LedgerException {
    FabricSettings settings = FabricSettings.of(config);
    try {
      return new RecordFeed(Peers.of(settings), settings, new FileCheckpointer(checkpoint));
    } catch (IOException e) {
      throw Fault.INVALID_INPUT.because("the checkpoint " + checkpoint + " cannot be used", e);
    }
  }

  /**
   * Hands every record to {@code reader}, and waits for more, until the feed is closed. A record is
   * passed once {@code reader} has come back; if it throws, so does this, and the record comes
   * again.
   *
   * @throws LedgerException.Refused if a peer will not show the channel to this identity ({@code
   *     UNAUTHORIZED}), no peer has the channel, or what they show is not of our chaincode ({@code
   *     WRONG_NETWORK}); every other trouble is waited out
   */
  public void run(Consumer<Entry> reader) throws LedgerException, InterruptedException {
    List<String> names = settings.peers().stream().map(FabricSettings.Peer::toString).toList();
    Reopening reopening = new Reopening(names, System::nanoTime);
    for (int peer = 0; isOpen(); peer = (peer + 1) % peers.count()) {
      Status ended = read(peer, reader, reopening);
      if (isOpen() && !closed.await(reopening.breaks(peer, ended).toMillis(), MILLISECONDS)) {
        reopened.incrementAndGet();
      }
    }
  }

  /** Reads one stream to its end, and says how it ended. */
  private Status read(int peer, Consumer<Entry> reader, Reopening reopening)
      throws LedgerException, InterruptedException {
    reopening.opens();
    try (CloseableIterator<ChaincodeEvent> events = events(peers.network(peer))) {
      while (isOpen() && events.hasNext()) {
        pass(events.next(), reader);
        reopening.flows(peer);
      }
      return Status.OK;
    } catch (GatewayRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.CANCELLED && Thread.interrupted()) {
        throw new InterruptedException();
      }
      return e.getStatus();
    } catch (IOException e) {
      if (isOpen()) {
        throw Fault.UNAVAILABLE.because("the checkpoint cannot be written", e);
      } // closed under it: the record comes again
      return Status.CANCELLED;
    }
  }

  /** How often the stream broke and was opened again. */
  public long reopened() {
    return reopened.get();
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private CloseableIterator<ChaincodeEvent> events(Network network) {
    return network
        .newChaincodeEventsRequest(settings.chaincode())
        .startBlock(0)
        .checkpoint(checkpoint)
        .build()
        .getEvents();
  }

  private void pass(ChaincodeEvent event, Consumer<Entry> reader)
      throws LedgerException, IOException {
    StoredRecord stored;
    try {
      stored = StoredRecord.parse(event.getPayload());
    } catch (IllegalArgumentException e) {
      throw Fault.WRONG_NETWORK.because("an event is not of our chaincode", e);
    }
    reader.accept(
        new Entry(
            event.getBlockNumber(),
            stored.txId(),
            stored.writer(),
            stored.time(),
            stored.content()));
    checkpoint.checkpointChaincodeEvent(event);
  }

  /** Ends {@link #run}. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
    peers.close();
    try {
      checkpoint.close();
    } catch (IOException e) {
      System.getLogger(RecordFeed.class.getName())
          .log(System.Logger.Level.WARNING, "a checkpoint could not be closed", e);
    }
  }
}
