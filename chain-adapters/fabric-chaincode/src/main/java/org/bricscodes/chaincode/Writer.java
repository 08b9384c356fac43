package org.bricscodes.chaincode;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bricscodes.chaincode.Refusal.Reason;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Who proposed a transaction: the organisation, and the SHA-256 of the certificate's subject and
 * issuer. So a renewed certificate is the same writer, and one of another name, or of another
 * authority, is not. Prints as {@code Org1MSP/<64 hex digits>}.
 */
record Writer(String id) {

  private static final String MSP = "[A-Za-z0-9._-]{1,100}";

  /** The form of an id. */
  static final String FORM = MSP + "/[0-9a-f]{64}";

  /** The writer that {@code creator}, a serialised identity, names. */
  static Writer of(byte[] creator) throws Refusal {
    try {
      SerializedIdentity identity = SerializedIdentity.parseFrom(creator);
      if (!identity.getMspid().matches(MSP)) {
        throw new Refusal(Reason.INVALID_INPUT, "the writer's organisation has a name of " + MSP);
      }
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(identity.getIdBytes().newInput());
      String hash =
          Text.sha256Hex(
              certificate.getSubjectX500Principal().getEncoded(),
              certificate.getIssuerX500Principal().getEncoded());
      return new Writer(identity.getMspid() + "/" + hash);
    } catch (InvalidProtocolBufferException | CertificateException e) {
      throw new Refusal(Reason.INVALID_INPUT, "the writer has no X.509 certificate");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
