package org.bricscodes.epcis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/**
 * What an event says, whichever way it is written: equal for JSON-LD and XML, EPC URNs and Digital
 * Links, any order and layout. It covers what the event hash covers, and what that leaves out and
 * yet makes another statement: the event time to its last digit, certification, the error
 * declaration, business rules of single readings. Identifier, record time and comments play no
 * part. {@link ContentDigest} is about the very bytes.
 */
public final class EventSense {

  private EventSense() {}

  /**
   * SHA-256, 32 bytes. A pure function of the event; any thread.
   *
   * @param hash of this event, in profile {@link HashProfile#CBV_2_0}
   */
  public static byte[] of(EpcisEvent event, EventHash hash) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(hash.digest());
    update(sha256, event.eventTime());
    texts(sha256, event.common().certificationInfo().stream().sorted().toList());
    ErrorDeclaration declared = event.common().errorDeclaration();
    if (declared != null) {
      declaration(sha256, declared);
    }
    for (SensorElement element : event.common().sensorElementList()) {
      for (SensorReport report : element.sensorReport()) {
        UriRef rules = report.bizRules();
        if (rules != null) {
          text(sha256, rules.canonical());
        }
      }
    }
    return sha256.digest();
  }

  private static void declaration(MessageDigest sha256, ErrorDeclaration declared) {
    update(sha256, declared.declarationTime());
    UriRef reason = declared.reason();
    text(sha256, reason == null ? "" : reason.canonical());
    texts(sha256, declared.correctiveEventIDs().stream().sorted().toList());
    Utf8Buffer extensions = new Utf8Buffer(64);
    new ExtensionHash(extensions, HashProfile.CBV_2_0).write(declared.extensions());
    sha256.update(extensions.array(), 0, extensions.length());
  }

  private static void update(MessageDigest sha256, Instant time) {
    sha256.update(
        ByteBuffer.allocate(12).putLong(time.getEpochSecond()).putInt(time.getNano()).flip());
  }

  private static void texts(MessageDigest sha256, List<String> texts) {
    sha256.update(ByteBuffer.allocate(4).putInt(texts.size()).flip());
    texts.forEach(text -> text(sha256, text));
  }

  private static void text(MessageDigest sha256, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(utf8.length).flip());
    sha256.update(utf8);
  }
}
