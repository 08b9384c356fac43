package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bricscodes.provenance.Reason;
import org.bricscodes.provenance.Verdict;
import org.bricscodes.scans.Assessment;
import org.jspecify.annotations.Nullable;

/**
 * What a page says first: the verdict in words, icon and colour, and how often it was asked for.
 */
final class VerdictView {

  private final Wording wording;
  private final ScanWords scans;

  VerdictView(Wording wording) {
    this.wording = wording;
    this.scans = new ScanWords(wording);
  }

  /**
   * Fills in the verdict. A warning changes what is said first; anything less stands below it.
   *
   * @param recalledBy what the party is called that recalled it; null: none did
   * @param sighting null: nothing is to be said of visits
   */
  void fill(
      Map<String, Object> values,
      Verdict verdict,
      @Nullable Reason reason,
      @Nullable String recalledBy,
      Scans.@Nullable Sighting sighting) {
    boolean copied =
        verdict == Verdict.GENUINE
            && sighting != null
            && sighting.assessment() instanceof Assessment.Warning;
    values.put("tone", copied ? "care" : tone(verdict));
    values.put("icon", copied ? icon(Verdict.RECALLED) : icon(verdict));
    values.put("verdict", wording.of("verdict." + (copied ? "copied" : word(verdict, sighting))));
    String meaning = "meaning." + (copied ? "copied" : verdict.word());
    Phrase said =
        recalledBy == null
            ? Phrase.own(wording.of(meaning))
            : wording.sentence(meaning, Map.of("party", recalledBy));
    values.put("meaning", said);
    values.put("description", said.bare());
    values.put(
        "picturePath",
        PictureDoors.path(verdict, copied ? PictureDoors.Doubt.COPIED : PictureDoors.Doubt.NONE));
    values.put("hasReason", reason != null);
    List<Object> others = new ArrayList<>();
    if (reason != null) {
      values.put("reason", reason(reason));
      if (reason instanceof Reason.Recalled recall) {
        recall.others().forEach(other -> others.add(Map.of("text", reason(other))));
      }
    }
    values.put("others", others);
    values.put("hasScans", sighting != null);
    if (sighting != null) {
      values.put("scanCount", scans.count(sighting.history()));
      List<Object> notices = new ArrayList<>();
      for (ScanWords.Notice notice : scans.notices(sighting.assessment())) {
        notices.add(Map.of("text", notice.text(), "honest", notice.honestReason()));
      }
      values.put("notices", notices);
      values.put("hasNotices", !notices.isEmpty());
    }
  }

  private static String word(Verdict verdict, Scans.@Nullable Sighting sighting) {
    if (verdict != Verdict.GENUINE || sighting == null || sighting.history().count() == 0) {
      return verdict.word();
    }
    return sighting.history().count() == 1 ? "first" : "again";
  }

  private Phrase reason(Reason reason) {
    String key = "reason." + reason.kind().word();
    return switch (reason) {
      case Reason.Plain _ -> Phrase.own(wording.of(key));
      case Reason.Dated dated -> wording.sentence(key, Map.of("day", wording.day(dated.day())));
      case Reason.Recalled recall ->
          wording.sentence(
              key + "." + recall.scope().word(),
              Map.of("party", recall.name(), "day", wording.day(recall.day())));
      case Reason.Said said ->
          wording.sentence(
              key, Map.of(said.kind() == Reason.Kind.REGISTERED ? "party" : "words", said.words()));
    };
  }

  private static String tone(Verdict verdict) {
    return switch (verdict) {
      case GENUINE -> "good";
      case EXPIRED, REGISTERED, UNKNOWN -> "care";
      case MALFORMED, NOT_ISSUED, WRONG_LOT, RECALLED, VOID -> "bad";
    };
  }

  /** A path on a 24 by 24 grid; shapes differ, so that colour is not all that tells. */
  private static String icon(Verdict verdict) {
    return switch (verdict) {
      case GENUINE -> "M5 13l5 5L20 7";
      case EXPIRED -> "M12 7v5l3 3M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18";
      case REGISTERED -> "M7 4h10v16l-5-4l-5 4z";
      case UNKNOWN -> "M8 9a4 4 0 1 1 5 4c-1 .4-1 1-1 2M12 19v.5";
      case RECALLED -> "M12 4L3 20h18zM12 10v4M12 17v.5";
      case MALFORMED, NOT_ISSUED, WRONG_LOT, VOID -> "M6 6l12 12M18 6L6 18";
    };
  }
}
