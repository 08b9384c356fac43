package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bricscodes.reports.ReportKind;
import org.bricscodes.reports.Words;

/**
 * A report as it was typed.
 *
 * @param written as sent, right or wrong
 * @param once made with the form: the same form sent twice is one report; empty: none
 */
record ReportForm(Optional<ReportKind> kind, String written, String once, List<Fault> faults) {

  /** What is to be put right. */
  enum Fault {
    KIND(
        "report.fault.kind",
        "kind",
        "must be seal, quality, safety, counterfeit, wrong-product or other"),
    TOO_LONG("report.fault.too-long", "words", "must have at most 1000 characters"),
    NOT_TEXT("report.fault.not-text", "words", "must be text, without control characters");

    private final String key;
    private final String field;
    private final String message;

    Fault(String key, String field, String message) {
      this.key = key;
      this.field = field;
      this.message = message;
    }

    /** Of the text that says it to a person. */
    String key() {
      return key;
    }

    String field() {
      return field;
    }

    Problem.Fault forPrograms() {
      return new Problem.Fault(field, message);
    }
  }

  private static final Set<String> FIELDS = Set.of("kind", "words", "once");

  /** As forms have it: 96 random bits. */
  private static final Pattern ONCE = Pattern.compile("[A-Za-z0-9_-]{16}");

  static final ReportForm EMPTY = new ReportForm(Optional.empty(), "", "", List.of());

  ReportForm {
    faults = List.copyOf(faults);
  }

  /**
   * @throws Problem if it is no form, or another one
   */
  static ReportForm read(Exchange exchange) {
    FormFields fields = FormFields.read(exchange, FIELDS);
    List<Fault> faults = new ArrayList<>();
    Optional<ReportKind> kind = fields.value("kind").flatMap(ReportKind::of);
    if (kind.isEmpty()) {
      faults.add(Fault.KIND);
    }
    String words = fields.value("words").orElse("");
    Words.faultOf(words)
        .ifPresent(
            fault ->
                faults.add(
                    switch (fault) {
                      case TOO_LONG -> Fault.TOO_LONG;
                      case NOT_TEXT -> Fault.NOT_TEXT;
                    }));
    String once = fields.value("once").filter(ONCE.asMatchPredicate()).orElse("");
    return new ReportForm(kind, words, once, faults);
  }

  /**
   * @throws Problem with every fault, for programs
   */
  void require() {
    if (!faults.isEmpty()) {
      List<Problem.Fault> all = faults.stream().map(Fault::forPrograms).toList();
      throw new Problem(
          ProblemKind.INVALID_BODY, all.getFirst().where() + ": " + all.getFirst().message(), all);
    }
  }
}
