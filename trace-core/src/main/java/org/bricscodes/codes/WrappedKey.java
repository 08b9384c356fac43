package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A master key as it lies on disk under a key-encryption key: envelope encryption. A fresh data key
 * encrypts the master key; the {@link KeyWrapper} encrypts the data key and never sees the master
 * key.
 *
 * <pre>
 *   offset   bytes
 *   0        7      magic "BXCWKEY"
 *   7        1      version, 01
 *   8        1      n, 1 to 100: length of the wrapper's id
 *   9        n      the wrapper's id, visible ASCII
 *   9+n      2      m, 1 to 4096, big-endian: length of the wrapped data key
 *   11+n     m      the data key, as the wrapper gave it
 *   11+n+m   12     nonce
 *   23+n+m   48     AES-256-GCM of the 32 bytes of the master key, tag last;
 *                   authenticated with it: every byte before the nonce
 * </pre>
 *
 * Nothing follows. Wrapping again takes a new data key and a new nonce.
 */
final class WrappedKey {

  static final int MAX_BYTES = 23 + 100 + KeyWrapper.MAX_WRAPPED_BYTES + 48;

  private static final byte[] MAGIC = EpochKey.ascii("BXCWKEY");
  private static final byte VERSION = 1;
  private static final int SEALED_BYTES = MasterKey.BYTES + Sealed.TAG_BYTES;

  private WrappedKey() {}

  /** Whether these bytes claim to be a wrapped key, of whatever version. */
  static boolean isWrapped(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static byte[] wrap(byte[] master, KeyWrapper wrapper, SecureRandom random) {
    byte[] id = id(wrapper);
    byte[] dataKey = new byte[MasterKey.BYTES];
    byte[] nonce = new byte[Sealed.NONCE_BYTES];
    random.nextBytes(dataKey);
    random.nextBytes(nonce);
    byte[] wrapped = wrapper.wrap(dataKey.clone());
    if (wrapped.length == 0 || wrapped.length > KeyWrapper.MAX_WRAPPED_BYTES) {
      throw new CodesException.UnusableKey("the key wrapper gave no key of 1 to 4096 bytes");
    }
    byte[] header =
        ByteBuffer.allocate(11 + id.length + wrapped.length)
            .put(MAGIC)
            .put(VERSION)
            .put((byte) id.length)
            .put(id)
            .putShort((short) wrapped.length)
            .put(wrapped)
            .array();
    byte[] sealed = Sealed.seal(dataKey, nonce, header, master);
    Arrays.fill(dataKey, (byte) 0);
    return ByteBuffer.allocate(header.length + nonce.length + sealed.length)
        .put(header)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /** The id of the wrapper that a file was wrapped by. */
  static String wrapperId(byte[] file) {
    return Parts.of(file).wrapperId;
  }

  /** The 32 bytes of the master key. */
  static byte[] unwrap(byte[] file, KeyWrapper wrapper) {
    Parts parts = Parts.of(file);
    if (!parts.wrapperId.equals(wrapper.id())) {
      throw new CodesException.UnusableKey(
          "the key file is wrapped under "
              + parts.wrapperId
              + ", and the key-encryption key given is "
              + wrapper.id());
    }
    byte[] dataKey = wrapper.unwrap(parts.wrapped);
    if (dataKey.length != MasterKey.BYTES) {
      throw new CodesException.UnusableKey("the key wrapper gave back something of another length");
    }
    byte[] master = Sealed.open(dataKey, parts.nonce, parts.header, parts.sealed);
    Arrays.fill(dataKey, (byte) 0);
    if (master == null) {
      throw new CodesException.UnusableKey(
          "the wrapped key file does not authenticate: it was changed or damaged; restore a copy");
    }
    return master;
  }

  private static byte[] id(KeyWrapper wrapper) {
    String id = wrapper.id();
    if (!id.matches("[!-~]{1,100}")) {
      throw new CodesException.UnusableKey(
          "a key wrapper's id has 1 to 100 visible ASCII characters");
    }
    return EpochKey.ascii(id);
  }

  @SuppressWarnings("ArrayRecordComponent") // parts of a file, never compared
  private record Parts(
      String wrapperId, byte[] header, byte[] wrapped, byte[] nonce, byte[] sealed) {

    static Parts of(byte[] file) {
      ByteBuffer in = ByteBuffer.wrap(file);
      take(in, MAGIC.length, "magic");
      byte version = take(in, 1, "version")[0];
      if (version != VERSION) {
        throw new CodesException.UnusableKey(
            "the wrapped key file has version " + version + ", and only 1 is known here");
      }
      int idLength = Byte.toUnsignedInt(take(in, 1, "length of the wrapper's id")[0]);
      byte[] id = take(in, idLength, "wrapper's id");
      int length = ByteBuffer.wrap(take(in, 2, "length of the data key")).getShort() & 0xFFFF;
      byte[] wrapped = take(in, length, "wrapped data key");
      byte[] header = Arrays.copyOf(file, in.position());
      byte[] nonce = take(in, Sealed.NONCE_BYTES, "nonce");
      byte[] sealed = take(in, SEALED_BYTES, "encrypted master key");
      if (in.hasRemaining()) {
        throw new CodesException.UnusableKey(
            "the wrapped key file goes on for " + in.remaining() + " bytes behind its end");
      }
      String wrapperId = new String(id, StandardCharsets.US_ASCII);
      if (!wrapperId.matches("[!-~]{1,100}")) {
        throw new CodesException.UnusableKey(
            "the wrapped key file names no wrapper: it is damaged");
      }
      return new Parts(wrapperId, header, wrapped, nonce, sealed);
    }

    private static byte[] take(ByteBuffer in, int length, String part) {
      if (in.remaining() < length) {
        throw new CodesException.UnusableKey(
            "the wrapped key file is cut short: it ends within its " + part);
      }
      byte[] bytes = new byte[length];
      in.get(bytes);
      return bytes;
    }
  }
}
