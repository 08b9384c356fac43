package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialCipherTest {

  private static final String GTIN = "04600682000129";
  private static final SecretKey KEY = key(HexFormat.of().parseHex(TestKeys.MASTER_HEX));

  /** The vectors of the reference, made with Bouncy Castle's FF1. */
  @ParameterizedTest
  @CsvSource({
    "0, 7GF04CNGMYKV4H93",
    "1, 7QYKWDTJ7CZNDM7A",
    "2, 7W60NE1KDD37R9TM",
    "1000000, 7K7MGJN34DJ8W45M",
    "34359738367, 7E6AKWV9V891SAZ4",
  })
  void encipher_publishedVectors_match(long counter, String serial) {
    SerialCipher cipher = new SerialCipher(KEY, GTIN);
    byte[] out = new byte[16];

    new SerialWriter(cipher, new KeyEpoch(7)).write(counter, 1, out, 0, 16);

    assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo(serial);
    Serial parsed = new Serial(serial);
    assertThat(cipher.decipher(parsed.high(), parsed.low())).isEqualTo(counter);
  }

  @Test
  void encipher_randomKeysAndCounters_equalsBouncyCastle() {
    long seed = 0x5EED_C0DEL;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      String gtin = "%014d".formatted(random.nextLong(100_000_000_000_000L));
      long counter = random.nextLong(SerialCipher.COUNTERS);
      long[] a = new long[1];
      long[] b = new long[1];

      new SerialCipher(key(key), gtin).encipher(counter, 1, a, b);

      assertThat(numerals(a[0], b[0]))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(bouncyCastle(key, gtin, counter));
    }
  }

  @Test
  void encipher_manyLanes_equalsOneByOne() {
    SerialCipher cipher = new SerialCipher(KEY, GTIN);
    long[] a = new long[SerialCipher.LANES];
    long[] b = new long[SerialCipher.LANES];
    long[] oneA = new long[1];
    long[] oneB = new long[1];

    cipher.encipher(77, SerialCipher.LANES, a, b);

    for (int i = 0; i < SerialCipher.LANES; i++) {
      cipher.encipher(77 + i, 1, oneA, oneB);
      assertThat(a[i]).isEqualTo(oneA[0]);
      assertThat(b[i]).isEqualTo(oneB[0]);
      assertThat(cipher.decipher(a[i], b[i])).isEqualTo(77 + i);
    }
  }

  @Test
  void decipher_anySingleBitChanged_isRefused() {
    SerialCipher cipher = new SerialCipher(KEY, GTIN);
    Serial serial = new Serial("7GF04CNGMYKV4H93");

    for (int bit = 0; bit < 35; bit++) {
      assertThat(cipher.decipher(serial.high() ^ 1L << bit, serial.low())).isEqualTo(-1);
    }
    for (int bit = 0; bit < 40; bit++) {
      assertThat(cipher.decipher(serial.high(), serial.low() ^ 1L << bit)).isEqualTo(-1);
    }
  }

  @Test
  void decipher_underAnotherGtin_isRefused() {
    Serial serial = new Serial("7GF04CNGMYKV4H93");

    assertThat(new SerialCipher(KEY, "04600682000136").decipher(serial.high(), serial.low()))
        .isEqualTo(-1);
  }

  @Test
  void cipher_tweakNotFourteenDigits_isRefused() {
    assertThatThrownBy(() -> new SerialCipher(KEY, "4600682000129"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SecretKey key(byte[] bytes) {
    return new SecretKeySpec(bytes, "AES");
  }

  private static byte[] bouncyCastle(byte[] key, String gtin, long counter) {
    FPEFF1Engine engine = new FPEFF1Engine();
    engine.init(
        true,
        new FPEParameters(new KeyParameter(key), 32, gtin.getBytes(StandardCharsets.US_ASCII)));
    byte[] out = new byte[15];
    engine.processBlock(numerals(counter, 0), 0, 15, out, 0);
    return out;
  }

  private static byte[] numerals(long a, long b) {
    byte[] numerals = new byte[15];
    for (int i = 0; i < 7; i++) {
      numerals[i] = (byte) (a >>> (5 * (6 - i)) & 31);
    }
    for (int i = 0; i < 8; i++) {
      numerals[7 + i] = (byte) (b >>> (5 * (7 - i)) & 31);
    }
    return numerals;
  }
}
