package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;

class GuessingTest {

  private static final long SEED = 20_261_121;

  private final CodeBook book = new TestBook().book();

  /** The best a stranger can do: our shape, the right GTIN, an epoch in use, a known lot. */
  @Test
  void check_millionRandomGuesses_refusesEveryOne() {
    Batch batch = book.issue(TestBook.order(1_000_000));
    Random random = new Random(SEED);
    byte[] guess = new byte[Serial.LENGTH];
    int refused = 0;

    for (int i = 0; i < 1_000_000; i++) {
      long bits = random.nextLong();
      Crockford.encode(random.nextLong(), guess, 1, 7);
      Crockford.encode(bits, guess, 8, 8);
      guess[0] = 'B';
      String serial = new String(guess, StandardCharsets.US_ASCII);
      if (book.check(TestBook.GTIN, batch.lot(), serial) instanceof CodeCheck.NotIssued) {
        refused++;
      }
    }

    assertThat(refused).as("seed %d", SEED).isEqualTo(1_000_000);
  }

  @Test
  void check_guessesUnderAnUnusedCharacter_readTheStoreOnceInAWhile() {
    FailingStore store = new FailingStore(new InMemoryStore(TestBook.tables()));
    TestBook test = new TestBook(store);
    CodeBook asked = test.book();

    for (int i = 0; i < 1000; i++) {
      asked.check(TestBook.GTIN, "C" + "%03d".formatted(i).repeat(5));
    }
    assertThat(store.scans()).isEqualTo(1);

    test.now = Instant.parse("2027-01-01T00:00:00Z"); // C is in use then, by another process
    CodeBook other = test.book();
    Batch batch = other.issue(TestBook.order(1));
    String serial = other.serials(batch).stream().findFirst().orElseThrow().text();
    assertThat(serial).startsWith("C");
    assertThat(asked.check(TestBook.GTIN, serial)).isInstanceOf(CodeCheck.Genuine.class);
  }

  @Test
  void check_genuineSerialWithAnyCharacterChanged_isRefused() {
    Batch batch = book.issue(TestBook.order(1000));
    String serial = book.serials(batch).stream(999).findFirst().orElseThrow().text();

    for (int at = 0; at < Serial.LENGTH; at++) {
      for (int value = 0; value < 32; value++) {
        StringBuilder changed = new StringBuilder(serial);
        changed.setCharAt(at, (char) Crockford.symbol(value));
        if (!serial.contentEquals(changed)) {
          assertThat(book.check(TestBook.GTIN, changed.toString()))
              .as(changed.toString())
              .isEqualTo(new CodeCheck.NotIssued());
        }
      }
    }
  }
}
