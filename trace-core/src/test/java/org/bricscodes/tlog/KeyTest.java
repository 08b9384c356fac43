package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {

  private static final String VKEY =
      "log.example/trace+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
  private static final String SECRET =
      "PRIVATE+KEY+log.example/trace+63a34c76+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

  @Test
  void parse_workedKeys_printThemselvesAndBelongTogether() {
    assertThat(VerifierKey.parse(VKEY)).hasToString(VKEY);
    assertThat(SignerKey.parse(SECRET).verifierKey()).hasToString(VKEY);
    assertThat(SignerKey.parse(SECRET).secretText()).isEqualTo(SECRET);
  }

  @Test
  void toString_ofSignerKey_hidesTheSeed() {
    assertThat(SignerKey.parse(SECRET)).hasToString("signer of " + VKEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log.example/trace",
        "log.example/trace+63a34c76",
        "log.example/trace+63a34c77+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example/trace+63A34C76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example/other+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log example+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example/trace+63a34c76+AgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "log.example/trace+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG",
        "log.example/trace+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQS",
        "log.example/trace+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n"
      })
  void parse_anyOtherVerifierKey_isRefused(String text) {
    assertThatThrownBy(() -> VerifierKey.parse(text))
        .isInstanceOfSatisfying(
            NoteException.class,
            e -> assertThat(e.reason()).isEqualTo(NoteException.Reason.MALFORMED_KEY));
  }

  @Test
  void parse_brokenSignerKey_isRefusedWithoutQuotingIt() {
    for (int at = 0; at < SECRET.length(); at++) {
      String broken = SECRET.substring(0, at) + '!' + SECRET.substring(at + 1);
      assertThatThrownBy(() -> SignerKey.parse(broken))
          .isInstanceOf(NoteException.class)
          .hasMessageNotContaining(broken.substring(45))
          .hasNoCause();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void publicKey_smallOrderOrNotCanonical_isRefused(String hex) {
    byte[] raw = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> VerifierKey.of("weak", KeyType.ED25519, raw))
        .isInstanceOf(NoteException.class);
  }

  @Test
  void publicKey_ofAnySeed_isAcceptedByBothImplementations() {
    long seed = 20_260_101;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 50; i++) {
      SignerKey key = SignerKey.generate("k", random);
      byte[] raw = key.verifierKey().publicKey();
      byte[] message = ("m" + i + "\n").getBytes(StandardCharsets.US_ASCII);
      byte[] signature = key.sign("m" + i + "\n").signature();

      PublicPoint point =
          org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFullExport(raw, 0);

      assertThat(point).as("seed %d, key %d", seed, i).isNotNull();
      assertThat(
              org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                  signature, 0, raw, 0, message, 0, message.length))
          .as("seed %d, key %d", seed, i)
          .isTrue();
    }
  }

  @Test
  void derived_isHkdfOfTheSeed_andAnotherKeyForAnotherPurpose() {
    SignerKey service = Keys.counting("trace.example", 0);

    SignerKey log = service.derived("trace.example/b", "bricscodes node log b");

    assertThat(log.secretText())
        .startsWith("PRIVATE+KEY+trace.example/b+")
        .endsWith("+AUsF/VWx5MeJJI0ozKTJnuXVgUyrQl9um0cQa+yo820o");
    assertThat(service.derived("trace.example/b", "bricscodes node log c").secretText())
        .isNotEqualTo(log.secretText());
  }

  @Test
  void strictText_base64_acceptsOneFormOnly() {
    assertThat(StrictText.base64("YQ==")).isEqualTo(new byte[] {'a'});
    for (String bad : Arrays.asList("YR==", "YQ", "YQ=", "YQ==\n", "Y Q==", "YQ==YQ==", "_-==")) {
      assertThatThrownBy(() -> StrictText.base64(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Base64.getDecoder().decode("YR==")).as("what the JDK does").hasSize(1);
  }
}
