package org.bricscodes.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What media types a client wants, and how much: an {@code Accept} header (RFC 9110 §12.5.1). */
public final class MediaRanges {

  /** Of anything, without a wish. */
  public static final MediaRanges ANY = new MediaRanges(List.of());

  private static final int MAX_RANGES = 32;

  private final List<Range> ranges;

  private record Range(String type, double quality) {}

  private MediaRanges(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /** Reads a header; what is no media range is passed over, as is all beyond 32. Null: no wish. */
  public static MediaRanges parse(@Nullable String accept) {
    if (accept == null || accept.equals("*/*")) {
      return ANY;
    }
    List<Range> ranges = new ArrayList<>();
    for (String part : accept.split(",", MAX_RANGES + 1)) {
      int parameters = part.indexOf(';');
      String type = (parameters < 0 ? part : part.substring(0, parameters)).strip();
      if (type.indexOf('/') > 0 && ranges.size() < MAX_RANGES) {
        ranges.add(new Range(type.toLowerCase(Locale.ROOT), Quality.of(part)));
      }
    }
    return new MediaRanges(ranges);
  }

  /** How much a type is wanted, 0 to 1, by the most specific range that holds it. */
  public double quality(String mediaType) {
    if (ranges.isEmpty()) {
      return 1;
    }
    double quality = 0;
    int exactness = 0;
    for (Range range : ranges) {
      int exact = exactness(range.type, mediaType);
      if (exact > exactness) {
        exactness = exact;
        quality = range.quality;
      }
    }
    return quality;
  }

  /** How much the most wanted is wanted: what may be anything may be that. */
  public double best() {
    double best = ranges.isEmpty() ? 1 : 0;
    for (Range range : ranges) {
      best = Math.max(best, range.quality);
    }
    return best;
  }

  /** Whether the type is asked for by its name, and nothing else by name is wanted more. */
  public boolean names(String mediaType) {
    double named = 0;
    double most = 0;
    for (Range range : ranges) {
      if (range.type.equals(mediaType)) {
        named = Math.max(named, range.quality);
      } else if (!range.type.endsWith("/*")) {
        most = Math.max(most, range.quality);
      }
    }
    return named > 0 && named >= most;
  }

  private static int exactness(String range, String type) {
    if (range.equals(type)) {
      return 3;
    }
    if (range.endsWith("/*") && type.regionMatches(0, range, 0, range.length() - 1)) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }
}
