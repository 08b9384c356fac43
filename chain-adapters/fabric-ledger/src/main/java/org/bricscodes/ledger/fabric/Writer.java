package org.bricscodes.ledger.fabric;

import java.security.cert.X509Certificate;

/** How the chaincode names who wrote; the rule is written out in the chaincode's class Writer. */
final class Writer {

  private Writer() {}

  static String id(String msp, X509Certificate certificate) {
    return msp
        + "/"
        + Bytes.sha256Hex(
            certificate.getSubjectX500Principal().getEncoded(),
            certificate.getIssuerX500Principal().getEncoded());
  }
}
