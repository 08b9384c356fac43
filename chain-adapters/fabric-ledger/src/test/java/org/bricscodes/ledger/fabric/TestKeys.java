package org.bricscodes.ledger.fabric;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.client.identity.Identities;

/** A key and a certificate for it, made anew: no key lies in the source. */
record TestKeys(PrivateKey key, X509Certificate certificate) {

  /** Issued by itself. */
  static TestKeys generate(String name) throws GeneralSecurityException {
    KeyPair pair = pair();
    X500Principal subject = new X500Principal(name);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    return new TestKeys(
        pair.getPrivate(),
        signed(
            new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.TWO,
                Date.from(start),
                Date.from(start.plus(Duration.ofDays(36_500))),
                subject,
                pair.getPublic()),
            pair.getPrivate()));
  }

  /**
   * Issued by the authority in {@code ca}, as cryptogen leaves one, and valid from this authority's
   * first second on for so long.
   */
  static TestKeys issued(String name, Path ca, Duration validity)
      throws IOException, GeneralSecurityException {
    KeyPair pair = pair();
    try (Reader pem = Files.newBufferedReader(only(ca, ".pem"));
        Reader key = Files.newBufferedReader(only(ca, "_sk"))) {
      X509Certificate authority = Identities.readX509Certificate(pem);
      Date start = authority.getNotBefore();
      return new TestKeys(
          pair.getPrivate(),
          signed(
              new JcaX509v3CertificateBuilder(
                  authority,
                  BigInteger.TWO,
                  start,
                  Date.from(start.toInstant().plus(validity)),
                  new X500Principal(name),
                  pair.getPublic()),
              Identities.readPrivateKey(key)));
    }
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey issuer)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static Path only(Path dir, String end) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  Path writeKey(Path file, String permissions) throws IOException {
    Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
    return Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }
}
