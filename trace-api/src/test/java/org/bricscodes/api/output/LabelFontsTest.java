package org.bricscodes.api.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.codes.SerialRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that the font that comes along cannot set, in fonts an operator names. */
final class LabelFontsTest {

  private static final String TEA = "安溪铁观音";

  @TempDir private Path folder;
  private Path squares;
  private LabelFonts fonts;

  @SuppressWarnings("NullAway.Init") // set before each test
  LabelFontsTest() {}

  @BeforeEach
  void font() throws IOException {
    squares = SquareFont.in(folder);
    fonts = LabelFonts.of(List.of(squares));
  }

  @Test
  void zpl_chineseName_isDrawnOnEveryLabel() {
    SerialRun run = TestBatch.of("A26-07", TEA, 3);

    String zpl = new String(zpl(run), StandardCharsets.US_ASCII);

    // The symbol and the name are graphics; a name that Helvetica sets is text.
    assertThat(zpl.split("\\^GFA", -1)).hasSize(1 + 3 * 2);
  }

  @Test
  void pdf_chineseName_isDrawnAndCanBeCopied() {
    SerialRun run = TestBatch.of("A26-07", TEA, 3);

    String pdf =
        new String(
            Whole.bytes(TestBatch.file(run, fonts, BatchFormat.PDF, Map.of())),
            StandardCharsets.ISO_8859_1);

    assertThat(pdf).contains("/ActualText<FEFF5B896EAA94C189C297F3>");
  }

  @ParameterizedTest
  @EnumSource(names = {"PDF", "ZPL"})
  void chineseName_withoutSuchAFont_isRefusedSayingHowToNameOne(BatchFormat format) {
    SerialRun run = TestBatch.of("A26-07", TEA, 3);

    OptionsException refused =
        catchThrowableOfType(OptionsException.class, () -> TestBatch.file(run, format, Map.of()));

    assertThat(refused.faults())
        .containsExactly(
            new OptionFault(
                "name",
                "cannot be so: no font has a character, found 安 U+5B89, 溪 U+6EAA,"
                    + " 铁 U+94C1, 观 U+89C2, 音 U+97F3, expected characters of the"
                    + " fonts that are named by trace serve --label-font, or by trace codes export"
                    + " --font"));
  }

  /** Another font draws other bytes, so it must be another tag; other files have no letters. */
  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void tag_ofLabelsAlone_tellsFontsApart(BatchFormat format) throws IOException {
    SerialRun run = TestBatch.of(3);
    byte[] longer = Files.readAllBytes(squares);
    Path other = folder.resolve("other.ttf");
    Files.write(other, Arrays.copyOf(longer, longer.length + 4));
    Path copy = Files.copy(squares, folder.resolve("copy.ttf"));
    String plain = tag(run, format, LabelFonts.NONE);
    String squared = tag(run, format, fonts);

    assertThat(tag(run, format, LabelFonts.of(List.of(copy)))).isEqualTo(squared);
    if (format.isLabels()) {
      assertThat(List.of(plain, squared, tag(run, format, LabelFonts.of(List.of(other)))))
          .doesNotHaveDuplicates();
      assertThat(tag(run, format, LabelFonts.of(List.of(squares, other))))
          .isNotEqualTo(tag(run, format, LabelFonts.of(List.of(other, squares))));
    } else {
      assertThat(squared).isEqualTo(plain);
    }
  }

  /** One font serves everybody at once. */
  @Test
  void labels_madeOnManyThreads_areTheSame() throws Exception {
    SerialRun run = TestBatch.of("A26-07", TEA, 20);
    byte[] alone = zpl(run);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<byte[]>> orders = Collections.nCopies(32, () -> zpl(run));
      for (Future<byte[]> made : threads.invokeAll(orders)) {
        assertThat(made.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void files_thatAreNoFonts_areAllNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.ttf"), "not a font");
    Path absent = folder.resolve("absent.otf");
    String expected = ", expected a readable TTF, OTF or TTC file of at most 64 MiB";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelFonts.of(List.of(text, squares, absent)))
        .withMessage(
            "a font cannot be used for labels: found "
                + text
                + expected
                + "; a font cannot be used for labels: found "
                + absent
                + expected);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelFonts.of(Collections.nCopies(9, squares)))
        .withMessage("at most 8 label fonts can be named, found 9");
  }

  private byte[] zpl(SerialRun run) {
    return Whole.bytes(TestBatch.file(run, fonts, BatchFormat.ZPL, Map.of()));
  }

  private static String tag(SerialRun run, BatchFormat format, LabelFonts fonts) {
    return TestBatch.file(run, fonts, format, Map.of()).tag();
  }
}
