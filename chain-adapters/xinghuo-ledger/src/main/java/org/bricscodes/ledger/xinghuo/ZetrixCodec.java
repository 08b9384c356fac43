package org.bricscodes.ledger.xinghuo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bricscodes.tlog.Digest;

/**
 * Keys and addresses as Zetrix writes them, ed25519 only, each ended by the first four bytes of the
 * double SHA-256 of all before them:
 *
 * <pre>
 * private  base58(DA 37 9F 01, 32 bytes, 00, checksum)
 * public   hex(B0 01, 32 bytes, checksum)
 * address  base58(F0 26 01, last 20 bytes of SHA-256 of the raw public key, checksum)
 * </pre>
 */
final class ZetrixCodec implements KeyCodec {

  private static final byte[] PRIVATE = {(byte) 0xda, 0x37, (byte) 0x9f, 0x01};
  private static final byte[] PUBLIC = {(byte) 0xb0, 0x01};
  private static final byte[] ADDRESS = {(byte) 0xf0, 0x26, 0x01};
  private static final int ADDRESS_BYTES = 20;
  private static final int CHECKSUM_BYTES = 4;

  @Override
  public SigningKey parsePrivate(String text) {
    byte[] body =
        checked("a Zetrix private key", Base58.BITCOIN.decode(text), PRIVATE, SigningKey.BYTES + 1);
    if (body[SigningKey.BYTES] != 0) {
      throw new IllegalArgumentException("a Zetrix private key has a zero after its 32 bytes");
    }
    return new SigningKey(KeyAlgorithm.ED25519, Arrays.copyOf(body, SigningKey.BYTES));
  }

  @Override
  public String printPrivate(SigningKey key) {
    return Base58.BITCOIN.encode(ended(PRIVATE, Arrays.copyOf(key.raw(), SigningKey.BYTES + 1)));
  }

  @Override
  public VerifyingKey parsePublic(String text) {
    byte[] bytes = LowerHex.parse("a public key", text);
    return new VerifyingKey(
        KeyAlgorithm.ED25519,
        checked("a Zetrix public key", bytes, PUBLIC, KeyAlgorithm.ED25519.publicBytes()));
  }

  @Override
  public String printPublic(VerifyingKey key) {
    return LowerHex.print(ended(PUBLIC, key.raw()));
  }

  @Override
  public String address(VerifyingKey key) {
    if (key.algorithm() != KeyAlgorithm.ED25519) {
      throw new IllegalArgumentException("Zetrix accounts have ed25519 keys here");
    }
    byte[] hash = Digest.sha256(key.raw()).bytes();
    byte[] last = Arrays.copyOfRange(hash, hash.length - ADDRESS_BYTES, hash.length);
    return Base58.BITCOIN.encode(ended(ADDRESS, last));
  }

  @Override
  public void requireAddress(String text) {
    var _ = checked("a Zetrix address", Base58.BITCOIN.decode(text), ADDRESS, ADDRESS_BYTES);
  }

  @Override
  public boolean isOf(String address, VerifyingKey key) {
    return key.algorithm() == KeyAlgorithm.ED25519 && address.equals(address(key));
  }

  private static byte[] ended(byte[] prefix, byte[] body) {
    byte[] all =
        ByteBuffer.allocate(prefix.length + body.length + CHECKSUM_BYTES)
            .put(prefix)
            .put(body)
            .array();
    byte[] checksum = checksum(all, prefix.length + body.length);
    System.arraycopy(checksum, 0, all, prefix.length + body.length, CHECKSUM_BYTES);
    return all;
  }

  private static byte[] checked(String what, byte[] bytes, byte[] prefix, int bodyBytes) {
    int end = prefix.length + bodyBytes;
    if (bytes.length != end + CHECKSUM_BYTES
        || !Arrays.equals(prefix, Arrays.copyOf(bytes, prefix.length))) {
      throw new IllegalArgumentException(
          what + " has another beginning or length; is it one of another chain?");
    }
    if (!Arrays.equals(checksum(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new IllegalArgumentException(what + " has a wrong checksum: a letter is wrong");
    }
    return Arrays.copyOfRange(bytes, prefix.length, end);
  }

  private static byte[] checksum(byte[] bytes, int length) {
    byte[] once = Digest.sha256(Arrays.copyOf(bytes, length)).bytes();
    return Arrays.copyOf(Digest.sha256(once).bytes(), CHECKSUM_BYTES);
  }
}
