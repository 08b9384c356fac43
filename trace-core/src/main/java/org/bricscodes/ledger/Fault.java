package org.bricscodes.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Why a ledger did not do what it was asked. Each answers two questions: may the write exist, and
 * what is there to do.
 */
public enum Fault {
  /** Too long, malformed, or a setting that cannot be used. */
  INVALID_INPUT(Effect.NONE, Remedy.FIX),
  /** The ledger does not let this signer write. */
  UNAUTHORIZED(Effect.NONE, Remedy.FIX),
  /** The ledger is not the one that was configured. */
  WRONG_NETWORK(Effect.NONE, Remedy.FIX),
  /** The facet is not offered by this ledger, see {@link Capability}. */
  UNSUPPORTED(Effect.NONE, Remedy.FIX),
  /** The attempt is not final, so there is no receipt. */
  NOT_FINAL(Effect.NONE, Remedy.INSPECT),
  /** Executed or judged, and turned down. A fee may be spent. */
  REJECTED(Effect.NONE, Remedy.PREPARE_AGAIN),
  /** The ledger holds this log at a larger size already: read the head. */
  STALE_HEAD(Effect.NONE, Remedy.READ_HEAD),
  /** The ledger holds another root at this size: the log, or someone with its key, has forked. */
  CONTRADICTION(Effect.NONE, Remedy.ALARM),
  /** A concurrent write came first. */
  CONFLICT(Effect.NONE, Remedy.PREPARE_AGAIN),
  /** Another pledge of the asset is active: look it up. */
  HELD(Effect.NONE, Remedy.LOOK_UP),
  /** No pledge of this holder, written by this signer, is active: look it up. */
  NOT_HELD(Effect.NONE, Remedy.LOOK_UP),
  /** Proven too late to be executed. */
  EXPIRED(Effect.NONE, Remedy.PREPARE_AGAIN),
  /** The signer cannot pay. */
  INSUFFICIENT_FUNDS(Effect.NONE, Remedy.FUND),
  /** The request never left, or the answer shows that nothing was taken. */
  UNAVAILABLE(Effect.NOT_BY_THIS_CALL, Remedy.RESEND),
  /** The ledger's pool is full. */
  POOL_FULL(Effect.NOT_BY_THIS_CALL, Remedy.RESEND),
  /** The fee is below what the ledger takes now, or at our own cap. */
  UNDERPRICED(Effect.NOT_BY_THIS_CALL, Remedy.REPLACE),
  /** The place of this attempt is taken, maybe by another attempt of ours. */
  NONCE_TOO_LOW(Effect.POSSIBLE, Remedy.INSPECT),
  /** It waits in the pool for an earlier transaction that is missing. */
  NONCE_GAP(Effect.POSSIBLE, Remedy.RESEND),
  /** No answer in time; the bytes may have left. */
  TIMEOUT(Effect.POSSIBLE, Remedy.INSPECT);

  /** May the write exist? */
  public enum Effect {
    /** No, and these bytes will not be taken. */
    NONE,
    /** Not by this call; by an earlier call with the same bytes it may. */
    NOT_BY_THIS_CALL,
    /** Yes, it may. */
    POSSIBLE
  }

  /** What there is to do. */
  public enum Remedy {
    /** Change configuration or input; the same again fails the same way. */
    FIX,
    FUND,
    /** Inspect every attempt; then submit the same bytes again. */
    INSPECT,
    /** Submit the same bytes again, later. */
    RESEND,
    /** Replace the attempt, at a higher fee. */
    REPLACE,
    /** Prepare anew. */
    PREPARE_AGAIN,
    /** Read the head: our checkpoint may be covered. */
    READ_HEAD,
    /** Look up how the asset stands: {@link ExclusiveRegistry#lookup}. */
    LOOK_UP,
    /** Stop and tell a person. */
    ALARM
  }

  private final Effect effect;
  private final Remedy remedy;

  Fault(Effect effect, Remedy remedy) {
    this.effect = effect;
    this.remedy = remedy;
  }

  public Effect effect() {
    return effect;
  }

  public Remedy remedy() {
    return remedy;
  }

  /** The exception for this fault; {@code reason} is for people and holds no secret. */
  public LedgerException because(String reason) {
    return because(reason, null);
  }

  /** The exception for this fault, with what caused it. */
  public LedgerException because(String reason, @Nullable Throwable cause) {
    return switch (effect) {
      case NONE -> new LedgerException.Refused(this, reason, cause);
      case NOT_BY_THIS_CALL -> new LedgerException.Unavailable(this, reason, cause);
      case POSSIBLE -> new LedgerException.OutcomeUnknown(this, reason, cause);
    };
  }
}
