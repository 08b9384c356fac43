package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bricscodes.provenance.Evidence;
import org.bricscodes.provenance.Gap;
import org.bricscodes.provenance.Reason;
import org.bricscodes.provenance.RecallNotice;
import org.bricscodes.provenance.RecallScope;
import org.bricscodes.provenance.Verdict;
import org.bricscodes.reports.ReportKind;
import org.bricscodes.reports.ReportState;
import org.bricscodes.scans.RuleName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TextsTest {

  /** Texts that are the same in English and in some other language, rightly. */
  private static final Set<String> THE_SAME_IN_SOME =
      Set.of("gap.way", "place.city", "place.country", "share.title");

  /** Recalls whose text names no lot. */
  private static final Set<RecallNotice.Scope> OF_NO_LOT =
      Set.of(
          RecallNotice.Scope.PRODUCT,
          RecallNotice.Scope.LIFTED_PRODUCT,
          RecallNotice.Scope.LIFTED_PACKS);

  /** Letters of the script that each text of the language must show; empty: Latin letters. */
  private static final Map<Language, Pattern> SCRIPTS =
      Map.of(
          Language.CHINESE, Pattern.compile("\\p{IsHan}"),
          Language.RUSSIAN, Pattern.compile("\\p{IsCyrillic}"),
          Language.HINDI, Pattern.compile("\\p{IsDevanagari}"),
          Language.ARABIC, Pattern.compile("\\p{IsArabic}"),
          Language.PERSIAN, Pattern.compile("\\p{IsArabic}"),
          Language.AMHARIC, Pattern.compile("\\p{IsEthiopic}"));

  private static final Pattern ENGLISH_WORDS =
      Pattern.compile("\\b(the|this|was|of|and|not|is|code)\\b", Pattern.CASE_INSENSITIVE);

  static Stream<String> everyWordOfTheDomain() {
    return Stream.of(
            Stream.of(Verdict.values()).map(verdict -> "verdict." + verdict.word()),
            Stream.of(Verdict.values()).map(verdict -> "meaning." + verdict.word()),
            Stream.of(Reason.Kind.values())
                .filter(reason -> reason != Reason.Kind.RECALLED)
                .map(reason -> "reason." + reason.word()),
            Stream.of(RecallScope.values()).map(scope -> "reason.recalled." + scope.word()),
            Stream.of(Evidence.values()).map(evidence -> "evidence." + evidence.word()),
            Stream.of(Evidence.values()).map(evidence -> "grade." + evidence.word()),
            Stream.of(RuleName.values()).map(rule -> "rule." + rule.word()),
            Stream.of(RuleName.values()).map(rule -> "honest." + rule.word()),
            Stream.of(Gap.Kind.values()).map(kind -> "gap." + kind.word()),
            Stream.of(ReportKind.values()).map(kind -> "report.kind." + kind.word()),
            Stream.of(ReportState.values()).map(state -> "report.state." + state.word()),
            Stream.of(RecallNotice.Scope.values())
                .filter(scope -> !OF_NO_LOT.contains(scope))
                .map(scope -> "recall." + scope.word() + ".of"),
            OF_NO_LOT.stream().map(scope -> "recall." + scope.word()),
            Stream.of("recall.packs"))
        .flatMap(words -> words);
  }

  @ParameterizedTest
  @MethodSource("everyWordOfTheDomain")
  void word_hasAText(String key) {
    assertThatCode(() -> Texts.in(Language.ENGLISH).of(key)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
  void language_hasEveryText_andNoOther(Language language) {
    assertThat(Texts.file("_" + language.tag()).keySet())
        .containsExactlyInAnyOrderElementsOf(Texts.file("").keySet());
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
  void language_fillsInTheSameNames_withThePluralFormsItHas(Language language) {
    Map<String, String> original = Texts.file("");

    Map<String, String> faults = new TreeMap<>();
    Texts.file("_" + language.tag())
        .forEach(
            (key, text) -> {
              String english = original.getOrDefault(key, "");
              if (!arguments(text).equals(arguments(english))) {
                faults.put(key, arguments(text) + " instead of " + arguments(english));
              }
              Set<String> forms = forms(text);
              Set<String> wanted = PluralRules.forLocale(language.locale()).getKeywords();
              if (!forms.isEmpty() && !forms.containsAll(plainForms(language, wanted))) {
                faults.put(key, forms + " instead of " + wanted);
              }
            });

    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
  void language_leavesNothingInEnglish(Language language) {
    Map<String, String> original = Texts.file("");

    Map<String, String> left = new TreeMap<>();
    Texts.file("_" + language.tag())
        .forEach(
            (key, text) -> {
              if (THE_SAME_IN_SOME.contains(key) || key.equals("translation.status")) {
                return;
              }
              String words = withoutBraces(text);
              Pattern script = SCRIPTS.get(language);
              if (text.equals(original.get(key))
                  || ENGLISH_WORDS.matcher(words).find()
                  || (script != null && !script.matcher(words).find())) {
                left.put(key, text);
              }
            });

    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void translation_saysWhoMadeIt(Language language) {
    assertThat(Texts.in(language).of("translation.status"))
        .isEqualTo(language == Language.ENGLISH ? "original" : "machine");
  }

  /** A text with every letter changed shows what is not taken from the texts at all. */
  @Test
  void pseudoLanguage_fillsInEverything() {
    Map<String, Object> arguments = new HashMap<>();
    List<String> broken = new ArrayList<>();
    Texts.file("")
        .forEach(
            (key, text) -> {
              arguments.clear();
              arguments(text).forEach(name -> arguments.put(name, 3));
              String said = new MessageFormat(pseudo(text)).format(arguments);
              if (said.indexOf('{') >= 0 || said.indexOf('}') >= 0) {
                broken.add(key + ": " + said);
              }
            });

    assertThat(broken).isEmpty();
  }

  @Test
  void text_thatIsMissing_isNamed() {
    assertThatThrownBy(() -> Texts.in(Language.RUSSIAN).of("no.such"))
        .isInstanceOf(MissingResourceException.class)
        .hasMessageContaining("no such text");
  }

  /** English as a translator might have it: longer, with marks on the letters. */
  static String pseudo(String text) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      out.append(c);
      if (depth == 0 && Character.isLetter(c)) {
        out.append('\u0301');
      }
    }
    return out.append(" ⟧").toString();
  }

  /** Portuguese counts whole millions by a form of its own, Russian fractions. */
  private static Set<String> plainForms(Language language, Set<String> all) {
    return language == Language.PORTUGUESE ? Set.of("one", "other") : all;
  }

  private static Set<String> arguments(String text) {
    Set<String> names = new TreeSet<>();
    MessagePattern pattern = new MessagePattern(text);
    for (int i = 0; i < pattern.countParts(); i++) {
      if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_NAME) {
        names.add(pattern.getSubstring(pattern.getPart(i)));
      }
    }
    return names;
  }

  private static Set<String> forms(String text) {
    Set<String> forms = new TreeSet<>();
    MessagePattern pattern = new MessagePattern(text);
    for (int i = 0; i < pattern.countParts(); i++) {
      if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_SELECTOR) {
        forms.add(pattern.getSubstring(pattern.getPart(i)));
      }
    }
    return forms;
  }

  /** What a reader sees of a text, roughly. */
  private static String withoutBraces(String text) {
    return text.replaceAll("\\{[a-zA-Z]+\\}", "")
        .replaceAll("\\{[a-zA-Z]+, plural,", "")
        .replaceAll("\\b(zero|one|two|few|many|other) \\{", "");
  }
}
