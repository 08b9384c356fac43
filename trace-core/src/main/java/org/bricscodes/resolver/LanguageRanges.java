package org.bricscodes.resolver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What languages a client wants, the most wanted first: an {@code Accept-Language} header (RFC 9110
 * §12.5.4), matched by look-up (RFC 4647 §3.4): {@code pt-BR} is answered by {@code pt} where there
 * is no closer. A range without country is also answered by a tag with one, which look-up alone
 * would not do: a wish for {@code pt} is better met by {@code pt-BR} than not at all.
 */
public final class LanguageRanges {

  /** Of anything, without a wish. */
  public static final LanguageRanges ANY = new LanguageRanges(List.of(), List.of());

  private static final int MAX_RANGES = 32;

  private final List<String> wanted;
  private final List<String> unwanted;

  private record Range(String tag, double quality) {}

  private LanguageRanges(List<String> wanted, List<String> unwanted) {
    this.wanted = List.copyOf(wanted);
    this.unwanted = List.copyOf(unwanted);
  }

  /** Reads a header; what is no language range is passed over, as is all beyond 32. */
  public static LanguageRanges parse(@Nullable String acceptLanguage) {
    if (acceptLanguage == null) {
      return ANY;
    }
    List<Range> ranges = new ArrayList<>();
    for (String part : acceptLanguage.split(",", MAX_RANGES + 1)) {
      int parameters = part.indexOf(';');
      String tag = (parameters < 0 ? part : part.substring(0, parameters)).strip();
      if (isRange(tag) && ranges.size() < MAX_RANGES) {
        ranges.add(new Range(tag.toLowerCase(Locale.ROOT), Quality.of(part)));
      }
    }
    ranges.sort(Comparator.comparingDouble((Range range) -> range.quality).reversed());
    return new LanguageRanges(
        ranges.stream().filter(range -> range.quality > 0).map(Range::tag).toList(),
        ranges.stream().filter(range -> range.quality == 0).map(Range::tag).toList());
  }

  /**
   * The items whose languages meet the first wish that any meets; empty if none is met.
   *
   * @param tags the languages of an item
   */
  <T> List<T> lookUp(List<T> items, Function<T, List<String>> tags) {
    for (String range : wanted) {
      for (String prefix = range; !prefix.isEmpty(); prefix = shortened(prefix)) {
        List<T> met = matching(items, tags, prefix, range);
        if (!met.isEmpty()) {
          return met;
        }
      }
    }
    return List.of();
  }

  private <T> List<T> matching(
      List<T> items, Function<T, List<String>> tags, String prefix, String range) {
    List<T> exact = new ArrayList<>(2);
    List<T> wider = new ArrayList<>(2);
    for (T item : items) {
      for (String tag : tags.apply(item)) {
        if (unwanted(tag)) {
          continue;
        }
        if (tag.equalsIgnoreCase(prefix)) {
          exact.add(item);
          break;
        }
        if (prefix.equals(range) && begins(tag, prefix)) {
          wider.add(item);
          break;
        }
      }
    }
    return exact.isEmpty() ? wider : exact;
  }

  private boolean unwanted(String tag) {
    for (String range : unwanted) {
      if (tag.equalsIgnoreCase(range) || (begins(tag, range) && !wanted.contains(lower(tag)))) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }

  private static boolean begins(String tag, String range) {
    return tag.length() > range.length()
        && tag.charAt(range.length()) == '-'
        && tag.regionMatches(true, 0, range, 0, range.length());
  }

  /** RFC 4647 §3.4: the last subtag goes, and with it a single letter before it. */
  private static String shortened(String range) {
    int dash = range.lastIndexOf('-');
    String shorter = dash < 0 ? "" : range.substring(0, dash);
    int before = shorter.lastIndexOf('-');
    return shorter.length() - before == 2 ? shortened(shorter) : shorter;
  }

  /** {@code *} says nothing about which. */
  private static boolean isRange(String tag) {
    return !tag.isEmpty()
        && tag.length() <= 35
        && tag.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)))
        && tag.charAt(0) != '-'
        && tag.charAt(tag.length() - 1) != '-';
  }
}
