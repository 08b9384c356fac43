package org.bricscodes.codes;

/**
 * Encrypts keys under a key-encryption key (KEK) that it alone can use, so that a master key lies
 * on disk only wrapped, and whoever copies the disk has nothing. A key management service is one
 * method call away: its {@code encrypt} and {@code decrypt} are these two methods.
 *
 * <p><b>Contract.</b> {@code unwrap(wrap(key))} is the key, also in another process and years
 * later, for as long as the KEK exists. {@code wrap} may give another text every time. {@code
 * unwrap} should refuse what it did not wrap; the file around it is authenticated in any case
 * ({@link WrappedKey}). <b>Frequency.</b> Once per master key at every start, and when a key is
 * made, wrapped or wrapped anew. <b>Threads.</b> Any; may block, for a bounded time.
 * <b>Failure.</b> {@link CodesException.UnusableKey}, with a message that tells an operator what to
 * put right and never shows a byte of either key.
 */
public interface KeyWrapper {

  /** Most bytes of a wrapped key. */
  int MAX_WRAPPED_BYTES = 4096;

  /**
   * Names the KEK in public, 1 to 100 visible ASCII characters: recorded in each wrapped file and
   * compared exactly, so that the wrong KEK is told apart from a damaged file.
   */
  String id();

  /**
   * @param key 32 bytes
   * @return 1 to {@link #MAX_WRAPPED_BYTES} bytes
   */
  byte[] wrap(byte[] key);

  /** The inverse of {@link #wrap}. */
  byte[] unwrap(byte[] wrapped);
}
