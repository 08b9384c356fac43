package org.bricscodes.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.epcis.EpcisDocuments;

/** Reading {@code Content-Type} and {@code Accept} (RFC 9110 §8.3, §12.5.1). */
final class MediaTypes {

  private static final Pattern CHARSET =
      Pattern.compile("; *charset *= *\"?([^\";, ]*)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

  private MediaTypes() {}

  /**
   * Holds a body of EPCIS to what its {@code Content-Type} says of it; without one it is taken for
   * what it is.
   *
   * @throws Problem {@link ProblemKind#UNSUPPORTED_MEDIA_TYPE} unless it is JSON or XML in UTF-8
   */
  static void requireEpcis(Exchange exchange) {
    exchange.header("Content-Type").ifPresent(type -> requireEpcis(type, exchange.body()));
  }

  /**
   * Holds a plain body to JSON; without a {@code Content-Type} it is taken for that.
   *
   * @throws Problem {@link ProblemKind#UNSUPPORTED_MEDIA_TYPE} unless it is JSON in UTF-8
   */
  static void requireJson(Exchange exchange) {
    String contentType = exchange.header("Content-Type").orElse(Json.MEDIA_TYPE);
    Matcher charset = CHARSET.matcher(contentType);
    if (!Set.of("application/json", "application/ld+json").contains(essence(contentType))
        || (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT)))) {
      throw unsupported("send application/json, in UTF-8");
    }
  }

  private static void requireEpcis(String contentType, byte[] body) {
    EpcisDocuments.Syntax said =
        switch (essence(contentType)) {
          case "application/json", "application/ld+json" -> EpcisDocuments.Syntax.JSON;
          case "application/xml", "text/xml" -> EpcisDocuments.Syntax.XML;
          case String _ ->
              throw unsupported(
                  "send application/ld+json, application/json, application/xml or text/xml");
        };
    Matcher charset = CHARSET.matcher(contentType);
    if (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
      throw unsupported("the charset " + charset.group(1) + " is not read here; send UTF-8");
    }
    EpcisDocuments.Syntax is = EpcisDocuments.syntax(body);
    if (is != EpcisDocuments.Syntax.NEITHER && is != said) {
      throw unsupported("Content-Type says " + said + ", but the body is " + is);
    }
  }

  private static Problem unsupported(String detail) {
    return new Problem(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail);
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

  static String essence(String mediaType) {
    int parameters = mediaType.indexOf(';');
    String type = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
