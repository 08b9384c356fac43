package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The stored form and what the log commits to. */
class RecordedEventTest {

  static RecordedEvent recorded(String event, String context) {
    byte[] salt = new byte[32];
    Arrays.fill(salt, (byte) 7);
    return new RecordedEvent(
        "urn:uuid:1",
        "farm 茶",
        Instant.parse("2026-03-05T07:30:00.123456Z"),
        41,
        salt,
        new byte[32],
        new byte[32],
        Samples.utf8(context),
        Samples.utf8(event));
  }

  @Test
  void encode_decode_isTheSame() {
    for (String context :
        new String[] {Samples.CONTEXT, '"' + ContextReader.STANDARD_URL + '"', "\"x\""}) {
      RecordedEvent event = recorded(Samples.V1, context);

      RecordedEvent read = RecordedEvent.decode(event.encode());

      assertThat(read).usingRecursiveComparison().isEqualTo(event);
      assertThat(read.recordTimeText()).isEqualTo("2026-03-05T07:30:00.123Z");
    }
  }

  @Test
  void decode_ofEveryTruncation_isRefused() {
    byte[] stored = recorded(Samples.SMALL, Samples.CONTEXT).encode();
    for (int length = 0; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> RecordedEvent.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> RecordedEvent.decode(Arrays.copyOf(stored, stored.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    for (byte unknown : new byte[] {0, 3, -1}) {
      stored[0] = unknown;
      assertThatThrownBy(() -> RecordedEvent.decode(stored))
          .hasMessage("the stored event is of an unknown version");
    }
  }

  @Test
  void encode_beginsWithTheVersionOfTheLogEntry() {
    RecordedEvent event = recorded(Samples.SMALL, Samples.CONTEXT);
    for (int version = 1; version <= 2; version++) {
      byte[] stored = event.encode();
      stored[0] = (byte) version;

      assertThat(RecordedEvent.decode(stored).entryVersion()).isEqualTo(version);
      assertThat(RecordedEvent.decode(stored).encode()).isEqualTo(stored);
    }
  }

  @Test
  void commitmentDigests_areTheFourStated() {
    RecordedEvent event = recorded("{}", "\"c\"");

    assertThat(event.commitmentDigests().stream().map(HexFormat.of()::formatHex))
        .containsExactly(
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            HexFormat.of().formatHex(Sha256.of(Samples.utf8("\"c\""))),
            "00".repeat(32),
            HexFormat.of().formatHex(Sha256.of(Samples.utf8("farm 茶\n2026-03-05T07:30:00.123Z"))));
  }
}
