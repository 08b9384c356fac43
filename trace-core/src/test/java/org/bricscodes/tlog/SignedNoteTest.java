package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

  private static final VerifierKey EXAMPLE =
      VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  private static final String NOTE =
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  @Test
  void parse_exampleOfTheSpecification_verifiesAndPrintsItself() {
    SignedNote note = SignedNote.parse(NOTE);

    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(note.verify(List.of(EXAMPLE))).containsExactly(EXAMPLE);
    assertThat(note).hasToString(NOTE);
    assertThat(SignedNote.parse(note.bytes())).isEqualTo(note);
  }

  @Test
  void verify_unknownLines_areIgnored() {
    SignerKey other = Keys.signer("example.com/bar", 1);
    SignerKey sameName = Keys.signer("example.com/foo", 2);
    SignedNote note = SignedNote.parse(NOTE);

    SignedNote more = note.with(other.sign(note.text())).with(sameName.sign(note.text()));

    assertThat(more.verify(List.of(EXAMPLE))).containsExactly(EXAMPLE);
    assertThat(more.verify(List.of(Keys.signer("example.com/baz", 3).verifierKey()))).isEmpty();
  }

  @Test
  void verify_oneBadLineOfKnownKey_refusesTheWholeNote() {
    SignerKey other = Keys.signer("example.com/bar", 1);
    SignedNote note = SignedNote.parse(NOTE);
    SignedNote spoilt = note.with(other.sign("another text\n"));

    assertThatThrownBy(() -> spoilt.verify(List.of(EXAMPLE, other.verifierKey())))
        .isInstanceOfSatisfying(
            NoteException.class,
            e -> assertThat(e.reason()).isEqualTo(NoteException.Reason.BAD_SIGNATURE));
  }

  @Test
  void verify_textWithBlankLines_splitsAtTheLastOne() {
    SignerKey key = Keys.signer("example.com/bar", 1);
    String text = "first\n\n\nlast\n";
    SignedNote note = new SignedNote(text, List.of(key.sign(text)));

    assertThat(SignedNote.parse(note.toString()).text()).isEqualTo(text);
  }

  @Test
  void verify_everyFlippedByte_neverVerifiesAsTheSameText() {
    byte[] good = NOTE.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      assertThat(verifies(bad)).as("byte %d flipped", at).isFalse();
    }
  }

  private static boolean verifies(byte[] note) {
    try {
      return !SignedNote.parse(note).verify(List.of(EXAMPLE)).isEmpty();
    } catch (NoteException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— a AAAAAAA=",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n—a AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n— a AAAAAAB=\n",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAA= \n",
        "text\r\n\r\n— a AAAAAAA=\r\n",
        "te\tt\n\n— a AAAAAAA=\n",
        "text\n\n— a\u00a0b AAAAAAA=\n",
        "text\n\n— a\u3000b AAAAAAA=\n",
        "text\n\n\n— a AAAAAAA=",
        "text\n\n— a AAAAAAA=\nx\n"
      })
  void parse_anyOtherForm_isRefused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(NoteException.class);
  }

  @Test
  void parse_invalidUtf8_isRefused() {
    byte[] note = NOTE.getBytes(StandardCharsets.UTF_8);
    note[3] = (byte) 0xc0;

    assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(NoteException.class);
  }

  @Test
  void parse_sixteenSignatures_areRead_butNotAHundredAndOne() {
    String line = "— a AAAAAAA=\n";

    assertThat(SignedNote.parse("t\n\n" + line.repeat(16)).signatures()).hasSize(16);
    assertThatThrownBy(
            () -> SignedNote.parse("t\n\n" + String.join("", Collections.nCopies(101, line))))
        .isInstanceOf(NoteException.class);
  }
}
