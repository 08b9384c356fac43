package org.bricscodes.api.output;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bricscodes.label.LabelDate;
import org.bricscodes.label.LabelLanguage;
import org.jspecify.annotations.Nullable;

/**
 * Which dates labels show, in this order, and in what language they are called.
 *
 * @param wanted each kind at most once
 */
record LabelDates(List<Wanted> wanted, LabelLanguage language) {

  /** The last day of use, where the batch has one. */
  static final List<Wanted> USUAL = List.of(new Wanted(Kind.EXPIRY, null));

  /** What a date is. */
  enum Kind {
    EXPIRY("expiry"),
    BEST_BEFORE("best-before"),
    PRODUCTION("production"),
    PACKING("packing");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * One date.
   *
   * @param day null: the last day that the batch was ordered with
   */
  record Wanted(Kind kind, @Nullable LocalDate day) {

    String canonical() {
      return kind.word + (day == null ? "" : ":" + day);
    }
  }

  LabelDates {
    wanted = List.copyOf(wanted);
  }

  /**
   * As they are printed.
   *
   * @param expiry of the batch; null: it has none
   * @throws OptionsException naming a date that needs a day of its own
   */
  List<LabelDate> of(@Nullable LocalDate expiry) {
    List<LabelDate> dates = new ArrayList<>();
    for (Wanted one : wanted) {
      LocalDate day = one.day == null ? expiry : one.day;
      if (day != null) {
        dates.add(
            switch (one.kind) {
              case EXPIRY -> language.useBy(day);
              case BEST_BEFORE -> language.bestBefore(day);
              case PRODUCTION -> language.made(day);
              case PACKING -> language.packed(day);
            });
      } else if (!wanted.equals(USUAL)) {
        String word = one.kind.word;
        throw new OptionsException(
            List.of(
                new OptionFault(
                    "dates",
                    "needs a day for "
                        + word
                        + ", as the batch has no last day: "
                        + word
                        + ":2027-12-31")));
      }
    }
    return dates;
  }

  /** As it was written before there was a choice, where nothing is chosen: tags of files stay. */
  String canonical() {
    boolean usual = wanted.isEmpty() || wanted.equals(USUAL);
    return usual && language == LabelLanguage.ENGLISH
        ? "dated=" + !wanted.isEmpty()
        : "dates="
            + wanted.stream().map(Wanted::canonical).collect(Collectors.joining(","))
            + " language="
            + language.tag();
  }
}
