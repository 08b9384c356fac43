package org.bricscodes.codes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a report. */
final class ReportFaults {

  private ReportFaults() {}

  /**
   * @throws CodesException.InvalidOrder with every fault
   */
  static void check(Batch batch, StageReport report, Instant latest) {
    OrderFaults faults = new OrderFaults();
    if (report.from() < 0 || report.from() >= batch.count()) {
      faults.add("from", "must be a place in the batch, 0 to " + (batch.count() - 1));
    } else if (report.count() < 1 || report.count() > batch.count() - report.from()) {
      faults.add(
          "count",
          "must be 1 to " + (batch.count() - report.from()) + ", which is what follows that place");
    }
    if (report.by().isEmpty()) {
      faults.add("by", "is missing; give the party's URI or name");
    } else {
      faults.text("by", report.by());
    }
    Instant at = report.at();
    if (at != null && (at.isAfter(latest) || at.isBefore(Instant.EPOCH))) {
      faults.add("at", "must be a time since 1970 and not lie in the future");
    }
    wasted(faults, batch, report.wasted());
    faults.text("reason", report.reason());
    if (!report.wasted().isEmpty() && report.reason() == null) {
      faults.add("reason", "is missing; say why codes were wasted");
    }
    faults.idempotencyKey(report.idempotencyKey());
    faults.throwIfAny();
  }

  private static void wasted(OrderFaults faults, Batch batch, List<Long> wasted) {
    if (wasted.size() > StageReport.MAX_WASTED) {
      faults.add("wasted", "must be at most 10000 codes; use several reports, or a void list");
      return;
    }
    for (int i = 0; i < wasted.size(); i++) {
      if (wasted.get(i) < 0 || wasted.get(i) >= batch.count()) {
        faults.add("wasted/" + i, "must be a place in the batch, 0 to " + (batch.count() - 1));
      }
    }
  }

  /** What tells this report from another under the same key. */
  static String digest(StageReport report) {
    MessageDigest sha256 = sha256();
    for (Object part : List.of(report.stage(), report.from(), report.count(), field(report.by()))) {
      sha256.update((part + "\n").getBytes(StandardCharsets.UTF_8));
    }
    sha256.update((field(report.at()) + field(report.reason())).getBytes(StandardCharsets.UTF_8));
    report.wasted().stream()
        .sorted()
        .distinct()
        .forEach(place -> sha256.update((place + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha256.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }

  private static String field(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    return text.length() + ":" + text;
  }
}
