package org.bricscodes.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between links of one type at one anchor, by context, media type and language in this
 * order (clause 2.6.3). Each step keeps the links that meet the wish best, and all if none meets
 * it: a client that gets something else than it wished is better served than one that gets nothing.
 */
final class Negotiation {

  private Negotiation() {}

  /**
   * The best links, in their order of preference: one, or several that no request could tell apart.
   *
   * @param links at least one
   */
  static List<Link> best(List<Link> links, Wishes wishes) {
    if (links.size() == 1) {
      return links;
    }
    List<Link> left = byContext(links, wishes.context());
    left = byMedia(left, wishes.media());
    left = byLanguage(left, wishes.languages());
    Link first = left.getFirst();
    return keep(left, link -> link.hasAttributesOf(first));
  }

  private static List<Link> byContext(List<Link> links, @Nullable String context) {
    List<Link> exact = keep(links, link -> context != null && context.equals(link.context()));
    return !exact.isEmpty() ? exact : orAll(keep(links, link -> link.context() == null), links);
  }

  private static List<Link> byMedia(List<Link> links, MediaRanges media) {
    double best = 0;
    for (Link link : links) {
      best = Math.max(best, quality(link, media));
    }
    double wanted = best;
    return keep(links, link -> quality(link, media) >= wanted);
  }

  /** What a link does not say of itself may be anything, so it fits as well as anything can. */
  private static double quality(Link link, MediaRanges media) {
    String type = link.mediaType();
    return type == null ? media.best() : media.quality(type);
  }

  private static List<Link> byLanguage(List<Link> links, LanguageRanges languages) {
    List<Link> met = languages.lookUp(links, Link::hreflang);
    return !met.isEmpty() ? met : orAll(keep(links, link -> link.hreflang().isEmpty()), links);
  }

  private static List<Link> orAll(List<Link> some, List<Link> all) {
    return some.isEmpty() ? all : some;
  }

  private static List<Link> keep(List<Link> links, Predicate<Link> which) {
    List<Link> kept = new ArrayList<>(links.size());
    for (Link link : links) {
      if (which.test(link)) {
        kept.add(link);
      }
    }
    return kept;
  }
}
