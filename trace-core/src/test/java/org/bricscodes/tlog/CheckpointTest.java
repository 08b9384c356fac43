package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final String NOTE =
      """
      log.example/trace
      7
      TL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=

      — log.example/trace Y6NMdiUpv1GZRW6LX5Ubwla+wQLRrqXyYcJdeiI9/ae7QDCFi4d3L8TzVwtVenrnVk2sIOvotArQvsxcCX0qDaz6Mgw=
      — witness.example/w1 IDJKvgAAAABlU/EAmFDTuu7BMmEBS1hPg8hw8lIECdwVvAnA8nEl370/fxMXFsBg8q9uxxNC3KJ++Fh3ur/ppnBn3e4ripU9yD3cBg==
      """;
  private static final VerifierKey LOG =
      VerifierKey.parse("log.example/trace+63a34c76+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
  private static final VerifierKey WITNESS =
      VerifierKey.parse("witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X");
  private static final TrustedLog TRUSTED =
      new TrustedLog("log.example/trace", List.of(LOG), List.of(WITNESS), 1);

  @Test
  void sign_workedExample_yieldsItsExactBytes() {
    SignerKey log = Keys.counting("log.example/trace", 0x00);
    SignerKey witness = Keys.counting("witness.example/w1", 0x20);
    String text =
        Checkpoint.of("log.example/trace", 7, MerkleTree.root(Trees.leaves(7))).toString();

    SignedNote note =
        new SignedNote(text, List.of(log.sign(text)))
            .with(witness.cosign(text, Instant.ofEpochSecond(1_700_000_000)));

    assertThat(note).hasToString(NOTE);
    assertThat(log.verifierKey()).isEqualTo(LOG);
    assertThat(witness.cosignerKey()).isEqualTo(WITNESS);
  }

  @Test
  void verify_workedExample_givesSizeRootAndCosignature() {
    SignedCheckpoint verified = TRUSTED.verify(NOTE.getBytes(StandardCharsets.UTF_8));

    assertThat(verified.size()).isEqualTo(7);
    assertThat(verified.root())
        .hasToString("4cbd8e35849450400d4e9c4c0ae7f71c79ad4410f9ad2c624622ff5f8617313d");
    assertThat(verified.cosignatures())
        .containsExactly(new Cosignature(WITNESS, Instant.parse("2023-11-14T22:13:20Z")));
    assertThat(verified).hasToString(NOTE);
  }

  @Test
  void verify_otherOrigin_isRefused() {
    var other = new TrustedLog("log.example/other", List.of(LOG), List.of(), 0);

    assertRefused(other, NOTE, NoteException.Reason.WRONG_ORIGIN);
  }

  @Test
  void verify_otherKeyOfTheSameName_isRefused() {
    var other = TrustedLog.of(Keys.signer("log.example/trace", 9).verifierKey());

    assertRefused(other, NOTE, NoteException.Reason.NO_KNOWN_SIGNATURE);
  }

  @Test
  void verify_changedSize_isRefused() {
    assertRefused(TRUSTED, NOTE.replace("\n7\n", "\n8\n"), NoteException.Reason.BAD_SIGNATURE);
  }

  @Test
  void verify_withoutCosignature_missesTheQuorum() {
    String alone = NOTE.substring(0, NOTE.indexOf("— witness"));

    assertRefused(TRUSTED, alone, NoteException.Reason.QUORUM_NOT_REACHED);
    assertThat(TrustedLog.of(LOG).verify(SignedNote.parse(alone)).size()).isEqualTo(7);
  }

  @Test
  void verify_cosignatureWithOtherTime_isRefused() {
    assertRefused(
        TRUSTED,
        NOTE.replace("IDJKvgAAAABlU", "IDJKvgAAAABkU"),
        NoteException.Reason.BAD_SIGNATURE);
    assertRefused(
        TRUSTED,
        NOTE.replace("IDJKvgAAAABlU", "IDJKvv////9lU"),
        NoteException.Reason.BAD_SIGNATURE);
  }

  private static void assertRefused(TrustedLog log, String note, NoteException.Reason reason) {
    assertThatThrownBy(() -> log.verify(SignedNote.parse(note)))
        .isInstanceOfSatisfying(NoteException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void parse_emptyTree_andExtensionLines_printThemselves() {
    String empty = "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    assertThat(Checkpoint.parse(empty)).hasToString(empty);
    assertThat(Checkpoint.parse(empty + "ext a\n").extensions()).containsExactly("ext a");
    assertThat(Checkpoint.parse(empty + "ext a\n")).hasToString(empty + "ext a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n7\n",
        "o\n7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=",
        "\n7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n",
        "o\n07\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n",
        "o\n+7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n",
        "o\n-7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n",
        "o\n٧\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n",
        "o\n9223372036854775808\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n",
        "o\n7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0\n",
        "o\n7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT1=\n",
        "o\n7\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n\n",
        "o\r\n7\r\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\r\n"
      })
  void parse_anyOtherForm_isRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text))
        .isInstanceOfSatisfying(
            NoteException.class,
            e -> assertThat(e.reason()).isEqualTo(NoteException.Reason.MALFORMED_CHECKPOINT));
  }

  @Test
  void parse_emptyTreeWithARoot_isRefusedForThat() {
    assertThatThrownBy(
            () -> Checkpoint.parse("o\n0\nTL2ONYSUUEANTpxMCuf3HHmtRBD5rSxiRiL/X4YXMT0=\n"))
        .isInstanceOfSatisfying(
            NoteException.class,
            e -> assertThat(e.reason()).isEqualTo(NoteException.Reason.EMPTY_TREE_ROOT));
  }
}
