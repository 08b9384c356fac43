package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialRunTest {

  private static final Serial SERIAL = new Serial("B0000000000000000".substring(0, Serial.LENGTH));

  private final CodeBook book = new TestBook().book();

  @Test
  void link_hasTheGtin_theLotAndTheSerial() {
    SerialRun run = book.serials(book.issue(TestBook.order("A26-07", 3)));

    assertThat(run.link("https://trace.example", SERIAL))
        .hasToString("https://trace.example/01/04600682000129/10/A26-07/21/B000000000000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A,B", "A\"B", "A/B", "A%2FB", "=1+1", "?&;", "12345678901234567890"})
  void link_ofAnyLot_readsBackAsThatLot(String lot) {
    SerialRun run = book.serials(book.issue(TestBook.order(lot, 2)));

    DigitalLink link =
        DigitalLink.parse(run.link("https://host.example/some/stem", SERIAL).toString());

    assertThat(link.lot()).contains(lot);
    assertThat(link.serial()).contains("B000000000000000");
    assertThat(link.gtin()).contains(TestBook.GTIN);
  }

  @Test
  void stream_ofManySerials_namesEachOnce_andFromAPlaceTheRest() {
    SerialRun run = book.serials(book.issue(TestBook.order(100_003)));
    Set<Serial> distinct = new HashSet<>(run.stream().toList());

    assertThat(distinct).hasSize(100_003);
    assertThat(run.stream(100_000)).isEqualTo(run.stream().skip(100_000).toList());
    assertThat(run.stream(100_003)).isEmpty();
    assertThatThrownBy(() -> run.stream(100_004)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "trace.example", "ftp://trace.example", "https://a b", "https://x?y=1"})
  void link_underABaseThatIsNoAddress_isRefused(String base) {
    SerialRun run = book.serials(book.issue(TestBook.order(1)));

    assertThatThrownBy(() -> run.link(base, SERIAL)).isInstanceOf(Gs1Exception.class);
  }
}
