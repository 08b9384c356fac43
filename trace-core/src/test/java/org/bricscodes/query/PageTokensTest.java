package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Key;
import org.junit.jupiter.api.Test;

final class PageTokensTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final byte[] POSITION = {1, 2, 3};

  private Instant now = NOW;
  private final InMemoryStore store = new InMemoryStore(Set.of(PageTokens.REVOKED));
  private final PageTokens tokens = tokens(new byte[32]);

  private PageTokens tokens(byte[] key) {
    return new PageTokens(key, store, Duration.ofHours(24), () -> now);
  }

  @Test
  void token_opensWhereItWasIssued_withItsPosition() {
    PageTokens.Issued issued = tokens.issue(POSITION, "events");

    assertThat(tokens.open(issued.token(), "events")).contains(POSITION);
    assertThat(issued.expires()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    assertThat(issued.token()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void token_ofAnotherListing_doesNotOpen() {
    assertThat(tokens.open(tokens.issue(POSITION, "events").token(), "events of tea")).isEmpty();
  }

  @Test
  void token_ofAnotherKey_doesNotOpen() {
    byte[] other = new byte[32];
    other[31] = 1;

    assertThat(tokens.open(tokens(other).issue(POSITION, "events").token(), "events")).isEmpty();
  }

  @Test
  void token_whoseTimeHasPassed_doesNotOpen() {
    String token = tokens.issue(POSITION, "events").token();

    now = NOW.plus(Duration.ofHours(24)).minusSeconds(1);
    assertThat(tokens.open(token, "events")).isPresent();
    now = NOW.plus(Duration.ofHours(24));
    assertThat(tokens.open(token, "events")).isEmpty();
  }

  @Test
  void token_withAnyCharacterChanged_doesNotOpen() {
    String token = tokens.issue(POSITION, "events").token();

    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = token.substring(0, i) + changed + token.substring(i + 1);
      assertThat(tokens.open(tampered, "events")).as("character %d", i).isEmpty();
      assertThat(tokens.revoke(tampered).toCompletableFuture().join()).isFalse();
    }
  }

  @Test
  void text_thatIsNoToken_doesNotOpen_andCannotBeRevoked() {
    for (String text : new String[] {"", "Ag", "ß!", "A".repeat(10_000)}) {
      assertThat(tokens.open(text, "events")).isEmpty();
      assertThat(tokens.revoke(text).toCompletableFuture().join()).isFalse();
    }
  }

  @Test
  void revokedToken_opensNoMore_alsoAfterARestart_andOthersStill() {
    String revoked = tokens.issue(POSITION, "events").token();
    String kept = tokens.issue(new byte[] {4}, "events").token();

    assertThat(tokens.revoke(revoked).toCompletableFuture().join()).isTrue();
    assertThat(tokens.revoke(revoked).toCompletableFuture().join()).isTrue();

    assertThat(tokens.open(revoked, "events")).isEmpty();
    assertThat(tokens(new byte[32]).open(revoked, "events")).isEmpty();
    assertThat(tokens.open(kept, "events")).isPresent();
  }

  @Test
  void revocation_isForgotten_whenTheTokenWouldHaveExpiredAnyway() {
    String old = tokens.issue(POSITION, "events").token();
    tokens.revoke(old).toCompletableFuture().join();
    Key row = onlyRow();

    now = NOW.plus(Duration.ofDays(4));
    tokens.revoke(tokens.issue(POSITION, "events").token()).toCompletableFuture().join();

    assertThat(store.get(row)).isNull();
    assertThat(tokens.open(old, "events")).isEmpty();
  }

  private Key onlyRow() {
    long day = NOW.plus(Duration.ofHours(24)).getEpochSecond() / 86_400;
    byte[] partition = java.nio.ByteBuffer.allocate(8).putLong(day).array();
    byte[] sort =
        store
            .scan(org.bricscodes.store.Scan.of(PageTokens.REVOKED, partition, 10))
            .rows()
            .getFirst()
            .sort();
    return new Key(PageTokens.REVOKED, partition, sort);
  }
}
