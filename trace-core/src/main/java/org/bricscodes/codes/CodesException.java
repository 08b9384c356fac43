package org.bricscodes.codes;

import java.util.List;

/** Why codes could not be issued or made. Messages are constant; values are in the accessors. */
public abstract sealed class CodesException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private CodesException(String message) {
    super(message);
  }

  private CodesException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The order cannot be fulfilled as written; every fault is listed. */
  public static final class InvalidOrder extends CodesException {
    private static final long serialVersionUID = 1;

    private final transient List<OrderFault> faults;

    InvalidOrder(List<OrderFault> faults) {
      super("the order has faults");
      this.faults = List.copyOf(faults);
    }

    /** At least one, in the order of the fields. */
    public List<OrderFault> faults() {
      return faults;
    }
  }

  /**
   * The epoch's codes were made with another master key than the one in use. Nothing was issued;
   * the right key file has to be restored.
   */
  public static final class KeyMismatch extends CodesException {
    private static final long serialVersionUID = 1;

    private final transient KeyEpoch epoch;

    KeyMismatch(KeyEpoch epoch) {
      super("this key epoch was used with another master key");
      this.epoch = epoch;
    }

    public KeyEpoch epoch() {
      return epoch;
    }
  }

  /** The GTIN has fewer serials left in this epoch than were ordered. */
  public static final class CountersExhausted extends CodesException {
    private static final long serialVersionUID = 1;

    private final long left;

    CountersExhausted(long left) {
      super("fewer serials are left for this GTIN in this key epoch than were ordered");
      this.left = left;
    }

    /** How many are left until the next quarter. */
    public long left() {
      return left;
    }
  }

  /** The idempotency key was used for an order with other contents; nothing was issued. */
  public static final class IdempotencyConflict extends CodesException {
    private static final long serialVersionUID = 1;

    IdempotencyConflict() {
      super("this idempotency key belongs to a different order");
    }
  }

  /**
   * The batch would be in too many separate ranges at a stage, or its wasted codes would. Nothing
   * was recorded; report longer ranges, or set single codes by a list, which has no such bound.
   */
  public static final class TooScattered extends CodesException {
    private static final long serialVersionUID = 1;

    private final CodeState.Status status;
    private final int ranges;

    TooScattered(CodeState.Status status, int ranges) {
      super(
          status == CodeState.Status.VOID
              ? "the wasted codes of the batch would lie in more than 10000 separate ranges; void"
                  + " further ones by a list instead, which has no such bound"
              : "the batch would have more than 10000 separate ranges at this stage; report longer"
                  + " ranges, or set single codes by a list instead, which has no such bound");
      this.status = status;
      this.ranges = ranges;
    }

    /** What was reported too scattered; {@code VOID}: the wasted codes. */
    public CodeState.Status status() {
      return status;
    }

    /** In how many ranges it would be; at most {@link CodeLife#MAX_RANGES} are kept. */
    public int ranges() {
      return ranges;
    }
  }

  /** Too many writers at once; nothing was done. Try again later. */
  public static final class Contended extends CodesException {
    private static final long serialVersionUID = 1;

    Contended() {
      super("too many writers at once");
    }
  }

  /** The calling thread was interrupted; what it was writing may exist. */
  public static final class Interrupted extends CodesException {
    private static final long serialVersionUID = 1;

    Interrupted(Exception cause) {
      super("interrupted while waiting for the store", cause);
    }
  }

  /** The holder of a master key cannot answer now; nothing was issued. Try again later. */
  public static final class HolderFailed extends CodesException {
    private static final long serialVersionUID = 1;

    /** For holders: {@code message} is constant and shows no secret. */
    public HolderFailed(String message) {
      super(message);
    }

    /** As {@link #HolderFailed(String)}, with what went wrong. */
    public HolderFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Every key epoch that could be used next is compromised: a new master key is needed. */
  public static final class EpochsExhausted extends CodesException {
    private static final long serialVersionUID = 1;

    EpochsExhausted() {
      super("every key epoch of the newest master key is compromised: make a new master key");
    }
  }

  /** The epoch moved on since the caller looked; nothing was done. */
  public static final class EpochMoved extends CodesException {
    private static final long serialVersionUID = 1;

    private final long ordinal;

    EpochMoved(long ordinal) {
      super("the key epoch moved on meanwhile");
      this.ordinal = ordinal;
    }

    /** Of the epoch that is current. */
    public long ordinal() {
      return ordinal;
    }
  }

  /** No usable master key in the file or text given. */
  public static final class UnusableKey extends CodesException {
    private static final long serialVersionUID = 1;

    /** For key wrappers too: {@code message} shows no secret. */
    public UnusableKey(String message) {
      super(message);
    }

    /** As {@link #UnusableKey(String)}, with what went wrong. */
    public UnusableKey(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
