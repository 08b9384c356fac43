package org.bricscodes.api;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strong entity tags in conditional requests (RFC 9110 §8.8.3, §13.1). */
final class EntityTags {

  /** A tag may hold commas, so a list is not cut at them. */
  private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

  /**
   * RFC 9110 §8.8.3: {@code etagc} is any visible character but the quotation mark, or obs-text.
   */
  private static final Pattern LISTED = Pattern.compile("(W/)?\"([!#-~\\x80-\\xFF]*)\"");

  /** Tags of one request, at most. */
  private static final int MAX_TAGS = 100;

  private EntityTags() {}

  /**
   * The strong tags of {@code If-Match} (RFC 9110 §13.1.1), without their quotation marks; weak
   * ones are left out, since none is ever equal there.
   *
   * @param fields every line of the field, of which there is one at least
   * @return empty for {@code *}
   * @throws Problem if it is no list of tags
   */
  static Optional<Set<String>> list(List<String> fields, String name) {
    String value = String.join(",", fields).strip();
    if (value.equals("*")) {
      return Optional.empty();
    }
    Set<String> strong = new HashSet<>();
    Matcher tag = LISTED.matcher(value);
    int tags = 0;
    int at = elements(value, 0);
    while (at < value.length()) {
      if (!tag.region(at, value.length()).lookingAt() || ++tags > MAX_TAGS) {
        throw notAList(name);
      }
      if (tag.group(1) == null) {
        strong.add(tag.group(2));
      }
      at = elements(value, tag.end());
      if (at < value.length() && value.substring(tag.end(), at).indexOf(',') < 0) {
        throw notAList(name); // two tags with no comma between
      }
    }
    if (tags == 0) {
      throw notAList(name);
    }
    return Optional.of(strong);
  }

  /** Where the next element begins: behind commas and blanks; empty elements are passed over. */
  private static int elements(String value, int from) {
    int at = from;
    while (at < value.length() && " \t,".indexOf(value.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static Problem notAList(String name) {
    return Problem.invalidParameter(
        name, "must be *, or at most 100 ETags with commas between, each in quotation marks");
  }

  static String quoted(String tag) {
    return '"' + tag + '"';
  }

  /**
   * Whether a list of tags, or {@code *}, holds this one.
   *
   * @param weakly whether one that is marked as weak counts as equal
   */
  static boolean anyIs(List<String> fields, String tag, boolean weakly) {
    for (String field : fields) {
      if (field.strip().equals("*")) {
        return true;
      }
      Matcher one = TAG.matcher(field);
      while (one.find()) {
        if ((weakly || one.group(1) == null) && one.group(2).equals(tag)) {
          return true;
        }
      }
    }
    return false;
  }
}
