package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JacksonException;
import java.util.regex.Pattern;

/** What is wrong with a JSON text, for whoever wrote it: the parser's words without its insides. */
public final class JsonComplaint {

  private static final String SOURCE = "[Source:";

  /** Names of the parser's own classes and settings. */
  private static final Pattern INSIDES =
      Pattern.compile(
          ", from `[^`]*`| \\(bound as `[^`]*`\\)|: not allowed as per `[^`]*`", Pattern.DOTALL);

  private JsonComplaint() {}

  /** One sentence, without the place. */
  public static String of(JacksonException e) {
    String text = String.valueOf(e.getOriginalMessage());
    int source = text.indexOf(SOURCE);
    if (source >= 0) {
      // "… expected close marker for Object (start marker at [Source: …; line: 1, column: 1])"
      int remark = text.lastIndexOf(" (", source);
      text = text.substring(0, remark < 0 ? source : remark);
    }
    return INSIDES.matcher(text).replaceAll("");
  }
}
