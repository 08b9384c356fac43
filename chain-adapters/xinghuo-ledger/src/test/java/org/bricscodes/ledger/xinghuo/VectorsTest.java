package org.bricscodes.ledger.xinghuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.bricscodes.ledger.xinghuo.Operation.PayCoin;
import org.bricscodes.ledger.xinghuo.Operation.SetPrivilege;
import org.bricscodes.ledger.xinghuo.Operation.Signer;
import org.bricscodes.ledger.xinghuo.Operation.TypeThreshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the family's documentation and SDKs publish: keys, addresses, blobs, hashes and signatures.
 * The private keys are known to the whole world.
 */
final class VectorsTest {

  private static final KeyCodec BIF = ChainProfile.BIF_CORE.keys();
  private static final KeyCodec ZETRIX = ChainProfile.ZETRIX.keys();
  private static final BlobCodec BLOBS = new BlobCodec(ChainProfile.BIF_CORE);

  private static final String EFQ69 = "did:bid:efQ69GRtQUDR9SngdFKAv4owYyx5Fnko";
  private static final String PRI_SPKI7 = "priSPKi7K3nVAgtdCu9k9hVn4modxzFkd73JGsRrUYJR1T2RxM";

  private static final String B1 =
      "0a286469643a6269643a65665136394752745155445239536e6764464b4176346f7759797835466e6b6f"
          + "102122ee01080752e9010a286469643a6269643a65664148557954796843645558537862337a6e77334a"
          + "7734455432344764436b1abc017b2266756e6374696f6e223a22736166655472616e7366657246726f6d"
          + "28616464726573732c616464726573732c737472696e6729222c2261726773223a226469643a6269643a"
          + "65665136394752745155445239536e6764464b4176346f7759797835466e6b6f2c6469643a6269643a65"
          + "66314c38474273396d577a654b584769415a43383737575265737a3679372c276469643a6269643a6566"
          + "4474546a57424c6b4a6a7452534a464d66424c4e4a364c6a6e4b7531745627227d3080c2d72f380a";

  private static final String B2 =
      B1.replace("6b6f102122ee", "6b6f101f22ee").replaceFirst("380a$", "3814");

  private static final String B3 =
      "0a286469643a6269643a65667a51313974516d5a56384256365045374868756f563866386264754e7659"
          + "1001223f0807523b0a286469643a6269643a65664e69515045476e68545071614661746f463170397767"
          + "723135325036384610011a0d7b22626172223a22666f6f227d2a080123456789abcdef30c0843d3801";

  private static final String B4 =
      "0a286469643a6269643a65666e5655677151466659657539374142663673476d335746745658485a4232"
          + "100d2244080962400a0132122c0a286469643a6269643a656641735874357a4d3248737136774359524d"
          + "5a425335513948764732456d4b10021a01322204080110012204080710022a0ce8aebee7bdaee69d83e9"
          + "999030c0843d38016014";

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          priSPKnS7DVESZGYbjc6tqYfzN4R74E6DXzgzD5RMt5VDj2ftA b065664e71b940a91737a9136df9081b03262c43e94ba517820fe14cb9fad79d6395fc did:bid:efNs6DGRwnaWvdBqp6PVLFJQzL5rxYeF
          priSPKi7K3nVAgtdCu9k9hVn4modxzFkd73JGsRrUYJR1T2RxM b06566d8fb4a6dfbe0d5831e38f621391ad9191626f7e28c13d3a0482c52d5c9607b14 did:bid:efQ69GRtQUDR9SngdFKAv4owYyx5Fnko
          priSPKt2hVqYmUoyJ24vYb8uzhu7VCab9X9BHz8K68sQZ61Yy5 b06566da9b97a860598e14469cb1dd3af1bf6c5cb88d549379d49d83b5b0bb23d63bff did:bid:efdPP4ympm36RxTYQJPber1PRKmLWZE
          priSPKr2dgZTCNj1mGkDYyhyZbCQhEzjQm7aEAnfVaqGmXsW2x b06566ba0f08625767724913e70693540d86eaf76fd8db08f6660a9e6c240496c6cd6c did:bid:ef7zyvBtyg22NC4qDHwehMJxeqw6Mmrh
          priSPKkWVk418PKAS66q4bsiE2c4dKuSSafZvNWyGGp2sJVtXL b06566b9906e1b50e81501369cc777979f8bcf27bd1917d794fa6d5e320b1ccc4f48bb did:bid:efnVUgqQFfYeu97ABf6sGm3WFtVXHZB2
          priSPKhTMRa7SsQLc4wXUDrEZW5wSeKN68Xy5LuCYQmndS75SZ b06566adad4b087c36c54f2d767daef84c77b89ca30874eb3de37b65e955ab6d89931f did:bid:efzewQxg38x2Tmb1cpxSC1ZWwMZUxUeV
          priSPKteVqGoNgtKE68ZjNHAbGJsNvV9nTBkTLMYTGhVjsBY5R b06566308e08d53e601691bad51dc27ad34f4b3ad6d63819773f42386998b64defa325 did:bid:efLrPu7LNR4YwA5M1Kfx6BYb1JP7aPKp
          priSPKmCQMrjCcRgV3u2VsYhujf7QsG7Kr6Tgm94AbzCge46d8 b0656658d7665588096c48bb947fbe0cf3d3ee0716a83127892d9b6fa0880c4e7af6a3 did:bid:efBdagu8sVkJWEw5kLt1w69bxa85Kuag
          priSPKt8AFKhaWpcYKZxGFJfpZJahKTpDrUwDV4k7myHkLzRje b06566f501498dbc438913e8e216240ef4dd25dfea00e9f0008b6cab8d7881e349d0c1 did:bid:efzQ19tQmZV8BV6PE7HhuoV8f8bduNvY
          priSrrk31MhNGEGAmnmZPH5K8fnuqTKLuLMvWd6E7TEdEjWkcQ b07a6604fa7979b3a51504f0b9490145a8349f2e7b14de9a2ba9f5a1b1805fc11713b85032411e3618dafac25307685f928064bb8157e4aab396e106dec40c465b4407ae did:bid:zf2AoXhJsmr1aaUMxhnKeMAX42G9Ck526
          """)
  void bifKey_published_hasItsPublicKeyAndAddress(String secret, String open, String address) {
    SigningKey key = BIF.parsePrivate(secret);

    assertThat(BIF.printPublic(key.verifyingKey())).isEqualTo(open);
    assertThat(BIF.address(key.verifyingKey())).isEqualTo(address);
    assertThat(BIF.printPrivate(key)).isEqualTo(secret);
    assertThat(BIF.parsePublic(open)).isEqualTo(key.verifyingKey());
    assertThat(BIF.isOf(address, key.verifyingKey())).isTrue();
    BIF.requireAddress(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          priSrrk31MhNGEGAmnmZPH5K8fnuqTKLuLMvWd6E7TEdEjWkcQ 5e221667893cb1cbdf31c60f76b7c304446d8114e9b6173ee45aa40bd072acd9
          priSrrgL1JPpgKBCdjoyf8E4dRfaF2NYTKmqnSWKfTfhj8ngLc 270e2630f429cd5b8ddd76c605245a2814f08255f27e9810418801b5a0b804a5
          """)
  void sm2Key_published_holdsItsRawBytes(String secret, String raw) {
    assertThat(HexFormat.of().formatHex(BIF.parsePrivate(secret).raw())).isEqualTo(raw);
  }

  @Test
  void sm2Key_publishedWithAddress_hasIt() {
    SigningKey key = BIF.parsePrivate("priSrrUcLq9WQC1vVCi5deuASW1jph6bXEieQ1f2nwCzJXWTte");

    assertThat(BIF.address(key.verifyingKey()))
        .isEqualTo("did:bid:zfoAXTuUvTLPvX7iadRyN3TEswm4r5x9");
  }

  @Test
  void zetrixKey_published_hasItsPublicKeyAndAddress() {
    String secret = "privBtubfnEogop8UZDux8tUGTYYthcooGskoKNMbPZY2xfoac5inojc";
    SigningKey key = ZETRIX.parsePrivate(secret);

    assertThat(ZETRIX.printPublic(key.verifyingKey()))
        .isEqualTo("b001e2f0b526ad8bed46a9bdc1b6a67a72a0941c868965cdb744c981b710602f7a7665ee5604");
    assertThat(ZETRIX.address(key.verifyingKey()))
        .isEqualTo("ZTX3Gf92oDbXpvBPUqqnRNrcWbAX8DCmYGxwU");
    assertThat(ZETRIX.printPrivate(key)).isEqualTo(secret);
    ZETRIX.requireAddress("ZTX3Gf92oDbXpvBPUqqnRNrcWbAX8DCmYGxwU");
  }

  @Test
  void b1_parsed_isTheContractCall() {
    Transaction tx = BLOBS.parse(hex(B1));

    assertThat(tx.source()).isEqualTo(EFQ69);
    assertThat(tx.nonce()).isEqualTo(33);
    assertThat(tx.feeLimit()).isEqualTo(100_000_000);
    assertThat(tx.gasPrice()).isEqualTo(10);
    assertThat(tx.operations()).hasSize(1);
    assertThat(tx.operations().getFirst().content())
        .isInstanceOfSatisfying(
            PayCoin.class,
            pay -> {
              assertThat(pay.dest()).isEqualTo("did:bid:efAHUyTyhCdUXSxb3znw3Jw4ET24GdCk");
              assertThat(pay.amount()).isZero();
              assertThat(pay.input()).startsWith("{\"function\":\"safeTransferFrom(").hasSize(188);
            });
    assertThat(BLOBS.print(tx)).isEqualTo(hex(B1));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, 70b2ce583fb15b1e67e67e76ab3cfe491e819dbcfa3120946b98648be2f319961e3f148efc49c37dae8a6b71c17ac3c11a20caf58fa26513f86b0d4b209d7a09, 624ff60483a4e0dbd4f8342b1aa2c0b2c79373396a769bfdae014f20eee9e66a
          2, 22909a4bf1b0d310705eff9f736dd8755927c8f5d43d75d8602cd4097f08a6c7ea5cc824036679daf48a69910957f6d9ef7eabfe994c38391c2258aa07793b09, 6405d557c6e43e5bb1c5cd318057affd02f497112eaf08bb8784e8c769f6196f
          """)
  void b1AndB2_signed_haveTheirSignatureAndHash(int which, String signature, String hash) {
    byte[] blob = hex(which == 1 ? B1 : B2);
    SigningKey key = BIF.parsePrivate(PRI_SPKI7);

    assertThat(HexFormat.of().formatHex(key.sign(blob, new SecureRandom()))).isEqualTo(signature);
    assertThat(key.verifyingKey().verifies(blob, hex(signature))).isTrue();
    assertThat(signed(blob).txId().value()).isEqualTo(hash);
    assertThat(BLOBS.print(BLOBS.parse(blob))).isEqualTo(blob);
  }

  @Test
  void b2_signatureOfTheHexText_doesNotVerify() {
    String ofTheText =
        "5c95d1ddc5fbf24439e4849034b863deb68c4681cf6dbc9d6b7a9d0b5ea6fbbe6a3933619099a0be29dfb4ceaaf6"
            + "14cba0582853fa48420a5b7dd81e28e44c04";
    VerifyingKey key = BIF.parsePrivate(PRI_SPKI7).verifyingKey();

    assertThat(key.verifies(hex(B2), hex(ofTheText))).isFalse();
    assertThat(key.verifies(B2.getBytes(StandardCharsets.US_ASCII), hex(ofTheText))).isTrue();
  }

  @Test
  void b3_built_isByteForByteThePublishedOne() {
    Transaction tx =
        new Transaction(
            "did:bid:efzQ19tQmZV8BV6PE7HhuoV8f8bduNvY",
            1,
            "",
            List.of(
                Operation.of(
                    new PayCoin(
                        "did:bid:efNiQPEGnhTPqaFatoF1p9wgr152P68F", 1, "{\"bar\":\"foo\"}"))),
            "0123456789abcdef",
            1_000_000,
            1,
            0,
            0,
            0);
    SigningKey key = BIF.parsePrivate("priSPKt8AFKhaWpcYKZxGFJfpZJahKTpDrUwDV4k7myHkLzRje");

    byte[] blob = BLOBS.print(tx);

    assertThat(HexFormat.of().formatHex(blob)).isEqualTo(B3);
    assertThat(BLOBS.parse(blob)).isEqualTo(tx);
    assertThat(HexFormat.of().formatHex(key.sign(blob, new SecureRandom())))
        .isEqualTo(
            "59e2d313be2016a35724c6653e488cd938551726a9b475ed44f9650001db7ba65c6acc4ca375b841f6bb02a1"
                + "f29bb4085083ff516a3d336872840b655f857a05");
    assertThat(signed(blob).txId().value())
        .isEqualTo("dcf8e4ed65a501cef2cfd33d62f9322425ffad3e19332fed61cfa956cb181934");
  }

  @Test
  void b4_parsed_isThePrivilege() {
    Transaction tx = BLOBS.parse(hex(B4));

    assertThat(tx)
        .isEqualTo(
            new Transaction(
                "did:bid:efnVUgqQFfYeu97ABf6sGm3WFtVXHZB2",
                13,
                "",
                List.of(
                    Operation.of(
                        new SetPrivilege(
                            "2",
                            List.of(new Signer("did:bid:efAsXt5zM2Hsq6wCYRMZBS5Q9HvG2EmK", 2)),
                            "2",
                            List.of(new TypeThreshold(1, 1), new TypeThreshold(7, 2))))),
                "e8aebee7bdaee69d83e99990",
                1_000_000,
                1,
                0,
                0,
                20));
    assertThat(BLOBS.print(tx)).isEqualTo(hex(B4));
  }

  @Test
  void b4_onAChainWithoutDomains_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlobCodec(ChainProfile.ZETRIX).parse(hex(B4)));
  }

  private static SignedBlob signed(byte[] blob) {
    return new SignedBlob("", "", HexFormat.of().formatHex(blob));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
