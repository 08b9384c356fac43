package org.bricscodes.ledger.fabric;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** X.509 as Fabric's organisations use it. */
final class Certificates {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", Pattern.DOTALL);

  private Certificates() {}

  /** Every certificate in a PEM text. */
  static List<X509Certificate> inPem(String text) throws CertificateException {
    List<X509Certificate> found = new ArrayList<>();
    Matcher match = PEM.matcher(text);
    while (match.find()) {
      found.add(parse(match.group().getBytes(StandardCharsets.US_ASCII)));
    }
    return found;
  }

  /** A certificate, DER or PEM. */
  static X509Certificate parse(byte[] bytes) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  /** Whether {@code key} signs for {@code certificate}. */
  static boolean isPair(X509Certificate certificate, PrivateKey key) {
    try {
      byte[] probe = "a probe".getBytes(StandardCharsets.US_ASCII);
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key);
      signer.update(probe);
      return verifies(certificate, probe, signer.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether {@code signature} is ECDSA with SHA-256 over {@code message}. */
  static boolean verifies(X509Certificate certificate, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * Whether {@code root} issued {@code leaf}, which was valid at {@code at}, and the leaf carries
   * {@code role} among its organisational units: without it any client of an organisation could
   * sign as its peer. Authorities between the two are not looked for, revocation is not asked.
   */
  static boolean hasRole(X509Certificate leaf, X509Certificate root, String role, Instant at) {
    try {
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return new LdapName(leaf.getSubjectX500Principal().getName())
          .getRdns().stream().anyMatch(rdn -> isUnit(rdn, role));
    } catch (GeneralSecurityException | InvalidNameException e) {
      return false;
    }
  }

  private static boolean isUnit(Rdn rdn, String role) {
    return rdn.getType().equalsIgnoreCase("OU") && role.equals(rdn.getValue());
  }
}
