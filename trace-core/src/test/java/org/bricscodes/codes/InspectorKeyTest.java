package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.bricscodes.codes.InspectorKey.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorKeyTest {

  private final TestBook test = new TestBook();
  private final CodeBook book = test.book();

  @Test
  void check_withoutTheStore_tellsIssuedFromForged() {
    Batch one =
        book.issue(
            new BatchOrder(
                "anxi-tea",
                TestBook.GTIN,
                "A26-07",
                300,
                LocalDate.of(2027, 12, 31),
                null,
                null,
                List.of(),
                null));
    Batch two = book.issue(TestBook.order("B", 10));
    InspectorKey key = InspectorKey.parse(book.inspectorKey(TestBook.GTIN, one.epoch(), 0).text());
    Batch later = book.issue(TestBook.order("C", 1));

    for (Serial serial : book.serials(one).stream().toList()) {
      assertThat(key.check(TestBook.GTIN, "A26-07", serial))
          .isEqualTo(new Finding.Issued("A26-07", LocalDate.of(2027, 12, 31)));
    }
    Serial second = first(two);
    assertThat(key.check(TestBook.GTIN, null, second)).isEqualTo(new Finding.Issued("B", null));
    assertThat(key.check(TestBook.GTIN, "A26-07", second)).isEqualTo(new Finding.WrongLot("B"));
    assertThat(key.check(TestBook.GTIN, "C", first(later))).isEqualTo(new Finding.Later());
    assertThat(key.check(TestBook.GTIN, "B", new Serial("B00000000000000Z")))
        .isEqualTo(new Finding.Forged());
    assertThat(key.check(TestBook.OTHER_GTIN, "B", second)).isEqualTo(new Finding.Elsewhere());
    assertThat(key.check(TestBook.GTIN, "B", new Serial("7GF04CNGMYKV4H93")))
        .isEqualTo(new Finding.Elsewhere());
    assertThat(key).hasToString("InspectorKey[04600682000129, B]");
  }

  @Test
  void genuineCodeOfAnotherGeneration_isNotCalledForged() {
    KeyRing ring = KeyRing.growing(List.of(TestKeys.MASTER), () -> TestKeys.OTHER);
    CodeBook grown = test.book(ring);
    Batch old = grown.issue(TestBook.order("OLD", 4));
    for (int i = 0; i < 31; i++) {
      grown.epochs().rotate("operator", "drill", OptionalLong.empty());
    }
    grown.epochs().rotateMasterKey("operator", "drill", OptionalLong.empty());
    Batch fresh = grown.issue(TestBook.order("NEW", 4));

    assertThat(fresh.epoch()).isEqualTo(old.epoch());
    assertThat(grown.inspectorKey(TestBook.GTIN, old.epoch(), 0).text())
        .contains("batch 0 4 OLD -")
        .doesNotContain("NEW");
    assertThat(grown.inspectorKey(TestBook.GTIN, old.epoch(), 1).text())
        .contains("batch 4 4 NEW -")
        .doesNotContain("OLD");
    InspectorKey fresher =
        InspectorKey.parse(grown.inspectorKey(TestBook.GTIN, old.epoch(), 1).text());
    Serial early = grown.serials(old).stream().findFirst().orElseThrow();
    assertThat(fresher.check(TestBook.GTIN, null, early)).isEqualTo(new Finding.OtherGeneration());
    Serial late = grown.serials(fresh).stream().findFirst().orElseThrow();
    assertThat(fresher.check(TestBook.GTIN, null, late)).isEqualTo(new Finding.Issued("NEW", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bricscodes.org/inspector-key@v2\ngtin 04600682000129\nepoch B\ngeneration 0 1\nkey 00\n",
        "bricscodes.org/inspector-key@v1\ngtin 04600682000128\nepoch B\ngeneration 0 1\nkey 00\n",
        "bricscodes.org/inspector-key@v1\ngtin 04600682000129\nepoch I\ngeneration 0 1\nkey 00\n",
        "bricscodes.org/inspector-key@v1\ngtin 04600682000129\nepoch B\ngeneration 0 1\nkey 00\n",
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> InspectorKey.parse(text))
        .isInstanceOf(CodesException.UnusableKey.class);
  }

  private Serial first(Batch batch) {
    return book.serials(batch).stream().findFirst().orElseThrow();
  }
}
