package org.bricscodes.ledger.fabric;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

/** How the chaincode names who wrote; the rule is written out in the chaincode's class Writer. */
final class Writer {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}/[0-9a-f]{64}");

  private Writer() {}

  /**
   * The same, if it can be a writer's.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static String requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a writer is an MSP id, '/' and 64 hexadecimal digits");
    }
    return id;
  }

  static String id(String msp, X509Certificate certificate) {
    return msp
        + "/"
        + Bytes.sha256Hex(
            certificate.getSubjectX500Principal().getEncoded(),
            certificate.getIssuerX500Principal().getEncoded());
  }
}
