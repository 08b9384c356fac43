package org.bricscodes.codes;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ciphers of recently checked products, because making one costs far more than using it.
 * Direct-mapped: a slot holds one cipher, taken out while in use, so threads never share it and a
 * flood of invented GTINs costs no more memory than this.
 */
final class SerialCiphers {

  private static final int SLOTS = 1024;

  private record Slot(Gtin gtin, EpochKey key, SerialCipher cipher) {}

  private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

  long decipher(EpochKey key, Gtin gtin, Serial serial) {
    int at = ((31 * gtin.hashCode() + key.epoch().number()) * 0x9E3779B9) >>> 22;
    Slot slot = slots.getAndSet(at, null);
    if (slot == null || slot.key != key || !slot.gtin.equals(gtin)) {
      slot = new Slot(gtin, key, new SerialCipher(key.serialKey(gtin), gtin.digits()));
    }
    long counter = slot.cipher.decipher(serial.high(), serial.low());
    slots.set(at, slot);
    return counter;
  }
}
