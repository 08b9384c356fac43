package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The short ids of {@link CaptureTables}, as that class defines them. */
final class Ids {

  private static final int MAX_PARTY = 200;

  private Ids() {}

  static byte[] record(String party, byte[] contentDigest) {
    return of("event", party, contentDigest);
  }

  static byte[] claim(String party, String eventID) {
    return of("claim", party, eventID.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] party(String party) {
    MessageDigest sha256 = sha256();
    sha256.update("party\n".getBytes(StandardCharsets.UTF_8));
    return CaptureTables.shortened(sha256.digest(party.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A name for an event that has none and whose hash is taken: a UUID of its own (RFC 9562 §5.8).
   */
  static String uuid(byte[] sense) {
    ByteBuffer bits = ByteBuffer.wrap(of("uuid", "", sense));
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & ~(3L << 62)) | (2L << 62);
    return "urn:uuid:" + new UUID(high, low);
  }

  /** Something master data describes. */
  static byte[] thing(String id) {
    MessageDigest sha256 = sha256();
    sha256.update("thing\n".getBytes(StandardCharsets.UTF_8));
    return CaptureTables.shortened(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A party's name is part of every id, divided from the rest by a line feed.
   *
   * @throws IllegalArgumentException unless it has 1 to 200 characters, none of them a control
   */
  static void requireParty(String party) {
    if (party.isEmpty()
        || party.length() > MAX_PARTY
        || party.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a party has 1 to 200 characters, none of them a control");
    }
  }

  private static byte[] of(String kind, String party, byte[] rest) {
    MessageDigest sha256 = sha256();
    sha256.update((kind + "\n" + party + "\n").getBytes(StandardCharsets.UTF_8));
    return CaptureTables.shortened(sha256.digest(rest));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
