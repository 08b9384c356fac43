package org.bricscodes.ledger.xinghuo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bricscodes.tlog.Digest;

/**
 * Keys and addresses as BIF writes them. Nothing here has a checksum:
 *
 * <pre>
 * private  base58(18 9E 99, algorithm, 66, 32 bytes)
 * public   hex(B0, algorithm, 66, raw)
 * address  did:bid: [4 letters of an autonomous consensus system, ':'] algorithm 'f' base58(22 bytes)
 * </pre>
 *
 * where the 22 bytes are the last of SHA-256 (SM3 for SM2) of the raw public key.
 */
final class BidCodec implements KeyCodec {

  private static final byte[] PRIVATE = {0x18, (byte) 0x9e, (byte) 0x99};
  private static final byte PUBLIC = (byte) 0xb0;
  private static final byte BASE58 = 'f';
  private static final int ADDRESS_BYTES = 22;
  private static final Pattern ADDRESS =
      Pattern.compile("did:bid:(?:[a-z0-9]{4}:)?([ez])f([1-9A-HJ-NP-Za-km-z]{22,31})");

  @Override
  public SigningKey parsePrivate(String text) {
    byte[] bytes = Base58.BIF.decode(text);
    if (bytes.length != PRIVATE.length + 2 + SigningKey.BYTES
        || !Arrays.equals(PRIVATE, Arrays.copyOf(bytes, PRIVATE.length))
        || bytes[PRIVATE.length + 1] != BASE58) {
      throw new IllegalArgumentException(
          "a BIF private key starts priSPK (ed25519) or priSrr (SM2) and holds 32 bytes");
    }
    KeyAlgorithm algorithm = KeyAlgorithm.of((char) bytes[PRIVATE.length]);
    return new SigningKey(algorithm, Arrays.copyOfRange(bytes, PRIVATE.length + 2, bytes.length));
  }

  @Override
  public String printPrivate(SigningKey key) {
    return Base58.BIF.encode(
        ByteBuffer.allocate(PRIVATE.length + 2 + SigningKey.BYTES)
            .put(PRIVATE)
            .put((byte) key.algorithm().letter())
            .put(BASE58)
            .put(key.raw())
            .array());
  }

  @Override
  public VerifyingKey parsePublic(String text) {
    byte[] bytes = LowerHex.parse("a public key", text);
    if (bytes.length < 3 || bytes[0] != PUBLIC || bytes[2] != BASE58) {
      throw new IllegalArgumentException("a BIF public key starts b06566 or b07a66");
    }
    return new VerifyingKey(
        KeyAlgorithm.of((char) bytes[1]), Arrays.copyOfRange(bytes, 3, bytes.length));
  }

  @Override
  public String printPublic(VerifyingKey key) {
    byte[] head = {PUBLIC, (byte) key.algorithm().letter(), BASE58};
    return HexFormat.of().formatHex(head) + HexFormat.of().formatHex(key.raw());
  }

  @Override
  public String address(VerifyingKey key) {
    byte[] hash = hash(key);
    byte[] last = Arrays.copyOfRange(hash, hash.length - ADDRESS_BYTES, hash.length);
    return "did:bid:" + key.algorithm().letter() + "f" + Base58.BIF.encode(last);
  }

  @Override
  public void requireAddress(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || Base58.BIF.decode(address.group(2)).length != ADDRESS_BYTES) {
      throw new IllegalArgumentException(
          "a BIF address is did:bid: and ef… or zf… with 22 bytes in BIF's base 58");
    }
  }

  @Override
  public boolean isOf(String address, VerifyingKey key) {
    Matcher given = ADDRESS.matcher(address);
    return given.matches()
        && address(key)
            .equals(String.format(Locale.ROOT, "did:bid:%sf%s", given.group(1), given.group(2)));
  }

  private static byte[] hash(VerifyingKey key) {
    byte[] raw = key.raw();
    return switch (key.algorithm()) {
      case ED25519 -> Digest.sha256(raw).bytes();
      case SM2 -> {
        SM3Digest sm3 = new SM3Digest();
        sm3.update(raw, 0, raw.length);
        byte[] hash = new byte[sm3.getDigestSize()];
        sm3.doFinal(hash, 0);
        yield hash;
      }
    };
  }
}
