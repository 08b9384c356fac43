package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {

  private static final KeyCodec BIF = ChainProfile.BIF_CORE.keys();
  private static final KeyCodec ZETRIX = ChainProfile.ZETRIX.keys();
  private static final String BIF_SECRET = "priSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ftA";
  private static final String ZETRIX_SECRET =
      "privBtubfnEogop8UZDux8tUGTYYthcooGskoKNMbPZY2xfoac5inojc";
  private static final String ZETRIX_ADDRESS = "ZTX3Gf92oDbXpvBPUqqnRNrcWbAX8DCmYGxwU";

  /** Order of the SM2 curve, GB/T 32918.5. */
  private static final String N =
      "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123";

  // Base 58

  @Test
  void base58_randomBytes_roundTripInBothAlphabets() {
    long seed = new SecureRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(50)];
      random.nextBytes(bytes);
      Arrays.fill(bytes, 0, random.nextInt(bytes.length + 1) / 2, (byte) 0);

      for (Base58 alphabet : Base58.values()) {
        assertThat(alphabet.decode(alphabet.encode(bytes))).as("seed %d", seed).isEqualTo(bytes);
      }
    }
  }

  @Test
  void base58_knownValues_areAsPublished() {
    assertThat(Base58.BITCOIN.encode("Hello World!".getBytes(US_ASCII)))
        .isEqualTo("2NEpo7TZRRrLZSi2U");
    assertThat(Base58.BITCOIN.encode(HexFormat.of().parseHex("0000287fb4cd")))
        .isEqualTo("11233QC4");
    assertThat(Base58.BIF.encode(HexFormat.of().parseHex("0a"))).isEqualTo("b");
    assertThat(Base58.BITCOIN.encode(HexFormat.of().parseHex("0a"))).isEqualTo("B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "O", "I", "l", "é", " ", "priSPK+"})
  void base58_otherLetter_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Base58.BIF.decode(text));
  }

  @Test
  void base58_tooLong_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Base58.BIF.decode("2".repeat(129)));
  }

  // Private keys

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "priSPK",
        "priSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ft",
        "priSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ftAA",
        "PriSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ftA",
        ZETRIX_SECRET,
        "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF"
      })
  void bifSecret_anyOtherForm_isRefusedWithoutShowingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BIF.parsePrivate(text))
        .satisfies(
            e ->
                assertThat(text.length() < 10 || !String.valueOf(e.getMessage()).contains(text))
                    .isTrue());
  }

  /** BIF keys have no checksum, so what is held against a wrong letter is the account's address. */
  @Test
  void bifSecret_readInTheOtherAlphabet_isAnotherKeyAndItsAddressShowsIt() {
    byte[] mixed = Base58.BITCOIN.decode(BIF_SECRET);
    SigningKey right = BIF.parsePrivate(BIF_SECRET);
    SigningKey wrong = BIF.parsePrivate(Base58.BIF.encode(mixed));

    assertThat(BIF.isOf(BIF.address(right.verifyingKey()), wrong.verifyingKey())).isFalse();
  }

  @Test
  void zetrixSecret_anyLetterChanged_isRefused() {
    for (int i = 0; i < ZETRIX_SECRET.length(); i++) {
      char other = ZETRIX_SECRET.charAt(i) == 'x' ? 'y' : 'x';
      String changed = ZETRIX_SECRET.substring(0, i) + other + ZETRIX_SECRET.substring(i + 1);

      assertThatIllegalArgumentException()
          .as("letter %d", i)
          .isThrownBy(() -> ZETRIX.parsePrivate(changed))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(changed));
    }
  }

  /** As a library with the other alphabet would print it. */
  @Test
  void zetrixSecret_inTheOtherAlphabet_isRefused() {
    String mixed = Base58.BIF.encode(Base58.BITCOIN.decode(ZETRIX_SECRET));

    assertThat(mixed).isNotEqualTo(ZETRIX_SECRET);
    assertThatIllegalArgumentException().isThrownBy(() -> ZETRIX.parsePrivate(mixed));
  }

  @Test
  void bifSecret_onZetrix_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZETRIX.parsePrivate(BIF_SECRET))
        .withMessageContaining("another chain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122",
        N,
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void sm2Secret_outsideOneToNMinusTwo_isRefused(String raw) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SigningKey(KeyAlgorithm.SM2, HexFormat.of().parseHex(raw)));
  }

  @Test
  void sm2Secret_nMinusTwo_isTheLargest() {
    byte[] raw = new BigInteger(N, 16).subtract(BigInteger.TWO).toByteArray();

    SigningKey key = new SigningKey(KeyAlgorithm.SM2, Arrays.copyOfRange(raw, 1, 33));

    byte[] signature = key.sign(new byte[3], new SecureRandom());
    assertThat(key.verifyingKey().verifies(new byte[3], signature)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void key_shown_holdsNoSecret(KeyAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, new SecureRandom());

    assertThat(key.toString()).isEqualTo("SigningKey[" + algorithm + "]");
  }

  // Public keys

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The neutral element, points of order 2, 4 and 8, not a canonical y, not on the curve.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void ed25519PublicKey_unsound_isRefused(String raw) {
    assertThatIllegalArgumentException().isThrownBy(() -> BIF.parsePublic("b06566" + raw));
  }

  @Test
  void sm2PublicKey_notOnTheCurveOrCompressed_isRefused() {
    String sound =
        BIF.printPublic(SigningKey.generate(KeyAlgorithm.SM2, new SecureRandom()).verifyingKey());
    String offCurve = sound.substring(0, sound.length() - 1) + (sound.endsWith("0") ? "1" : "0");
    String compressed = "b07a6602" + sound.substring(8, 72);

    assertThatIllegalArgumentException().isThrownBy(() -> BIF.parsePublic(offCurve));
    assertThatIllegalArgumentException().isThrownBy(() -> BIF.parsePublic(compressed));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BIF.parsePublic("b07a6604" + "00".repeat(64)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BIF.parsePublic("b07a6604" + "ff".repeat(64)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b065",
        "b06566",
        "B065664e71b940a91737a9136df9081b03262c43e94ba517820fe14cb9fad79d6395fc",
        "b065664e71b940a91737a9136df9081b03262c43e94ba517820fe14cb9fad79d6395",
        "b065674e71b940a91737a9136df9081b03262c43e94ba517820fe14cb9fad79d6395fc",
        "b073664e71b940a91737a9136df9081b03262c43e94ba517820fe14cb9fad79d6395fc",
        "b001e2f0b526ad8bed46a9bdc1b6a67a72a0941c868965cdb744c981b710602f7a7665ee5604"
      })
  void bifPublicKey_anyOtherForm_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> BIF.parsePublic(text));
  }

  @Test
  void zetrixPublicKey_wrongChecksum_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ZETRIX.parsePublic(
                    "b001e2f0b526ad8bed46a9bdc1b6a67a72a0941c868965cdb744c981b710602f7a7665ee5605"))
        .withMessageContaining("checksum");
  }

  // Addresses

  @Test
  void bifAddress_withChainCode_isTheSameKeys() {
    VerifyingKey key = BIF.parsePrivate(BIF_SECRET).verifyingKey();

    assertThat(BIF.isOf("did:bid:byo1:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF", key)).isTrue();
    assertThat(BIF.isOf("did:bid:zfNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF", key)).isFalse();
    BIF.requireAddress("did:bid:byo1:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "did:bid:",
        "efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
        "did:bid:sfNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
        "did:bid:esNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
        "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5r",
        "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeFF",
        "did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rx0eF",
        "did:bid:BYO1:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
        "did:bid:byo:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF",
        ZETRIX_ADDRESS
      })
  void bifAddress_anyOtherForm_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> BIF.requireAddress(text));
  }

  @Test
  void zetrixAddress_anyLetterChanged_isRefused() {
    for (int i = 0; i < ZETRIX_ADDRESS.length(); i++) {
      char other = ZETRIX_ADDRESS.charAt(i) == 'x' ? 'y' : 'x';
      String changed = ZETRIX_ADDRESS.substring(0, i) + other + ZETRIX_ADDRESS.substring(i + 1);

      assertThatIllegalArgumentException()
          .as("letter %d", i)
          .isThrownBy(() -> ZETRIX.requireAddress(changed));
    }
  }

  @Test
  void zetrixAddress_ofAnSm2Key_isRefused() {
    VerifyingKey key = SigningKey.generate(KeyAlgorithm.SM2, new SecureRandom()).verifyingKey();

    assertThatIllegalArgumentException().isThrownBy(() -> ZETRIX.address(key));
  }

  // Signatures

  /** GB/T 32918.5 (GM/T 0003.5), annex A. */
  @Test
  void sm2_standardsExample_signsToItsSignature() {
    byte[] secret =
        HexFormat.of().parseHex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    byte[] nonce =
        HexFormat.of().parseHex("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21");
    byte[] message = "message digest".getBytes(US_ASCII);

    byte[] signature = Sm2.sign(secret, message, new OneNonce(nonce));

    assertThat(HexFormat.of().formatHex(signature))
        .isEqualTo(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    assertThat(HexFormat.of().formatHex(Sm2.publicKey(secret)))
        .isEqualTo(
            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void signature_anyBitOrLengthChanged_doesNotVerify(KeyAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
    byte[] message = "blob".getBytes(US_ASCII);
    byte[] signature = key.sign(message, new SecureRandom());

    assertThat(key.verifyingKey().verifies(message, signature)).isTrue();
    for (int i = 0; i < signature.length * 8; i++) {
      byte[] changed = signature.clone();
      changed[i / 8] ^= (byte) (1 << (i % 8));
      assertThat(key.verifyingKey().verifies(message, changed)).as("bit %d", i).isFalse();
    }
    assertThat(key.verifyingKey().verifies(message, Arrays.copyOf(signature, 65))).isFalse();
    assertThat(key.verifyingKey().verifies(message, Arrays.copyOf(signature, 63))).isFalse();
    assertThat(key.verifyingKey().verifies(message, new byte[64])).isFalse();
    assertThat(key.verifyingKey().verifies("blub".getBytes(US_ASCII), signature)).isFalse();
  }

  /** A repeated nonce would give the key away: r would be equal. */
  @Test
  void sm2_randomSourceThatRepeats_givesOtherNoncesForOtherMessages() {
    SigningKey key = SigningKey.generate(KeyAlgorithm.SM2, new SecureRandom());
    SecureRandom stuck = new OneNonce(new byte[32]);

    byte[] one = key.sign("one".getBytes(US_ASCII), stuck);
    byte[] other = key.sign("other".getBytes(US_ASCII), stuck);

    assertThat(Arrays.copyOf(one, 32)).isNotEqualTo(Arrays.copyOf(other, 32));
  }

  @Test
  void sm2_randomSourceThatIsKnown_doesNotShowTheNonceToWhoHasNotTheKey() {
    byte[] message = "one".getBytes(US_ASCII);
    SecureRandom stuck = new OneNonce(new byte[32]);
    byte[] mine = new byte[64];
    byte[] theirs = new byte[64];

    new HedgedRandom(new byte[] {1}, message, stuck).nextBytes(mine);
    new HedgedRandom(new byte[] {2}, message, stuck).nextBytes(theirs);

    assertThat(mine).isNotEqualTo(theirs);
    assertThat(Arrays.copyOf(mine, 32)).isNotEqualTo(Arrays.copyOfRange(mine, 32, 64));
  }

  /** Says the same 32 bytes each time. */
  private static final class OneNonce extends SecureRandom {

    private static final long serialVersionUID = 1;
    private final transient byte[] bytes;

    OneNonce(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
