package org.bricscodes.ledger.evm;

import java.net.URI;
import java.net.URISyntaxException;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;

/** A node as a verifier names it: its address and, behind a {@code #}, when a block is final. */
record NodeForm(URI address, FinalityPolicy finality) {

  static NodeForm parse(String text) throws LedgerException {
    int hash = text.indexOf('#');
    String finality = hash < 0 ? "finalized" : text.substring(hash + 1);
    return new NodeForm(
        uri(hash < 0 ? text : text.substring(0, hash)),
        FinalityPolicy.parse(finality)
            .orElseThrow(
                () ->
                    Fault.INVALID_INPUT.because(
                        "behind the '#' of a node stands finalized, safe, confirmations:N or"
                            + " instant")));
  }

  /**
   * @throws LedgerException.Refused not quoting the address, which may hold a credential
   */
  static URI uri(String text) throws LedgerException {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw Fault.INVALID_INPUT.because("a node is an http:// or https:// address");
  }
}
