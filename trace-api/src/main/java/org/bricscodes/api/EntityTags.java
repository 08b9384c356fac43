package org.bricscodes.api;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strong entity tags in conditional requests (RFC 9110 §8.8.3, §13.1). */
final class EntityTags {

  /** A tag may hold commas, so a list is not cut at them. */
  private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

  private EntityTags() {}

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
