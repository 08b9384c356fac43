package org.bricscodes.api;

import com.ibm.icu.util.LocalePriorityList;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a page: in which language, and by which address, so that its links keep what a label
 * says.
 *
 * @param rawQuery as sent, without the choice of a language
 */
record Reader(Language language, String rawQuery) {

  /** The query parameter that chooses a language. No GS1 AI, which are digits. */
  static final String PARAMETER = "lang";

  /** Of {@code Accept-Language}, which senders may make as long as their headers. */
  private static final int MAX_HEADER = 1_000;

  /** One who asked for nothing. */
  static final Reader ENGLISH = new Reader(Language.ENGLISH, "");

  /**
   * The language chosen by a link, else the first of those the browser names that is spoken here,
   * else that of most readers in the country, else English. Whatever is not understood is passed
   * over: a page in another language is better than none.
   *
   * @param acceptLanguage RFC 9110 §12.5.4
   * @param country ISO 3166-1 alpha-2; null: unknown
   */
  static Reader of(
      Optional<String> rawQuery, Optional<String> acceptLanguage, @Nullable String country) {
    List<String> others = new ArrayList<>();
    Optional<Language> chosen = Optional.empty();
    for (String pair : rawQuery.orElse("").split("&", -1)) {
      if (pair.startsWith(PARAMETER + "=")) {
        chosen = chosen.or(() -> spoken(pair.substring(PARAMETER.length() + 1)));
      } else if (!pair.isEmpty()) {
        others.add(pair);
      }
    }
    Language language =
        chosen
            .or(() -> acceptLanguage.flatMap(Reader::wished))
            .or(() -> Optional.ofNullable(country).flatMap(Reader::usual))
            .orElse(Language.ENGLISH);
    return new Reader(language, String.join("&", others));
  }

  /** The query of this page in another language, question mark included. */
  String in(Language other) {
    return (rawQuery.isEmpty() ? "?" : "?" + rawQuery + "&") + PARAMETER + "=" + other.tag();
  }

  private static Optional<Language> wished(String acceptLanguage) {
    if (acceptLanguage.length() > MAX_HEADER) {
      return Optional.empty();
    }
    try {
      for (ULocale wish : LocalePriorityList.add(acceptLanguage).build()) {
        Optional<Language> spoken = Language.tagged(ULocale.createCanonical(wish).getLanguage());
        if (spoken.isPresent()) {
          return spoken;
        }
      }
    } catch (IllegalArgumentException _) {
      // Not a list of languages.
    }
    return Optional.empty();
  }

  private static Optional<Language> usual(String country) {
    return Language.tagged(ULocale.addLikelySubtags(new ULocale("und_" + country)).getLanguage());
  }

  private static Optional<Language> spoken(String tag) {
    return tag.length() > 35
        ? Optional.empty()
        : Language.tagged(ULocale.createCanonical(ULocale.forLanguageTag(tag)).getLanguage());
  }
}
