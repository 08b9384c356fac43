package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key-encryption key in a file of the same form and rights as a plain master key; meant for
 * another disk than the data, such as a mounted secret. Its id is {@code file:} and the first 8
 * bytes, in hexadecimal, of {@code HMAC-SHA-256(KEK, "kek id")}, so it may be moved. Wraps as nonce
 * (12) and AES-256-GCM of the key, authenticated with the id.
 */
final class FileKeyWrapper implements KeyWrapper {

  private static final int ID_BYTES = 8;

  private final byte[] kek;
  private final String id;
  private final SecureRandom random;

  private FileKeyWrapper(byte[] kek, SecureRandom random) {
    this.kek = kek;
    this.random = random;
    this.id =
        "file:" + HexFormat.of().formatHex(Hmac.of(kek, EpochKey.ascii("kek id")), 0, ID_BYTES);
  }

  static FileKeyWrapper open(Path file) {
    return new FileKeyWrapper(new KeyFile(file, null).plainBytes(), new SecureRandom());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(byte[] key) {
    byte[] nonce = new byte[Sealed.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = Sealed.seal(kek, nonce, EpochKey.ascii(id), key);
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public byte[] unwrap(byte[] wrapped) {
    byte[] key =
        wrapped.length <= Sealed.NONCE_BYTES + Sealed.TAG_BYTES
            ? null
            : Sealed.open(
                kek,
                Arrays.copyOf(wrapped, Sealed.NONCE_BYTES),
                EpochKey.ascii(id),
                Arrays.copyOfRange(wrapped, Sealed.NONCE_BYTES, wrapped.length));
    if (key == null) {
      throw new CodesException.UnusableKey(
          "the data key in the file does not authenticate under " + id + ": restore a copy");
    }
    return key;
  }

  @Override
  public String toString() {
    return id;
  }
}
