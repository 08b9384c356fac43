package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated inputs are either refused in the agreed way or read and printed back unchanged. */
class ParserFuzzTest {

  private static final int ROUNDS = 2000;
  private static final String ROOT = "TL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=";
  private static final String CHECKPOINT = "log.example/trace\n7\n" + ROOT + "\n";
  private static final String NOTE =
      new SignedNote(CHECKPOINT, List.of(Logs.KEY.sign(CHECKPOINT))).toString();
  private static final String PROOF =
      "c2sp.org/tlog-proof@v1\nextra AAEC\nindex 3\n" + ROOT + "\n" + ROOT + "\n\n" + NOTE;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void textParsers_mutatedInput_refuseOrPrintItBack(long seed) {
    roundTrips(seed, CHECKPOINT, text -> Checkpoint.parse(text).toString());
    roundTrips(seed, NOTE, text -> SignedNote.parse(text).toString());
    roundTrips(seed, PROOF, text -> TlogProof.parse(text).toString());
    roundTrips(seed, Logs.KEY.verifierKey().toString(), text -> VerifierKey.parse(text).toString());
    roundTrips(seed, Logs.KEY.secretText(), text -> SignerKey.parse(text).secretText());
    roundTrips(
        seed,
        "tile/entries/x001/x234/067.p/12",
        text -> TilePath.parse(text).map(TilePath::toString).orElse(text));
  }

  private static void roundTrips(long seed, String good, Function<String, String> parsePrint) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String input = mutate(good, random);
      try {
        assertThat(parsePrint.apply(input)).as("seed %d round %d", seed, round).isEqualTo(input);
      } catch (TlogException expected) {
        assertThat(expected.getMessage()).as("seed %d round %d", seed, round).isNotBlank();
      }
    }
  }

  private static String mutate(String good, SplittableRandom random) {
    var text = new StringBuilder(good);
    int changes = 1 + random.nextInt(3);
    String alphabet = "\n\n —+0129AZaz=/ .px\r\t\0\u00a0\ud800é";
    for (int i = 0; i < changes && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.setLength(at);
        default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void binaryParsers_randomBytes_neverFailInAnotherWay(long seed) {
    var random = new SplittableRandom(seed);
    byte[] segment = new byte[2000];
    System.arraycopy(
        WalFormat.header(0, new WalFormat.Mark(1, 2)), 0, segment, 0, WalFormat.HEADER_BYTES);
    byte[] record = WalFormat.record(0, Trees.entries(0, 9), new WalFormat.Mark(1, 2));
    System.arraycopy(record, 0, segment, WalFormat.HEADER_BYTES, record.length);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = segment.clone();
      int at = random.nextInt(WalFormat.HEADER_BYTES + record.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      WalScan.of(bytes)
          .ifPresent(scan -> assertThat(scan.records()).as("seed %d byte %d", seed, at).isEmpty());
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      assertThat(decodes(noise, 1 + random.nextInt(4)))
          .as("seed %d round %d", seed, round)
          .isIn(true, false);
    }
  }

  private static boolean decodes(byte[] bundle, int count) {
    try {
      byte[] again = EntryBundle.encode(EntryBundle.decode(ByteBuffer.wrap(bundle), count));
      assertThat(again).isEqualTo(bundle);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 100_000})
  void parse_longInput_isBounded(int kilobytes) {
    String text = "a".repeat(kilobytes * 10);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(refuses(() -> SignedNote.parse(bytes))).isTrue();
    assertThat(refuses(() -> VerifierKey.parse(text))).isTrue();
    assertThat(refuses(() -> TlogProof.parse(text))).isTrue();
    assertThat(TilePath.parse(text)).isEmpty();
  }

  private static boolean refuses(Runnable parse) {
    try {
      parse.run();
      return false;
    } catch (TlogException e) {
      return true;
    }
  }
}
