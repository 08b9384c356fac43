package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The CBV event hash: equal for every rendering of the same event, in any order of keys and list
 * items, with EPC URNs or Digital Links. It names an event; it does not protect all of it (record
 * time, error declaration and certification info are left out), which is what {@link ContentDigest}
 * is for.
 *
 * @param digest SHA-256, 32 bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below compare contents
public record EventHash(HashProfile profile, byte[] digest) {

  /** The hash of an event, SHA-256. Safe for use by many threads. */
  public static EventHash of(EpcisEvent event, HashProfile profile) {
    Utf8Buffer text = new PreHash(profile).write(event);
    MessageDigest sha256 = Sha256.start();
    sha256.update(text.array(), 0, text.length());
    return new EventHash(profile, sha256.digest());
  }

  /** The text that is hashed, for comparing with other implementations. */
  public static String preimage(EpcisEvent event, HashProfile profile) {
    Utf8Buffer text = new PreHash(profile).write(event);
    return new String(text.array(), 0, text.length(), StandardCharsets.UTF_8);
  }

  /** {@code ni:///sha-256;…?ver=CBV2.0} (RFC 6920 shape as CBV 2.0 §8.9 prints it). */
  public String uri() {
    return "ni:///sha-256;" + HexFormat.of().formatHex(digest) + "?ver=" + profile.version();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventHash hash
        && profile == hash.profile
        && Arrays.equals(digest, hash.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return uri();
  }
}
