package org.bricscodes.resolver;

/** The weight of one member of a header (RFC 9110 §12.4.2). */
final class Quality {

  private Quality() {}

  /** From {@code ;q=0.5}: 1 where there is none, 0 where it cannot be read. */
  static double of(String member) {
    for (int at = member.indexOf(';'); at >= 0; at = member.indexOf(';', at + 1)) {
      int end = member.indexOf(';', at + 1);
      String parameter = member.substring(at + 1, end < 0 ? member.length() : end).strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        return number(parameter.substring(2).strip());
      }
    }
    return 1;
  }

  private static double number(String text) {
    boolean plain =
        !text.isEmpty()
            && text.length() <= 5
            && (text.charAt(0) == '0' || text.charAt(0) == '1')
            && (text.length() == 1 || text.charAt(1) == '.')
            && text.chars().skip(2).allMatch(c -> c >= '0' && c <= '9');
    return plain ? Math.min(1, Double.parseDouble(text)) : 0;
  }
}
