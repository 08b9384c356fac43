package org.bricscodes.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reading {@code Content-Type} and {@code Accept} (RFC 9110 §8.3, §12.5.1). */
final class MediaTypes {

  private MediaTypes() {}

  /**
   * @throws Problem {@link ProblemKind#UNSUPPORTED_MEDIA_TYPE} unless it is JSON in UTF-8
   */
  static void requireJson(String contentType) {
    String type = essence(contentType);
    boolean json = type.equals("application/json") || type.equals("application/ld+json");
    String lower = contentType.toLowerCase(Locale.ROOT);
    if (!json || (lower.contains("charset=") && !lower.contains("utf-8"))) {
      throw new Problem(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE,
          "send application/ld+json or application/json, in UTF-8");
    }
  }

  /** The first of {@code offered} that the client wants most; the first if it has no wish. */
  static String choose(String accept, List<String> offered) {
    return accepted(accept, offered).orElse(offered.getFirst());
  }

  /** As {@link #choose}, but empty if the client wants none of them. */
  static Optional<String> accepted(String accept, List<String> offered) {
    Optional<String> best = Optional.empty();
    double bestQuality = 0;
    for (String type : offered) {
      double quality = quality(accept, type);
      if (quality > bestQuality) {
        bestQuality = quality;
        best = Optional.of(type);
      }
    }
    return best;
  }

  /** The quality of the most specific range that holds {@code type}; 0 if none does. */
  private static double quality(String accept, String type) {
    double quality = 0;
    int specificity = -1;
    for (String range : accept.split(",", 64)) {
      String essence = essence(range);
      int exactness = exactness(essence, type);
      if (exactness > specificity) {
        specificity = exactness;
        quality = weight(range);
      }
    }
    return quality;
  }

  private static int exactness(String range, String type) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.equals(type.substring(0, type.indexOf('/') + 1) + "*")) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  private static double weight(String range) {
    int at = range.toLowerCase(Locale.ROOT).indexOf(";q=");
    String text = at < 0 ? "1" : range.substring(at + 3).strip();
    return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
  }

  private static String essence(String mediaType) {
    int parameters = mediaType.indexOf(';');
    String type = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
