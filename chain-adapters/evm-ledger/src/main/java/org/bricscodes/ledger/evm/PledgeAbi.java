package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.PledgeState;
import org.bricscodes.ledger.ReleaseReason;
import org.bricscodes.tlog.Digest;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/** What is said to {@code PledgeRegistry} and by it. */
final class PledgeAbi {

  private static final BigInteger END = BigInteger.valueOf(253_402_300_800L);

  private PledgeAbi() {}

  static byte[] change(PledgeChange change) {
    return switch (change.act()) {
      case PledgeChange.Pledge(Instant until) -> call("pledge", change, seconds(until));
      case PledgeChange.Extend(Instant until) -> call("extend", change, seconds(until));
      case PledgeChange.Release(ReleaseReason reason) ->
          call("release", change, new Uint8(reason.code()));
    };
  }

  static byte[] entry(Fingerprint fingerprint) {
    return encoded(new Function("entry", List.of(word(fingerprint.value())), List.of()));
  }

  /**
   * How an asset stands at a block's time, by what {@code entry} returned.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static PledgeState state(byte[] returned, Instant time) {
    Function entry =
        new Function(
            "entry",
            List.of(),
            List.of(
                new TypeReference<Bytes32>() {},
                new TypeReference<Address>() {},
                new TypeReference<Uint64>() {},
                new TypeReference<Uint8>() {}));
    try {
      var parts = FunctionReturnDecoder.decode(Hex.of(returned), entry.getOutputParameters());
      // The decoder overlooks what does not fit into a type; what is not printed again was no
      // entry.
      if (Hex.of(returned).equals("0x" + FunctionEncoder.encodeConstructor(parts))
          && parts.get(0) instanceof Bytes32 holder
          && parts.get(2) instanceof Uint64 until
          && parts.get(3) instanceof Uint8 reason) {
        return state(holder, until.getValue(), reason.getValue().intValue(), time);
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("this is no entry of the registry", e);
    }
    throw new IllegalArgumentException("this is no entry of the registry");
  }

  private static PledgeState state(Bytes32 holder, BigInteger until, int reason, Instant time) {
    if (until.signum() == 0) {
      return new PledgeState.Free();
    }
    if (reason != 0) {
      return new PledgeState.Released(ReleaseReason.of(reason));
    }
    Instant end = Instant.ofEpochSecond(until.min(END).longValueExact());
    return time.isBefore(end)
        ? new PledgeState.Pledged(new HolderHandle(Digest.of(holder.getValue())), end)
        : new PledgeState.Expired(end);
  }

  private static byte[] call(String function, PledgeChange change, Type<?> argument) {
    return encoded(
        new Function(
            function,
            List.of(
                word(change.fingerprint().value()),
                word(change.holder().value()),
                word(change.request().value()),
                argument),
            List.of()));
  }

  private static Uint64 seconds(Instant instant) {
    return new Uint64(instant.getEpochSecond());
  }

  private static Bytes32 word(Digest digest) {
    return new Bytes32(digest.bytes());
  }

  private static byte[] encoded(Function function) {
    return Hex.bytes(FunctionEncoder.encode(function));
  }
}
