package org.bricscodes.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.anchoring.AnchorPolicy;
import org.bricscodes.ledger.LedgerId;
import org.jspecify.annotations.Nullable;

/**
 * How one ledger is served, as its file says: {@code policy} ({@code local} or {@code remote}) and,
 * each in place of the policy's own, {@code anchor.every}, {@code anchor.poll}, {@code
 * anchor.stuck-after} and {@code anchor.call-timeout} (such as {@code 30s}, {@code 5m}, {@code
 * 2h}); {@code anchor.events=each} carries single events too, {@code anchor.events-from} from an
 * index on ({@code now} by default); {@code anchor.ledger} is the id the ledger must have.
 *
 * @param eventsFrom empty where no single events are carried; -1 for from now on
 */
record LedgerPace(AnchorPolicy policy, OptionalLong eventsFrom, Optional<LedgerId> expected) {

  private static final String PREFIX = "anchor.";
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h)");
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Takes its own keys out of a file's settings; every fault is added to {@code faults}. */
  static LedgerPace taken(Map<String, String> settings, List<String> faults) {
    AnchorPolicy base = policy(settings.remove("policy"), faults);
    Duration call = span(settings, "call-timeout", base.callTimeout(), faults);
    AnchorPolicy policy =
        new AnchorPolicy(
            span(settings, "every", base.every(), faults),
            span(settings, "poll", base.poll(), faults),
            span(settings, "stuck-after", base.stuckAfter(), faults),
            call,
            base.minBackoff(),
            base.maxBackoff(),
            longer(base.lease(), call.multipliedBy(4)));
    LedgerPace pace =
        new LedgerPace(policy, eventsFrom(settings, faults), expected(settings, faults));
    for (String key : new TreeSet<>(settings.keySet())) {
      if (key.startsWith(PREFIX)) {
        settings.remove(key);
        faults.add(
            "'"
                + key
                + "' is not known; there are anchor.every, anchor.poll, anchor.stuck-after,"
                + " anchor.call-timeout, anchor.events, anchor.events-from and anchor.ledger");
      }
    }
    return pace;
  }

  private static AnchorPolicy policy(@Nullable String name, List<String> faults) {
    if (name == null || name.equals("remote")) {
      return AnchorPolicy.remote();
    }
    if (!name.equals("local")) {
      faults.add("'policy' must be local or remote");
    }
    return AnchorPolicy.local();
  }

  private static Duration span(
      Map<String, String> settings, String key, Duration standard, List<String> faults) {
    String text = settings.remove(PREFIX + key);
    if (text == null) {
      return standard;
    }
    Matcher parts = SPAN.matcher(text);
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      Duration span =
          switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (span.compareTo(SHORTEST) >= 0 && span.compareTo(LONGEST) <= 0) {
        return span;
      }
    }
    faults.add(
        "'" + PREFIX + key + "' is a time such as 500ms, 30s, 5m or 2h, from 100ms to seven days");
    return standard;
  }

  private static OptionalLong eventsFrom(Map<String, String> settings, List<String> faults) {
    String events = settings.remove(PREFIX + "events");
    String from = settings.remove(PREFIX + "events-from");
    if (events == null || events.equals("none")) {
      if (from != null) {
        faults.add("'anchor.events-from' needs anchor.events=each");
      }
      return OptionalLong.empty();
    }
    if (!events.equals("each")) {
      faults.add("'anchor.events' is each or none");
    }
    if (from == null || from.equals("now")) {
      return OptionalLong.of(-1);
    }
    if (!from.matches("0|[1-9][0-9]{0,17}")) {
      faults.add("'anchor.events-from' is an index in the log, from 0, or now");
      return OptionalLong.of(-1);
    }
    return OptionalLong.of(Long.parseLong(from));
  }

  private static Optional<LedgerId> expected(Map<String, String> settings, List<String> faults) {
    String text = settings.remove(PREFIX + "ledger");
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LedgerId.parse(text));
    } catch (IllegalArgumentException e) {
      faults.add("'anchor.ledger' is no ledger id: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
