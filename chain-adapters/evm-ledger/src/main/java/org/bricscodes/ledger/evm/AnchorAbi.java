package org.bricscodes.ledger.evm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.Digest;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Hash;

/** What is said to {@code CheckpointAnchors} and by it. */
final class AnchorAbi {

  private static final List<TypeReference<?>> HEAD =
      List.of(new TypeReference<Uint64>() {}, new TypeReference<Uint64>() {}, word());

  private static final Event ANCHORED =
      new Event(
          "Anchored",
          List.of(
              new TypeReference<Address>(true) {},
              new TypeReference<Bytes32>(true) {},
              new TypeReference<Uint64>(true) {},
              word(),
              word(),
              new TypeReference<Uint64>() {},
              word()));

  private static final Event RECORDED =
      new Event(
          "Recorded",
          List.of(
              new TypeReference<Address>(true) {},
              new TypeReference<Bytes32>(true) {},
              new TypeReference<Uint64>(true) {},
              word()));

  private static final int ANCHORED_DATA_CHARS = 2 + 4 * 64;

  private AnchorAbi() {}

  /**
   * The newest checkpoint a contract holds.
   *
   * @param size zero if there is none
   */
  record Head(long size, long block, Digest root) {}

  static byte[] anchor(Anchor anchor) {
    Checkpoint checkpoint = anchor.checkpoint();
    return encoded(
        new Function(
            "anchor",
            List.of(
                logId(checkpoint.origin()),
                new Uint64(checkpoint.size()),
                new Bytes32(checkpoint.root().bytes()),
                new Bytes32(Hash.sha3(anchor.bytes()))),
            List.of()));
  }

  static byte[] record(EventRecord event) {
    return encoded(
        new Function(
            "record",
            List.of(
                logId(event.origin()),
                new Uint64(event.index()),
                new Bytes32(event.leaf().bytes())),
            List.of()));
  }

  static byte[] head(String publisher, String origin) {
    return encoded(new Function("head", List.of(new Address(publisher), logId(origin)), HEAD));
  }

  /**
   * The inverse of what {@code head} returns.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static Head head(byte[] returned) {
    Function head = new Function("head", List.of(), HEAD);
    try {
      var parts = FunctionReturnDecoder.decode(Hex.of(returned), head.getOutputParameters());
      // The decoder overlooks what does not fit into a type; what is not printed again was no head.
      if (Hex.of(returned).equals("0x" + FunctionEncoder.encodeConstructor(parts))
          && parts.get(0) instanceof Uint64 size
          && parts.get(1) instanceof Uint64 block
          && parts.get(2) instanceof Bytes32 root) {
        return new Head(
            size.getValue().longValueExact(),
            block.getValue().longValueExact(),
            Digest.of(root.getValue()));
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a head is two numbers and a root", e);
    }
    throw new IllegalArgumentException("a head is two numbers and a root");
  }

  /** The topics under which an anchor of this size stands. */
  static List<String> topics(String publisher, String origin, long size) {
    return topics(ANCHORED, publisher, origin, size);
  }

  /** Whether a log of this contract says that the publisher anchored this very note. */
  static boolean says(EventLog log, String contract, String publisher, Anchor anchor) {
    Checkpoint checkpoint = anchor.checkpoint();
    String begin =
        "0x"
            + TypeEncoder.encode(new Bytes32(checkpoint.root().bytes()))
            + TypeEncoder.encode(new Bytes32(Hash.sha3(anchor.bytes())));
    return log.address().equals(contract)
        && log.topics().equals(topics(publisher, checkpoint.origin(), checkpoint.size()))
        && log.data().length() == ANCHORED_DATA_CHARS
        && log.data().startsWith(begin);
  }

  /** Whether a log of this contract says that the publisher recorded this very entry. */
  static boolean says(EventLog log, String contract, String publisher, EventRecord event) {
    return log.address().equals(contract)
        && log.topics().equals(topics(RECORDED, publisher, event.origin(), event.index()))
        && log.data().equals("0x" + TypeEncoder.encode(new Bytes32(event.leaf().bytes())));
  }

  private static List<String> topics(Event event, String publisher, String origin, long number) {
    return List.of(
        EventEncoder.encode(event),
        "0x" + TypeEncoder.encode(new Address(publisher)),
        "0x" + TypeEncoder.encode(logId(origin)),
        "0x" + TypeEncoder.encode(new Uint64(number)));
  }

  /** The chain sees a digest of the log's name, not the name. */
  private static Bytes32 logId(String origin) {
    return new Bytes32(Hash.sha3(origin.getBytes(StandardCharsets.UTF_8)));
  }

  private static TypeReference<Bytes32> word() {
    return new TypeReference<>() {};
  }

  private static byte[] encoded(Function function) {
    return Hex.bytes(FunctionEncoder.encode(function));
  }
}
