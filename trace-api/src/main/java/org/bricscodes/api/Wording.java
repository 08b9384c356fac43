package org.bricscodes.api;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How one language says things: sentences, days in its calendar, countries, numbers and measures.
 * Any thread.
 *
 * <p>A text that is filled into a sentence is taken for foreign; phrases are filled in as they are,
 * isolated.
 */
final class Wording {

  private final Language language;
  private final Texts texts;
  private final DateFormat day;
  private final DateFormat moment;
  private final LocalizedNumberFormatter number;
  private final LocalizedNumberFormatter celsius;

  private Wording(Language language) {
    this.language = language;
    this.texts = Texts.in(language);
    ULocale locale = language.locale();
    this.day = dates(DateFormat.getDateInstance(DateFormat.LONG, locale));
    this.moment =
        dates(DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.SHORT, locale));
    this.number = NumberFormatter.withLocale(locale);
    this.celsius =
        number
            .unit(MeasureUnit.CELSIUS)
            .unitWidth(UnitWidth.SHORT)
            .precision(Precision.minMaxFraction(0, 1));
  }

  static Wording in(Language language) {
    return new Wording(language);
  }

  Language language() {
    return language;
  }

  Texts texts() {
    return texts;
  }

  String of(String key) {
    return texts.of(key);
  }

  /** The text, or the word itself made readable: for open vocabularies. */
  Phrase ofOpen(String prefix, String word) {
    String key = prefix + word;
    return texts.has(key) ? Phrase.own(texts.of(key)) : Phrase.foreign(readable(word));
  }

  /**
   * A sentence with something filled in.
   *
   * @param arguments each a number, a phrase, or else foreign text
   */
  Phrase sentence(String key, Map<String, ?> arguments) {
    Map<String, Object> filled = new HashMap<>();
    arguments.forEach(
        (name, value) ->
            filled.put(
                name,
                switch (value) {
                  case Number number -> number;
                  case Phrase phrase -> phrase.isolated().text();
                  case Object other -> Phrase.foreign(other.toString()).text();
                }));
    return new Phrase(texts.of(key, filled));
  }

  /** In the calendar of the language's readers. */
  Phrase day(LocalDate date) {
    return Phrase.own(format(day, date.atTime(12, 0).toInstant(ZoneOffset.UTC)));
  }

  /** Day, hour and minute. */
  Phrase moment(Instant time) {
    return Phrase.own(format(moment, time) + " UTC");
  }

  /** Day, hour and minute by the clock that stood there. */
  Phrase moment(Instant time, ZoneOffset offset) {
    return Phrase.own(format(moment, time.plusSeconds(offset.getTotalSeconds())));
  }

  /** The country of a code of ISO 3166-1; the code where it is none. */
  Phrase country(String code) {
    return Phrase.own(ULocale.getDisplayCountry("und-" + code, language.locale()));
  }

  Phrase countries(Collection<String> codes) {
    List<String> names = new ArrayList<>();
    codes.forEach(code -> names.add(country(code).text()));
    return list(names);
  }

  /** Texts that are fit to be shown, as this language lists things. */
  Phrase list(Collection<String> names) {
    return Phrase.own(
        ListFormatter.getInstance(
                language.locale(), ListFormatter.Type.UNITS, ListFormatter.Width.SHORT)
            .format(names));
  }

  Phrase number(long value) {
    return Phrase.own(number.format(value).toString());
  }

  /** Degrees Celsius, to the tenth. */
  Phrase degrees(double value) {
    return Phrase.measure(celsius.format(value).toString());
  }

  /** In days, hours and minutes, the two largest that are not nought; less than a minute is one. */
  Phrase duration(Duration length) {
    long minutes = Math.max(1, length.plusSeconds(30).toMinutes());
    long[] parts = {minutes / 1440, minutes / 60 % 24, minutes % 60};
    MeasureUnit[] units = {MeasureUnit.DAY, MeasureUnit.HOUR, MeasureUnit.MINUTE};
    List<String> said = new ArrayList<>();
    for (int i = 0; i < parts.length && said.size() < 2; i++) {
      if (parts[i] > 0) {
        said.add(number.unit(units[i]).unitWidth(UnitWidth.FULL_NAME).format(parts[i]).toString());
      } else if (!said.isEmpty()) {
        break;
      }
    }
    return Phrase.own(
        ListFormatter.getInstance(
                language.locale(), ListFormatter.Type.UNITS, ListFormatter.Width.WIDE)
            .format(said));
  }

  /** An era is not what makes a date clear, and CLDR abbreviates the Ethiopian one in Latin. */
  private static DateFormat dates(DateFormat format) {
    format.setTimeZone(TimeZone.getTimeZone("UTC"));
    if (format instanceof SimpleDateFormat simple) {
      simple.applyPattern(simple.toPattern().replaceAll(" ?G+", ""));
    }
    return format;
  }

  private static String format(DateFormat format, Instant time) {
    // A format keeps state while it works, so each use has its own.
    return format.clone().format(Date.from(time));
  }

  private static String readable(String word) {
    String spaced = word.replace('_', ' ').replace('-', ' ').strip();
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
