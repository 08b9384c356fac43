package org.bricscodes.reports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report as it stands.
 *
 * @param language of the page it was written on, a BCP 47 tag
 * @param verdict what the page said of the code then, its word
 * @param hour in which it came; no more precise, so that it cannot be matched with visits
 * @param words of the reporter; empty once it is withdrawn
 * @param answers of the owner, oldest first; at most {@link #MAX_ANSWERS}
 */
public record Report(
    ReportId id,
    ReportSubject subject,
    ReportKind kind,
    Words words,
    String language,
    String verdict,
    Instant hour,
    ReportState state,
    List<Answer> answers) {

  public static final int MAX_ANSWERS = 10;

  /**
   * What the owner answered.
   *
   * @param by the party
   * @param at to the second
   */
  public record Answer(String by, Instant at, Words words) {
    public Answer {
      if (words.isEmpty()) {
        throw new IllegalArgumentException("an answer says something");
      }
    }
  }

  public Report {
    answers = List.copyOf(answers);
    if (answers.size() > MAX_ANSWERS) {
      throw new IllegalArgumentException("a report has at most 10 answers");
    }
  }

  /** The newest answer. */
  public Optional<Answer> answer() {
    return answers.isEmpty() ? Optional.empty() : Optional.of(answers.getLast());
  }

  Report with(ReportState next, Words kept, List<Answer> given) {
    return new Report(id, subject, kind, kept, language, verdict, hour, next, given);
  }
}
