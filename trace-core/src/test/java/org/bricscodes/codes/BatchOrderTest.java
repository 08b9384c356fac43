package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOrderTest {

  @Test
  void build_allFields_isTheOrder() {
    BatchOrder order =
        BatchOrder.builder("anxi-tea")
            .gtin("4600682000129")
            .lot("A26-07")
            .quantity(200L)
            .expiry("2027-12-31")
            .plant("Anxi 2")
            .product("铁观音")
            .markets(List.of("CN", "ZA"))
            .idempotencyKey("order-1")
            .build();

    assertThat(order)
        .isEqualTo(
            new BatchOrder(
                "anxi-tea",
                Gtin.parse("04600682000129"),
                "A26-07",
                200,
                LocalDate.of(2027, 12, 31),
                "Anxi 2",
                "铁观音",
                List.of("CN", "ZA"),
                "order-1"));
  }

  @Test
  void build_everythingWrong_namesEveryField() {
    BatchOrderBuilder order =
        BatchOrder.builder(" ")
            .gtin("4600682000128")
            .lot("A 1")
            .quantity(0L)
            .expiry("2027-02-30")
            .plant("x".repeat(201))
            .product("a\u0000b")
            .idempotencyKey("two words");

    CodesException.InvalidOrder refused =
        catchThrowableOfType(CodesException.InvalidOrder.class, order::build);

    assertThat(refused.faults())
        .extracting(OrderFault::field)
        .containsExactly(
            "owner", "gtin", "lot", "quantity", "expiry", "plant", "product", "idempotencyKey");
  }

  @Test
  void build_nothingGiven_namesWhatIsRequired() {
    CodesException.InvalidOrder refused =
        catchThrowableOfType(
            CodesException.InvalidOrder.class, BatchOrder.builder("anxi-tea")::build);

    assertThat(refused.faults())
        .extracting(OrderFault::field)
        .containsExactly("gtin", "lot", "quantity");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 100_000_001, Long.MAX_VALUE})
  void order_quantityOutOfRange_isRefused(long quantity) {
    Gtin gtin = Gtin.parse("04600682000129");

    assertThatThrownBy(
            () ->
                new BatchOrder("anxi-tea", gtin, "A", quantity, null, null, null, List.of(), null))
        .isInstanceOf(CodesException.InvalidOrder.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+12027-01-01",
        "2027-1-1",
        "27-01-01",
        "2027-12-31Z",
        "2027-13-01",
        "-027-01-01"
      })
  void build_expiryNotADate_isRefused(String expiry) {
    BatchOrderBuilder order =
        BatchOrder.builder("a").gtin("4600682000129").lot("A").quantity(1L).expiry(expiry);

    assertThatThrownBy(order::build).isInstanceOf(CodesException.InvalidOrder.class);
  }
}
