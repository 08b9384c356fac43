package org.bricscodes.ledger.fabric;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeAnswer;
import org.bricscodes.ledger.PledgeState;
import org.bricscodes.ledger.ReleaseReason;

/** What the chaincode's {@code lookup} answers. */
final class PledgeText {

  private static final Pattern TEXT =
      Pattern.compile(
          "time ([0-9]{1,12})\n"
              + "(?:(free)|pledged ([0-9a-f]{64}) ([0-9]{1,12})|released ([0-9]{1,3})"
              + "|expired ([0-9]{1,12}))\n");

  private PledgeText() {}

  /** A block is final, so what is the latest is settled. */
  static PledgeAnswer parse(byte[] bytes) throws LedgerException {
    Matcher m = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
    if (!m.matches()) {
      throw Fault.UNAVAILABLE.because("the chaincode's answer cannot be read");
    }
    PledgeState state = state(m);
    return new PledgeAnswer(state, state, second(m.group(1)));
  }

  private static PledgeState state(Matcher m) {
    if (m.group(3) != null) {
      return new PledgeState.Pledged(HolderHandle.parse(m.group(3)), second(m.group(4)));
    }
    if (m.group(5) != null) {
      return new PledgeState.Released(ReleaseReason.of(Integer.parseInt(m.group(5))));
    }
    return m.group(6) != null
        ? new PledgeState.Expired(second(m.group(6)))
        : new PledgeState.Free();
  }

  private static Instant second(String text) {
    return Instant.ofEpochSecond(Long.parseLong(text));
  }
}
