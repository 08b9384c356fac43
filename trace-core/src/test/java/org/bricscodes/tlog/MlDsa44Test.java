package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Cosignatures by ML-DSA-44 (c2sp.org/tlog-cosignature@v1.1.0-rc.1), against a note that another
 * implementation signed: github.com/transparency-dev/formats v0.1.1.
 */
class MlDsa44Test {

  private static final String VKEY = resource("ml-dsa-44.vkey").strip();
  private static final SignedNote COSIGNED = SignedNote.parse(resource("ml-dsa-44.note"));

  private static String resource(String name) {
    try (InputStream in = MlDsa44Test.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void key_isReadAndPrintedBack() {
    VerifierKey key = VerifierKey.parse(VKEY);

    assertThat(key).hasToString(VKEY);
    assertThat(key.type()).isEqualTo(KeyType.ML_DSA_44);
    assertThat(key.name()).isEqualTo("witness.example/pq1");
    assertThatThrownBy(() -> VerifierKey.parse(VKEY.substring(0, VKEY.length() - 4)))
        .hasMessage("a key of type 6 has 1312 bytes");
  }

  @Test
  void cosignatureOfAnotherImplementation_isVerified_besideTheLogsSignature() {
    VerifierKey key = VerifierKey.parse(VKEY);
    SignedNote both =
        new SignedNote(
            COSIGNED.text(),
            List.of(Logs.KEY.sign(COSIGNED.text()), COSIGNED.signatures().getFirst()));
    var log = new TrustedLog(Logs.KEY.name(), List.of(Logs.KEY.verifierKey()), List.of(key), 1);

    SignedCheckpoint verified = log.verify(both);

    assertThat(verified.size()).isEqualTo(7);
    assertThat(verified.cosignatures()).hasSize(1);
    assertThat(verified.cosignatures().getFirst().witness()).isEqualTo("witness.example/pq1");
    assertThat(verified.cosignatures().getFirst().time().getEpochSecond())
        .isEqualTo(Cosignature.seconds(COSIGNED.signatures().getFirst()));
  }

  @Test
  void cosignature_holdsForNoOtherOriginSizeRootOrTime() {
    VerifierKey key = VerifierKey.parse(VKEY);
    NoteSignature line = COSIGNED.signatures().getFirst();
    assertThat(key.verifies(COSIGNED.text(), line)).isTrue();

    for (String text :
        List.of(
            COSIGNED.text().replace("log.example", "log.exemple"),
            COSIGNED.text().replace("\n7\n", "\n8\n"),
            COSIGNED.text().replace("\nTL2", "\nTL3"),
            "no checkpoint\n")) {
      assertThat(key.verifies(text, line)).as(text).isFalse();
    }
    byte[] blob = line.signature();
    for (int at = 0; at < blob.length; at += 97) {
      byte[] changed = blob.clone();
      changed[at] ^= 1;
      NoteSignature other = new NoteSignature(line.name(), line.keyId(), changed);
      assertThat(key.verifies(COSIGNED.text(), other)).as("byte %d", at).isFalse();
    }
    byte[] shorter = Arrays.copyOf(blob, blob.length - 1);
    assertThat(key.verifies(COSIGNED.text(), new NoteSignature(line.name(), line.keyId(), shorter)))
        .isFalse();
  }

  @Test
  void extensionLines_areNotCovered_asTheSpecificationSays() {
    VerifierKey key = VerifierKey.parse(VKEY);
    NoteSignature line = COSIGNED.signatures().getFirst();

    assertThat(key.verifies(COSIGNED.text() + "an extension\n", line)).isTrue();
  }

  @Test
  void policy_takesWitnessesOfEitherKind_logsOnlyOfTheirOwn() {
    TrustPolicy policy =
        TrustPolicy.parse(
            "witness pq %s\nquorum pq\n".formatted(VKEY).getBytes(StandardCharsets.UTF_8));

    assertThat(policy.isMetBy(List.of(VerifierKey.parse(VKEY)))).isTrue();
    assertThatThrownBy(
            () ->
                TrustPolicy.parse(
                    "log %s\nquorum none\n".formatted(VKEY).getBytes(StandardCharsets.UTF_8)))
        .hasMessage("line 1: the key is none of a log's: its type is ML_DSA_44");
  }
}
