package org.bricscodes.scans;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules over a scan log, in memory and by the same code as over live look-ups, and counts what
 * they say: by code, since a code and not a look-up is what was copied. Lines come in the order of
 * time. One thread at a time.
 */
public final class Replay {

  /** Codes at most; a log of more is replayed in parts. */
  public static final int MAX_CODES = 2_000_000;

  private static final String OWNER = "replay";

  private final Rules rules;
  private final ScanPolicy policy;
  private final Map<ScanSubject, Code> codes = new HashMap<>();
  private final Map<String, LotCount> lots = new HashMap<>();
  private final Set<String> lotHits = new HashSet<>();
  private final Set<Long> guessHits = new HashSet<>();
  private final Optional<GuessBurst.Watch> watch;
  private Instant latest = Instant.MIN;
  private long lines;
  private long guesses;

  private static final class Code {
    private ItemHistory history;
    private ScanLine.@Nullable Label label;
    private final Set<RuleName> hit = EnumSet.noneOf(RuleName.class);
    private int grade;

    Code(ItemHistory history) {
      this.history = history;
    }
  }

  public Replay(Rules rules, ScanPolicy policy) {
    this.rules = rules;
    this.policy = policy;
    this.watch = rules.watch();
  }

  /**
   * The next line.
   *
   * @throws ScanFileException if it lies before the one before, or there are too many codes
   */
  public void add(ScanLine line) throws ScanFileException {
    Visit visit = line.visit();
    if (visit.began().isBefore(latest)) {
      throw new ScanFileException(
          List.of("at: must not lie before the line before; sort the log by it"));
    }
    latest = visit.began();
    lines++;
    Look look = look(line.subject(), visit, visit.began());
    if (visit.found().isGuess()) {
      watch
          .flatMap(networks -> networks.add(look))
          .ifPresent(hit -> guessHits.add(visit.visitor().network()));
    }
    if (visit.found().isIssued()) {
      issued(line, look);
    } else if (visit.found().isGuess()) {
      guesses++;
    }
  }

  private void issued(ScanLine line, Look look) throws ScanFileException {
    if (codes.size() >= MAX_CODES && !codes.containsKey(line.subject())) {
      throw new ScanFileException(List.of("a replay takes at most " + MAX_CODES + " codes"));
    }
    Visit visit = line.visit();
    String lot = line.lot() == null ? "" : line.lot();
    IssuedItem item = new IssuedItem(OWNER, lot, visit.facts());
    Code code =
        codes.computeIfAbsent(line.subject(), subject -> new Code(ItemHistory.none(subject)));
    long before = code.history.count();
    code.history =
        code.history.with(look, item, policy, rules).since(look.at().minus(policy.retention()));
    if (visit.last().isAfter(visit.began())) {
      code.history =
          code.history.with(look(line.subject(), visit, visit.last()), item, policy, rules);
    }
    if (visit.visits() > 1) {
      code.history = code.history.counting(visit);
    }
    if (line.label() == ScanLine.Label.CLONE || code.label == null) {
      code.label = line.label();
    }
    List<Hit> hits = rules.hits(code.history);
    hits.forEach(hit -> code.hit.add(hit.rule()));
    code.grade = Math.max(code.grade, grade(rules.assess(code.history)));
    long wide = 0;
    if (code.history.known().spread() == ItemSummary.Spread.NARROW && rules.isWide(hits)) {
      code.history = code.history.with(code.history.known().wide());
      wide = 1;
    }
    count(line.subject().gtin() + " " + lot, look, before, code.history.count(), wide);
  }

  private void count(String lot, Look look, long before, long after, long wide) {
    LotCount.Change change =
        new LotCount.Change(OWNER, before == 0 ? 1 : 0, after - before, wide, look.at(), Map.of());
    LotCount count = lots.getOrDefault(lot, LotCount.none(lot, change)).plus(change);
    lots.put(lot, count);
    if (wide > 0 && rules.lot(count).isPresent()) {
      lotHits.add(lot);
    }
  }

  /** Visits to a code so far, those of folds included. */
  long visitsTo(ScanSubject subject) {
    Code code = codes.get(subject);
    return code == null ? 0 : code.history.count();
  }

  /** What the rules said so far. */
  public ReplayReport report() {
    Map<RuleName, ReplayReport.Tally> byRule = new EnumMap<>(RuleName.class);
    ReplayReport.Tally all = ReplayReport.Tally.NONE;
    ReplayReport.Tally twice = ReplayReport.Tally.NONE;
    ReplayReport.Tally care = ReplayReport.Tally.NONE;
    ReplayReport.Tally warning = ReplayReport.Tally.NONE;
    for (RuleName rule : RuleName.values()) {
      byRule.put(rule, ReplayReport.Tally.NONE);
    }
    for (Code code : codes.values()) {
      all = all.plus(code.label);
      twice = code.history.count() > 1 ? twice.plus(code.label) : twice;
      care = code.grade > 0 ? care.plus(code.label) : care;
      warning = code.grade > 1 ? warning.plus(code.label) : warning;
      for (RuleName rule : code.hit) {
        byRule.put(rule, byRule.getOrDefault(rule, ReplayReport.Tally.NONE).plus(code.label));
      }
    }
    return new ReplayReport(
        lines, guesses, all, twice, care, warning, byRule, lotHits.size(), guessHits.size());
  }

  private static int grade(Assessment assessment) {
    return switch (assessment) {
      case Assessment.Calm _ -> 0;
      case Assessment.Care _ -> 1;
      case Assessment.Warning _ -> 2;
    };
  }

  private static Look look(ScanSubject subject, Visit visit, Instant at) {
    return new Look(subject, at, visit.place(), visit.visitor(), visit.found(), visit.channel());
  }
}
