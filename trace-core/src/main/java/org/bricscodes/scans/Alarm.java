package org.bricscodes.scans;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule said to the owner of a code: one for each rule, subject and day.
 *
 * @param id names it among all alarms
 * @param owner who sees it; the operator for what concerns no code of anybody's
 * @param weight of the rule then
 * @param gtin the product; null for a network that guesses
 * @param lot null likewise
 * @param serial null for a lot or a network
 * @param first when it was raised
 * @param last when the rule last held anew that day
 * @param times how often it did, at most once for each time it was recorded
 * @param facts when, where and how many
 * @param acknowledged null: still open
 */
public record Alarm(
    String id,
    String owner,
    RuleName rule,
    int weight,
    @Nullable String gtin,
    @Nullable String lot,
    @Nullable String serial,
    Instant first,
    Instant last,
    int times,
    Map<String, String> facts,
    @Nullable Acknowledgement acknowledged) {

  /** Somebody looked into it. */
  public record Acknowledgement(String by, Instant at, String note) {}

  public Alarm {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  Alarm again(Hit hit) {
    return new Alarm(
        id,
        owner,
        rule,
        Math.max(weight, hit.weight()),
        gtin,
        lot,
        serial,
        first,
        hit.at().isAfter(last) ? hit.at() : last,
        times + 1,
        hit.facts(),
        acknowledged);
  }

  Alarm acknowledged(Acknowledgement seen) {
    return new Alarm(id, owner, rule, weight, gtin, lot, serial, first, last, times, facts, seen);
  }
}
