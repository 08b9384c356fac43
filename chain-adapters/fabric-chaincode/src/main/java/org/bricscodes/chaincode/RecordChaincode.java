package org.bricscodes.chaincode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bricscodes.chaincode.Refusal.Reason;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;

/**
 * The functions a client calls. All arguments are bytes; text is UTF-8.
 *
 * <pre>
 * write     content, pool              executes a content; answers the record that stands
 * standing  kind, writer, origin, n    the record of an anchor or an event, or nothing
 * head      writer, origin             the record of the largest checkpoint, or nothing
 * lookup    pool, fingerprint          how an asset stands
 * about                                the name and version of these rules
 * </pre>
 *
 * <p>{@code write} alone writes. It refuses with {@code REASON: words}, see {@link Refusal.Reason},
 * and then nothing is written. It refuses a proposal whose time is far from this endorser's clock:
 * so no writer can date a record, or end another's pledge, by its own clock. Deterministic in all
 * it writes. Everyone who may write to the channel may write here, each into its own book.
 */
public final class RecordChaincode extends ChaincodeBase {

  static final String ABOUT = "bricscodes.org/fabric-chaincode@v1";

  private static final System.Logger LOG = System.getLogger(RecordChaincode.class.getName());

  private final InstantSource clock;
  private final Duration tolerance;

  /**
   * @param clock this endorser's
   * @param tolerance how far a proposal's time may be from it
   */
  public RecordChaincode(InstantSource clock, Duration tolerance) {
    this.clock = clock;
    this.tolerance = tolerance;
  }

  @Override
  public Response init(ChaincodeStub stub) {
    return ResponseUtils.newSuccessResponse();
  }

  @Override
  public Response invoke(ChaincodeStub stub) {
    try {
      return ResponseUtils.newSuccessResponse(answer(stub));
    } catch (Refusal e) {
      return ResponseUtils.newErrorResponse(e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a proposal failed: " + stub.getTxId(), e);
      return ResponseUtils.newErrorResponse(
          Reason.REJECTED + ": the chaincode failed; its log says why");
    }
  }

  private byte[] answer(ChaincodeStub stub) throws Refusal {
    List<byte[]> arguments = stub.getArgs();
    String function = arguments.isEmpty() ? "" : Text.utf8(arguments.getFirst());
    return switch (function) {
      case "write" -> write(stub, exactly(arguments, 2));
      case "standing" -> {
        exactly(arguments, 4);
        yield Records.standing(
            new Stub(stub),
            text(arguments, 1),
            text(arguments, 2),
            text(arguments, 3),
            text(arguments, 4));
      }
      case "head" -> {
        exactly(arguments, 2);
        yield Records.head(new Stub(stub), text(arguments, 1), text(arguments, 2));
      }
      case "lookup" -> {
        exactly(arguments, 2);
        yield Pledges.lookup(new Stub(stub), text(arguments, 1), text(arguments, 2));
      }
      case "about" -> {
        exactly(arguments, 0);
        yield ABOUT.getBytes(StandardCharsets.UTF_8);
      }
      default ->
          throw new Refusal(
              Reason.INVALID_INPUT, "the functions are write, standing, head, lookup and about");
    };
  }

  private byte[] write(ChaincodeStub stub, List<byte[]> arguments) throws Refusal {
    requireNow(stub.getTxTimestamp());
    Stub state = new Stub(stub);
    byte[] content = arguments.get(1);
    return switch (Content.parse(content)) {
      case Content.Checkpoint checkpoint -> Records.anchor(state, checkpoint, content);
      case Content.Event event -> Records.event(state, event, content);
      case Content.Pledge pledge -> Pledges.change(state, pledge, text(arguments, 2), content);
    };
  }

  private void requireNow(Instant proposed) throws Refusal {
    if (Duration.between(proposed, clock.instant()).abs().compareTo(tolerance) > 0) {
      throw new Refusal(
          Reason.REJECTED,
          "the time of the proposal is more than "
              + tolerance.toSeconds()
              + " s from this endorser's clock");
    }
  }

  private static String text(List<byte[]> arguments, int n) throws Refusal {
    return Text.utf8(arguments.get(n));
  }

  /** The arguments, if {@code count} follow the function's name. */
  private static List<byte[]> exactly(List<byte[]> arguments, int count) throws Refusal {
    if (arguments.size() != count + 1) {
      throw new Refusal(Reason.INVALID_INPUT, "this function takes " + count + " arguments");
    }
    return arguments;
  }
}
