package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ReasonTest {

  @Test
  void text_saysTheFactInEnglish_withItsParticulars() {
    assertThat(new Reason.Plain(Reason.Kind.NOT_ISSUED).text())
        .isEqualTo("this serial was never issued");
    assertThat(new Reason.Dated(Reason.Kind.BEST_BEFORE, LocalDate.parse("2026-06-01")).text())
        .isEqualTo("best before 2026-06-01");
    assertThat(
            new Reason.Recalled(
                    RecallScope.PRODUCT,
                    "https://id.gs1.org/417/9521222000001",
                    "Qingxi Tea",
                    LocalDate.parse("2026-06-01"))
                .text())
        .isEqualTo("recalled on 2026-06-01 by Qingxi Tea: the whole product");
    assertThat(new Reason.Said(Reason.Kind.REGISTERED, "Qingxi Tea").text())
        .isEqualTo("registered by Qingxi Tea");
    assertThat(new Reason.Said(Reason.Kind.OWNER, "label spoiled").text())
        .isEqualTo("label spoiled");
  }
}
