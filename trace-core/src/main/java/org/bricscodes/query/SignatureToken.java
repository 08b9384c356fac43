package org.bricscodes.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A subscriber's secret, by which it knows that a delivery is ours (EPCIS 2.0 §12.11). It is shown
 * nowhere, {@link #toString} included.
 *
 * @param secret 1 to {@link #MAX_LENGTH} characters
 */
public record SignatureToken(String secret) {

  /** Characters at most. */
  public static final int MAX_LENGTH = 512;

  public SignatureToken {
    if (secret.isEmpty() || secret.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a signature token has 1 to 512 characters");
    }
  }

  /** The value of {@code GS1-Signature}: base64 of HMAC-SHA256 over the body's bytes. */
  public String sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SignatureToken[not shown]";
  }
}
