package org.bricscodes.codes;

/**
 * Holds one master key of product codes and answers the one question that is asked of it, so that
 * the key itself can stay where it is: in a file, in a key management service, in a hardware
 * module.
 *
 * <p>All keys are derived by HKDF-SHA-256 (RFC 5869) under the salt {@code org.bricscodes codes
 * v1}. The holder keeps the extracted key {@code PRK = HMAC-SHA-256(salt, master)} and offers HMAC
 * with it; an epoch's key is one expansion of a single block: {@code hmac("epoch B" ‖ 01)}. A
 * service that can import a key of 32 bytes and compute HMAC-SHA-256 with it can therefore hold
 * one: import the PRK.
 *
 * <p><b>Constancy.</b> The same message always yields the same answer; a holder that changed its
 * key would make every code it made unreadable. <b>Frequency.</b> Asked some times for each of 32
 * epochs after start and at a rotation, never per code. <b>Threads.</b> Any thread, several at
 * once; may block, honours interruption. <b>Failure.</b> Throws {@link CodesException.HolderFailed}
 * when it cannot answer now; nothing was issued then, and asking again is harmless. <b>Secrets.</b>
 * No method, text or message of it shows a secret byte, except what {@link #hmac} is asked for.
 */
public interface KeyHolder {

  /** Bytes of an answer. */
  int HMAC_BYTES = 32;

  /**
   * {@code HMAC-SHA-256(PRK, message)}, 32 bytes; the array belongs to the caller.
   *
   * @param message at most 64 bytes
   * @throws CodesException.HolderFailed if it cannot answer now
   */
  byte[] hmac(byte[] message);
}
