package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bricscodes.label.LabelDate;
import org.bricscodes.label.LabelLanguage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelDatesTest {

  private static final LocalDate LAST = LocalDate.of(2027, 12, 31);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | en | Use by 2027-12-31",
        "false | en | ''",
        "best-before | en | Best before 2027-12-31",
        "production:2026-04-01,best-before | en | Made 2026-04-01; Best before 2027-12-31",
        "packing:2026-04-02,expiry:2028-02-29 | en | Packed 2026-04-02; Use by 2028-02-29",
        "best-before,production:2026-04-01 | ru | Лучше употребить до 2027-12-31; Изготовлено"
            + " 2026-04-01",
        "expiry | zh | 有效期至 2027-12-31",
        "packing:2026-04-02 | id | Dikemas 2026-04-02"
      })
  void dates_arePrintedInTheirOrder_andLanguage(String dates, String language, String lines) {
    assertThat(String.join("; ", lines(options(Map.of("dates", dates, "language", language)))))
        .isEqualTo(lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "",
        "expiry,expiry",
        "production",
        "packing:",
        "packing:2026-02-30",
        "expiry:2027-12-31,",
        "EXPIRY",
        "expiry,best-before,production:2026-01-01,packing:2026-01-01,expiry"
      })
  void faultyDates_areRefused_sayingHowTheyAreWritten(String dates) {
    OptionsException refused =
        catchThrowableOfType(OptionsException.class, () -> options(Map.of("dates", dates)));

    assertThat(refused.faults()).extracting(OptionFault::option).containsExactly("dates");
    assertThat(refused.faults().getFirst().message())
        .contains("best-before:2027-12-31,packing:2026-04-02");
  }

  @Test
  void unknownLanguage_isRefused_namingThose() {
    OptionsException refused =
        catchThrowableOfType(OptionsException.class, () -> options(Map.of("language", "xx")));

    assertThat(refused.faults())
        .containsExactly(
            new OptionFault("language", "must be one of en, zh, pt, ru, hi, ar, fa, am, id"));
  }

  @Test
  void batchWithoutALastDay_needsOneForADateThatIsAskedFor() {
    LabelDates asked = options(Map.of("dates", "best-before"));

    OptionsException refused = catchThrowableOfType(OptionsException.class, () -> asked.of(null));

    assertThat(refused.faults())
        .containsExactly(
            new OptionFault(
                "dates",
                "needs a day for best-before, as the batch has no last day:"
                    + " best-before:2027-12-31"));
    assertThat(options(Map.of()).of(null)).isEmpty();
  }

  /** Tags of files that were fetched before are good for ever. */
  @Test
  void canonicalForm_withoutAChoice_isThatOfBefore() {
    assertThat(options(Map.of()).canonical()).isEqualTo("dated=true");
    assertThat(options(Map.of("dates", "expiry")).canonical()).isEqualTo("dated=true");
    assertThat(options(Map.of("dates", "false")).canonical()).isEqualTo("dated=false");
    assertThat(options(Map.of("dates", "packing:2026-04-02", "language", "pt")).canonical())
        .isEqualTo("dates=packing:2026-04-02 language=pt");
  }

  @Test
  void pdf_showsTheDatesThatWereAskedFor() throws IOException {
    Map<String, String> options =
        Map.of("dates", "production:2026-04-01,best-before:2027-12-31", "count", "1");

    byte[] pdf = Whole.bytes(TestBatch.file(TestBatch.of(3), BatchFormat.PDF, options));

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Made 2026-04-01", "Best before 2027-12-31")
          .doesNotContain("Use by");
    }
  }

  @Test
  void words_areSet_whereAFontHasTheirLetters_andRefusedByNameElsewhere() {
    for (String language : List.of("en", "pt", "ru", "id")) {
      Map<String, String> options =
          Map.of("dates", "packing:2026-04-02", "language", language, "count", "1");
      assertThat(Whole.bytes(TestBatch.file(TestBatch.of(1), BatchFormat.ZPL, options)))
          .isNotEmpty();
    }
    for (String language : List.of("zh", "hi", "ar", "fa", "am")) {
      Map<String, String> options =
          Map.of("dates", "packing:2026-04-02", "language", language, "count", "1");
      OptionsException refused =
          catchThrowableOfType(
              OptionsException.class,
              () -> TestBatch.file(TestBatch.of(1), BatchFormat.ZPL, options));
      assertThat(refused.faults()).extracting(OptionFault::option).contains("dates");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh", "pt", "ru", "hi", "ar", "fa", "am", "id"})
  void captions_ofEveryLanguage_areShortEnough(String tag) {
    LabelLanguage language = LabelLanguage.tagged(tag).orElseThrow();

    assertThat(
            List.of(
                language.useBy(LAST),
                language.bestBefore(LAST),
                language.made(LAST),
                language.packed(LAST)))
        .extracting(LabelDate::caption)
        .doesNotHaveDuplicates()
        .allSatisfy(caption -> assertThat(caption.length()).isBetween(2, LabelDate.MAX_CAPTION));
  }

  private static LabelDates options(Map<String, String> given) {
    return FileOptions.parse(BatchFormat.PDF, given).labels().dates();
  }

  private static List<String> lines(LabelDates dates) {
    return dates.of(LAST).stream().map(LabelDate::toString).toList();
  }
}
