package org.bricscodes.tlog;

import java.security.PublicKey;
import java.util.Arrays;

/**
 * A public note key in the form {@code name+hex8(keyId)+base64(type || publicKey)}
 * (c2sp.org/signed-note@v1.0.0). Immutable, usable from any thread.
 */
public final class VerifierKey {

  private static final int MAX_TEXT = 2048;

  private final String name;
  private final KeyType type;
  private final byte[] raw;
  private final int keyId;
  private final PublicKey key;

  private VerifierKey(String name, KeyType type, byte[] raw) {
    this.name = name;
    this.type = type;
    this.raw = raw.clone();
    this.keyId = keyId(name, type, raw);
    this.key =
        switch (type) {
          case ED25519, COSIGNATURE_V1 -> Ed25519.publicKey(raw);
          case ML_DSA_44 -> MlDsa44.publicKey(raw);
        };
  }

  static VerifierKey of(String name, KeyType type, byte[] publicKey) {
    return new VerifierKey(name, type, publicKey);
  }

  private static int keyId(String name, KeyType type, byte[] raw) {
    if (!KeyNames.isValid(name)) {
      throw malformed("a key name has 1 to 255 bytes without space, control character or '+'");
    }
    return KeyNames.keyId(name, type, raw);
  }

  /**
   * The inverse of {@link #toString}.
   *
   * @throws NoteException ({@code MALFORMED_KEY}) on any other form, an unsupported key type, a key
   *     ID that is not that of the name and key, or a weak key
   */
  public static VerifierKey parse(String text) {
    // The name holds no '+', but base64 may.
    int afterName = text.indexOf('+');
    int afterId = text.indexOf('+', afterName + 1);
    if (text.length() > MAX_TEXT || afterName < 0 || afterId < 0) {
      throw malformed("a verifier key is name+keyid+base64, at most 2048 characters");
    }
    byte[] typed = decode(text.substring(afterId + 1));
    if (typed.length == 0) {
      throw malformed("a verifier key holds one type byte and the key's bytes");
    }
    KeyType type = typeOf(typed[0]);
    if (typed.length != 1 + type.keyBytes()) {
      throw malformed("a key of type " + typed[0] + " has " + type.keyBytes() + " bytes");
    }
    String name = text.substring(0, afterName);
    byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
    // Before the key itself is looked at: a letter changed by mistake is told as what it is.
    String id = KeyNames.hex(keyId(name, type, raw));
    if (!text.substring(afterName + 1, afterId).equals(id)) {
      throw malformed("the key ID of a verifier key must be " + id);
    }
    return new VerifierKey(name, type, raw);
  }

  private static byte[] decode(String base64) {
    try {
      return StrictText.base64(base64);
    } catch (IllegalArgumentException e) {
      throw new NoteException(
          NoteException.Reason.MALFORMED_KEY, "a verifier key is not canonical base64", e);
    }
  }

  private static KeyType typeOf(byte code) {
    for (KeyType type : KeyType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw malformed("a verifier key is of type 1 (Ed25519), 4 (cosignature/v1) or 6 (ML-DSA-44)");
  }

  private static NoteException malformed(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_KEY, message);
  }

  /** Key name; for a log's key the log's origin. */
  public String name() {
    return name;
  }

  /** What the key signs. */
  public KeyType type() {
    return type;
  }

  /** First four bytes of the key's hash. */
  public int keyId() {
    return keyId;
  }

  /** A copy of the raw public key bytes. */
  public byte[] publicKey() {
    return raw.clone();
  }

  /** Whether the line claims to be by this key; both halves must match. */
  boolean claims(NoteSignature line) {
    return line.keyId() == keyId && line.name().equals(name);
  }

  /** Whether the line is a valid signature of the note text by this key. */
  public boolean verifies(String noteText, NoteSignature line) {
    return claims(line)
        && switch (type) {
          case ED25519 -> Ed25519.verifies(key, StrictText.utf8(noteText), line.signature());
          case COSIGNATURE_V1 ->
              Cosignature.hasForm(line, Ed25519.SIGNATURE_BYTES)
                  && Ed25519.verifies(
                      key,
                      Cosignature.message(noteText, Cosignature.seconds(line)),
                      Cosignature.rawSignature(line));
          case ML_DSA_44 ->
              Cosignature.hasForm(line, MlDsa44.SIGNATURE_BYTES)
                  && Cosignature.subtreeMessage(name, noteText, Cosignature.seconds(line))
                      .filter(
                          message -> MlDsa44.verifies(key, message, Cosignature.rawSignature(line)))
                      .isPresent();
        };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && type == that.type
        && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + keyId;
  }

  @Override
  public String toString() {
    byte[] typed = new byte[1 + raw.length];
    typed[0] = type.code();
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return name + "+" + KeyNames.hex(keyId) + "+" + StrictText.base64(typed);
  }
}
