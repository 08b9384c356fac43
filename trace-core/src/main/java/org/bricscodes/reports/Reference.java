package org.bricscodes.reports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a reporter keeps: a secret by which she alone finds her report again. It is not stored; the
 * report lies under {@link #id}, from which nobody can compute it.
 *
 * @param text 22 characters of base64url, 128 bits
 */
public record Reference(String text) {

  private static final int BYTES = 16;
  private static final byte[] DOMAIN = "bricscodes report\n".getBytes(StandardCharsets.US_ASCII);

  public Reference {
    if (bytes(text).isEmpty()) {
      throw new IllegalArgumentException("a reference has 22 characters of base64url");
    }
  }

  /** A new one, from a source nobody can predict. */
  static Reference fresh(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    synchronized (random) {
      random.nextBytes(bytes);
    }
    return new Reference(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The inverse of {@link #text}; empty if it is none. */
  public static Optional<Reference> parse(String text) {
    return bytes(text).map(_ -> new Reference(text));
  }

  /** What the report is known by to its owner. */
  public ReportId id() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(DOMAIN);
      return ReportId.of(Arrays.copyOf(sha256.digest(bytes(text).orElseThrow()), ReportId.BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** It is a secret. */
  @Override
  public String toString() {
    return "Reference";
  }

  /** Strictly: one spelling for each. */
  private static Optional<byte[]> bytes(String text) {
    if (text.length() != 22) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
