package org.bricscodes.ledger;

import java.time.Instant;

/**
 * One change of one asset's pledge, asked for by a holder; see {@link ExclusiveRegistry} for what
 * each does.
 *
 * <pre>
 * bricscodes.org/pledge-change@v1
 * &lt;fingerprint, hex&gt;
 * &lt;holder, hex&gt;
 * &lt;request id, hex&gt;
 * pledge &lt;epoch second&gt; | extend &lt;epoch second&gt; | release &lt;reason's number&gt;
 * </pre>
 */
public record PledgeChange(Fingerprint fingerprint, HolderHandle holder, RequestId request, Act act)
    implements Content {

  /** What is asked for. */
  public sealed interface Act {}

  /**
   * Takes the asset, if it is free.
   *
   * @param until when the pledge ends by itself, by the ledger's block time: whole seconds, after
   *     1970 and before the year 10000
   */
  public record Pledge(Instant until) implements Act {
    public Pledge {
      requireSeconds(until);
    }
  }

  /**
   * Moves the end of the holder's own pledge to a later time.
   *
   * @param until as in {@link Pledge}
   */
  public record Extend(Instant until) implements Act {
    public Extend {
      requireSeconds(until);
    }
  }

  /** Gives the holder's own pledge up. */
  public record Release(ReleaseReason reason) implements Act {}

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  static PledgeChange parse(byte[] bytes) {
    ContentLines lines = ContentLines.of(ContentLines.Kind.PLEDGE, bytes, 4);
    return new PledgeChange(
        Fingerprint.parse(lines.item(1)),
        HolderHandle.parse(lines.item(2)),
        RequestId.parse(lines.item(3)),
        act(lines.item(4)));
  }

  @Override
  public byte[] bytes() {
    String what =
        switch (act) {
          case Pledge(Instant until) -> "pledge " + until.getEpochSecond();
          case Extend(Instant until) -> "extend " + until.getEpochSecond();
          case Release(ReleaseReason reason) -> "release " + reason.code();
        };
    return ContentLines.bytes(ContentLines.Kind.PLEDGE, fingerprint, holder, request, what);
  }

  private static Act act(String text) {
    if (!text.matches("(pledge|extend) [1-9][0-9]{0,11}|release [1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException(
          "a pledge is changed by 'pledge SECOND', 'extend SECOND' or 'release CODE'");
    }
    String verb = text.substring(0, text.indexOf(' '));
    long number = Long.parseLong(text.substring(verb.length() + 1));
    return switch (verb) {
      case "pledge" -> new Pledge(Instant.ofEpochSecond(number));
      case "extend" -> new Extend(Instant.ofEpochSecond(number));
      default -> new Release(ReleaseReason.of(Math.toIntExact(number)));
    };
  }

  private static void requireSeconds(Instant until) {
    if (until.getNano() != 0 || until.getEpochSecond() < 1 || !until.isBefore(END)) {
      throw new IllegalArgumentException(
          "a pledge ends at a whole second after 1970 and before the year 10000");
    }
  }
}
