package org.bricscodes.api;

import java.util.List;

/** Strong entity tags in conditional requests (RFC 9110 §8.8.3, §13.1). */
final class EntityTags {

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
      for (String part : field.split(",", -1)) {
        String one = part.strip();
        String opaque = weakly && one.startsWith("W/") ? one.substring(2) : one;
        if (one.equals("*") || opaque.equals(quoted(tag))) {
          return true;
        }
      }
    }
    return false;
  }
}
