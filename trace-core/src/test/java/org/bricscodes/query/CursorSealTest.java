package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bricscodes.store.Posting;
import org.junit.jupiter.api.Test;

final class CursorSealTest {

  private static final Cursor CURSOR =
      new Cursor(
          12, 30, Instant.parse("2026-01-02T03:04:05Z"), new Position(new Posting(-7, 1, 2), true));
  private static final String QUERY =
      "{\"EQ_bizStep\":[\"shipping\"],\"eventType\":[\"ObjectEvent\"]}";

  private final CursorSeal seal = new CursorSeal(new byte[32]);

  @Test
  void cursor_sealedAndOpened_isTheSame() {
    assertThat(seal.open(seal.seal(CURSOR, QUERY), QUERY)).contains(CURSOR);
  }

  @Test
  void cursor_ofAnotherQuery_doesNotOpen() {
    String text = seal.seal(CURSOR, QUERY);

    assertThat(seal.open(text, QUERY.replace("shipping", "receiving"))).isEmpty();
    assertThat(seal.open(text, "{}")).isEmpty();
    assertThat(seal.open(text, "")).isEmpty();
  }

  @Test
  void cursor_ofAnotherKey_doesNotOpen() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(new CursorSeal(other).open(seal.seal(CURSOR, QUERY), QUERY)).isEmpty();
  }

  @Test
  void cursor_withAnyCharacterChanged_doesNotOpen() {
    String text = seal.seal(CURSOR, QUERY);

    for (int i = 0; i < text.length(); i++) {
      char changed = text.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = text.substring(0, i) + changed + text.substring(i + 1);
      assertThat(seal.open(tampered, QUERY)).as("character %d", i).isEmpty();
    }
  }

  @Test
  void cursor_thatIsNoBase64_orTooShort_orTooLong_doesNotOpen() {
    assertThat(seal.open("", QUERY)).isEmpty();
    assertThat(seal.open("AQ", QUERY)).isEmpty();
    assertThat(seal.open("ß!", QUERY)).isEmpty();
    assertThat(seal.open("A".repeat(10_000), QUERY)).isEmpty();
  }
}
