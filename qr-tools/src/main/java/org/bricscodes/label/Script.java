package org.bricscodes.label;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bricscodes.label.LabelFault.Reason;

/**
 * Which texts are right when their letters are set one beside the other from left to right. Others
 * are refused: Arabic letters join, Devanagari reorders, Hebrew runs the other way, and a name that
 * is nearly right is an insult to who reads it.
 */
final class Script {

  private static final Set<UnicodeScript> SET =
      Set.of(
          UnicodeScript.COMMON,
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.ETHIOPIC,
          UnicodeScript.CHEROKEE,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.HANGUL);

  private static final String OTHER_WAY =
      "Latin, Greek, Cyrillic, Armenian, Georgian, Ethiopic, Chinese, Japanese or Korean; have a"
          + " name in another script printed on the label stock beforehand";

  private Script() {}

  /** Adds what keeps a text from being printed, whatever the font. */
  static void check(String part, String text, List<LabelFault> faults) {
    List<String> scripts = new ArrayList<>();
    List<String> characters = new ArrayList<>();
    text.codePoints()
        .distinct()
        .forEach(
            point -> {
              UnicodeScript script = UnicodeScript.of(point);
              if (isUnprintable(point)) {
                characters.add(name(point));
              } else if (script != UnicodeScript.INHERITED && !SET.contains(script)) {
                scripts.add(name(point));
              } else if (isMark(point)) {
                scripts.add(name(point));
              }
            });
    if (!characters.isEmpty()) {
      faults.add(
          new LabelFault(
              Reason.CHARACTER,
              part,
              String.join(", ", characters),
              "printable characters on one line"));
    }
    if (!scripts.isEmpty()) {
      faults.add(new LabelFault(Reason.SCRIPT, part, String.join(", ", scripts), OTHER_WAY));
    }
  }

  /** A character as people can look it up: the letter, its number and its name. */
  static String name(int point) {
    String letter = isUnprintable(point) || isMark(point) ? "" : Character.toString(point) + " ";
    return letter + String.format(java.util.Locale.ROOT, "U+%04X", point);
  }

  private static boolean isUnprintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }
}
