package org.bricscodes.ledger.xinghuo;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of one signature. A nonce that repeats, or that can be guessed, gives an SM2 key away;
 * so they are drawn from the private key, the message and fresh randomness together: HMAC-SHA-256
 * under a key that is itself the HMAC, under the private key, of 32 random bytes and the message.
 * While the random source is sound, they are as random as it is; when it repeats or is known, they
 * still differ for every message and are known to nobody who does not know the key.
 */
final class HedgedRandom extends SecureRandom {

  private static final long serialVersionUID = 1;
  private static final String HMAC = "HmacSHA256";
  private static final int SEED_BYTES = 32;

  private final transient Mac stream;
  private long counter;

  HedgedRandom(byte[] privateKey, byte[] message, SecureRandom random) {
    byte[] fresh = new byte[SEED_BYTES];
    random.nextBytes(fresh);
    Mac seeding = keyed(privateKey);
    seeding.update(fresh);
    this.stream = keyed(seeding.doFinal(message));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int at = 0; at < bytes.length; ) {
      byte[] block = stream.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
      int length = Math.min(block.length, bytes.length - at);
      System.arraycopy(block, 0, bytes, at, length);
      at += length;
    }
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
