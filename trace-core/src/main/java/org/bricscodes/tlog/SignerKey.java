package org.bricscodes.tlog;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * An Ed25519 key that signs notes, kept as {@code PRIVATE+KEY+name+hex8(keyId)+base64(0x01 ||
 * seed)}. Nothing it prints holds the seed, except {@link #secretText}. Immutable, usable from any
 * thread.
 */
public final class SignerKey {

  private static final String PREFIX = "PRIVATE+KEY+";
  private static final int MAX_TEXT = 512;

  private final VerifierKey verifierKey;
  private final byte[] seed;
  private final PrivateKey key;

  private SignerKey(String name, byte[] seed) {
    this.seed = seed.clone();
    this.key = Ed25519.privateKey(seed);
    this.verifierKey = VerifierKey.of(name, KeyType.ED25519, Ed25519.publicBytes(seed));
  }

  /**
   * A new key; give a cryptographically strong generator. The name of a log's key is its origin.
   */
  public static SignerKey generate(String name, RandomGenerator random) {
    byte[] seed = new byte[Ed25519.KEY_BYTES];
    random.nextBytes(seed);
    return new SignerKey(name, seed);
  }

  /**
   * Another key that whoever has this one can make again: HKDF-SHA-256 (RFC 5869) of the seed.
   * Neither tells anything of the other.
   *
   * @param name the other key's
   * @param info what it is for; another text gives another key
   */
  public SignerKey derived(String name, String info) {
    try {
      return new SignerKey(
          name,
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(seed)
                      .thenExpand(StrictText.utf8(info), Ed25519.KEY_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA-256 is missing from this Java runtime", e);
    }
  }

  /**
   * The inverse of {@link #secretText}.
   *
   * @throws NoteException ({@code MALFORMED_KEY}) on any other form; the message never quotes it
   */
  public static SignerKey parse(String secretText) {
    int afterName = secretText.indexOf('+', PREFIX.length());
    int afterId = secretText.indexOf('+', afterName + 1);
    if (secretText.length() > MAX_TEXT
        || !secretText.startsWith(PREFIX)
        || afterName < 0
        || afterId < 0) {
      throw malformed("a signer key is PRIVATE+KEY+name+keyid+base64");
    }
    byte[] typed = decode(secretText.substring(afterId + 1));
    if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != KeyType.ED25519.code()) {
      throw malformed("a signer key holds the type byte 1 and a 32-byte seed");
    }
    SignerKey key =
        new SignerKey(
            secretText.substring(PREFIX.length(), afterName),
            Arrays.copyOfRange(typed, 1, typed.length));
    String expectedId = KeyNames.hex(key.verifierKey.keyId());
    if (!secretText.substring(afterName + 1, afterId).equals(expectedId)) {
      throw malformed("the key ID of a signer key must be " + expectedId);
    }
    return key;
  }

  private static byte[] decode(String base64) {
    try {
      return StrictText.base64(base64);
    } catch (IllegalArgumentException e) {
      // No cause: the decoder's message may quote a character of the secret.
      throw malformed("a signer key is not canonical base64");
    }
  }

  private static NoteException malformed(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_KEY, message);
  }

  /** Key name; for a log's key the log's origin. */
  public String name() {
    return verifierKey.name();
  }

  /** The public half, to hand out and to pin. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /** The public half of this key as a witness's. */
  public VerifierKey cosignerKey() {
    return VerifierKey.of(name(), KeyType.COSIGNATURE_V1, verifierKey.publicKey());
  }

  /** Signs a note text, which ends in a newline. */
  public NoteSignature sign(String noteText) {
    byte[] signature = Ed25519.sign(key, StrictText.utf8(noteText));
    return new NoteSignature(name(), verifierKey.keyId(), signature);
  }

  /**
   * Makes a {@code cosignature/v1}. The caller must have checked that the checkpoint extends every
   * one it cosigned before, and must never use one key under two names.
   */
  public NoteSignature cosign(String noteText, Instant time) {
    long seconds = time.getEpochSecond();
    byte[] signature = Ed25519.sign(key, Cosignature.message(noteText, seconds));
    return new NoteSignature(name(), cosignerKey().keyId(), Cosignature.blob(seconds, signature));
  }

  /** The text that belongs in an owner-only file, without newline. Never log it. */
  public String secretText() {
    byte[] typed = new byte[1 + seed.length];
    typed[0] = KeyType.ED25519.code();
    System.arraycopy(seed, 0, typed, 1, seed.length);
    return PREFIX
        + name()
        + "+"
        + KeyNames.hex(verifierKey.keyId())
        + "+"
        + StrictText.base64(typed);
  }

  /** The public half; never the secret. */
  @Override
  public String toString() {
    return "signer of " + verifierKey;
  }
}
