package org.bricscodes.api;

import com.ibm.icu.util.ULocale;
import java.util.Optional;

/** The languages of the pages, in the order in which readers are offered them. */
enum Language {
  ENGLISH("en", "English", "en"),
  CHINESE("zh", "中文", "zh"),
  PORTUGUESE("pt", "Português", "pt"),
  RUSSIAN("ru", "Русский", "ru"),
  HINDI("hi", "हिन्दी", "hi"),
  ARABIC("ar", "العربية", "ar"),
  /** Its dates are those of the Persian calendar. */
  PERSIAN("fa", "فارسی", "fa@calendar=persian"),
  /** Its dates are those of the Ethiopian calendar. */
  AMHARIC("am", "አማርኛ", "am@calendar=ethiopic"),
  INDONESIAN("id", "Bahasa Indonesia", "id");

  private final String tag;
  private final String ownName;
  private final ULocale locale;

  Language(String tag, String ownName, String locale) {
    this.tag = tag;
    this.ownName = ownName;
    this.locale = new ULocale(locale);
  }

  /** The one with this tag, which is not the same as the one a reader of another dialect reads. */
  static Optional<Language> tagged(String tag) {
    for (Language language : values()) {
      if (language.tag.equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /** ISO 639-1, as in {@code hreflang}. */
  String tag() {
    return tag;
  }

  /** What its speakers call it. */
  String ownName() {
    return ownName;
  }

  /** {@code ltr} or {@code rtl}. */
  String direction() {
    return locale.isRightToLeft() ? "rtl" : "ltr";
  }

  /** For numbers, plurals and dates, calendar included. */
  ULocale locale() {
    return locale;
  }
}
