package org.bricscodes.scans;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns who asks into numbers that mean nothing by themselves: HMAC-SHA256 under a secret key and
 * the salt of the period. The address is not kept, and not written anywhere. Any thread.
 */
public final class Pseudonyms {

  /** Browsers name themselves at most this far. */
  private static final int MAX_TEXT = 512;

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;
  private final Salts salts;
  private final Duration period;
  private final AtomicReference<@Nullable Keyed> current = new AtomicReference<>();

  private record Keyed(long period, Mac mac) {}

  /**
   * @param key secret, 32 bytes
   * @param period how long a salt lasts
   */
  public Pseudonyms(byte[] key, Salts salts, Duration period) {
    if (key.length != 32 || period.toMillis() < 1) {
      throw new IllegalArgumentException("a key of 32 bytes, and a period");
    }
    this.key = key.clone();
    this.salts = salts;
    this.period = period;
  }

  /**
   * Who looks.
   *
   * @param agent what the browser calls itself, and the languages it asks for
   */
  public Visitor of(InetAddress address, String agent, Instant at) {
    long number = Math.floorDiv(at.toEpochMilli(), period.toMillis());
    Instant began = Instant.ofEpochMilli(number * period.toMillis());
    Mac mac = mac(number);
    byte[] browser =
        agent.substring(0, Math.min(agent.length(), MAX_TEXT)).getBytes(StandardCharsets.UTF_8);
    mac.update((byte) 'd');
    mac.update(address.getAddress());
    mac.update((byte) 0);
    long device = ByteBuffer.wrap(mac.doFinal(browser)).getLong();
    mac.update((byte) 'n');
    IpPrefix network = IpPrefix.around(address, 24, 48);
    long net = ByteBuffer.wrap(mac.doFinal(network.bytes())).getLong();
    mac.update((byte) 'a');
    short kind = ByteBuffer.wrap(mac.doFinal(browser)).getShort();
    return new Visitor(began, device, net, kind);
  }

  /** A copy, so that threads do not meet. */
  private Mac mac(long number) {
    Keyed keyed = current.get();
    if (keyed == null || keyed.period != number) {
      keyed = new Keyed(number, keyed(salts.of(number)));
      current.set(keyed);
    }
    try {
      return (Mac) keyed.mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA256 of the platform can be copied", e);
    }
  }

  private Mac keyed(byte[] salt) {
    try {
      Mac derive = Mac.getInstance(ALGORITHM);
      derive.init(new SecretKeySpec(key, ALGORITHM));
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(derive.doFinal(salt), ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
