package org.bricscodes.tlog;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Raw-key Ed25519 on the platform's provider, plus the key checks it leaves out. */
final class Ed25519 {

  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] P =
      HexFormat.of().parseHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /** y coordinates (sign bit clear) of the points whose order divides eight. */
  private static final List<byte[]> SMALL_ORDER =
      List.of(
          HexFormat.of().parseHex("00".repeat(32)),
          HexFormat.of().parseHex("01" + "00".repeat(31)),
          HexFormat.of()
              .parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          HexFormat.of()
              .parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
          HexFormat.of().parseHex("ec" + "ff".repeat(30) + "7f"));

  private Ed25519() {}

  /**
   * The key of these 32 bytes.
   *
   * @throws NoteException if the bytes are no canonical point or one of small order, for which
   *     anyone can make signatures
   */
  static PublicKey publicKey(byte[] raw) {
    byte[] y = raw.clone();
    y[KEY_BYTES - 1] &= 0x7f;
    if (!belowP(y) || SMALL_ORDER.stream().anyMatch(weak -> Arrays.equals(weak, y))) {
      throw malformedKey("an Ed25519 public key is a canonical point of large order");
    }
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(concatenate(SPKI, raw)));
    } catch (InvalidKeySpecException e) {
      throw malformedKey("an Ed25519 public key is a point of the curve");
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static boolean belowP(byte[] littleEndian) {
    for (int i = KEY_BYTES - 1; i >= 0; i--) {
      int order = Byte.compareUnsigned(littleEndian[i], P[i]);
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(concatenate(PKCS8, seed)));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The public half of a seed; the platform derives it only while generating a pair. */
  static byte[] publicBytes(byte[] seed) {
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new SeedOnly(seed));
      byte[] spki = generator.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(spki, SPKI.length, spki.length);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signatureBytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signatureBytes);
    } catch (SignatureException e) {
      return false; // wrong length, or S not below the group order
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static byte[] concatenate(byte[] prefix, byte[] key) {
    byte[] both = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, both, prefix.length, key.length);
    return both;
  }

  private static NoteException malformedKey(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_KEY, message);
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every Java 25 platform has Ed25519", e);
  }

  private static final class SeedOnly extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    SeedOnly(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("an Ed25519 seed has 32 bytes");
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
