package org.bricscodes.ledger.fabric;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;

/**
 * What a verifier pins to check receipts off-line: the ledger, the writer, and the authority of
 * each organisation whose peers must have signed, and of the orderers. One line:
 *
 * <pre>
 * fabric:&lt;channel&gt;:&lt;chaincode&gt;:&lt;genesis&gt;;writer=&lt;MSP/hex&gt;;peers=&lt;MSP&gt;:&lt;hex&gt;,…;orderers=&lt;MSP&gt;:&lt;hex&gt;,…
 * </pre>
 *
 * <p>The hex after an MSP id is the SHA-256 of its authority's certificate, DER; peers' and
 * orderers' certificates are issued by it directly.
 *
 * @param peers authority by MSP id; each of these organisations must have signed a receipt
 * @param orderers authority by MSP id; one of them must have signed the block
 */
record Trust(
    LedgerId ledger,
    String writer,
    SortedMap<String, String> peers,
    SortedMap<String, String> orderers) {

  private static final String PINS =
      "[A-Za-z0-9._-]{1,100}:[0-9a-f]{64}(?:,[A-Za-z0-9._-]{1,100}:[0-9a-f]{64}){0,15}";
  private static final Pattern TEXT =
      Pattern.compile(
          "(fabric:[^:;]{1,249}:[^:;]{1,100}:[0-9a-f]{64})"
              + ";writer=([A-Za-z0-9._-]{1,100}/[0-9a-f]{64})"
              + (";peers=(" + PINS + ")")
              + (";orderers=(" + PINS + ")"));

  Trust {
    peers = new TreeMap<>(peers);
    orderers = new TreeMap<>(orderers);
  }

  static LedgerId ledgerId(String channel, String chaincode, String genesis) {
    return new LedgerId(FabricLedgerProvider.ID, channel + ":" + chaincode + ":" + genesis);
  }

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws LedgerException.Refused if {@code text} is anything else
   */
  static Trust parse(String text) throws LedgerException {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw Fault.INVALID_INPUT.because(
          "a Fabric channel is pinned by"
              + " fabric:CHANNEL:CHAINCODE:GENESIS;writer=MSP/HEX;peers=MSP:HEX,…;orderers=MSP:HEX,…");
    }
    return new Trust(LedgerId.parse(m.group(1)), m.group(2), pins(m.group(3)), pins(m.group(4)));
  }

  String channel() {
    return ledger.reference().split(":", 3)[0];
  }

  String chaincode() {
    return ledger.reference().split(":", 3)[1];
  }

  /** The same, of what another writes. */
  Trust of(String otherWriter) {
    return new Trust(ledger, otherWriter, peers, orderers);
  }

  /** The pinned authority of an organisation, in whatever part it plays. */
  Optional<String> pin(String msp) {
    return Optional.ofNullable(peers.get(msp)).or(() -> Optional.ofNullable(orderers.get(msp)));
  }

  private static SortedMap<String, String> pins(String text) {
    SortedMap<String, String> pins = new TreeMap<>();
    for (String pin : text.split(",", 16)) {
      pins.put(pin.substring(0, pin.indexOf(':')), pin.substring(pin.indexOf(':') + 1));
    }
    return pins;
  }

  private static String printed(Map<String, String> pins) {
    return pins.entrySet().stream()
        .map(pin -> pin.getKey() + ":" + pin.getValue())
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return ledger
        + (";writer=" + writer)
        + (";peers=" + printed(peers))
        + (";orderers=" + printed(orderers));
  }
}
