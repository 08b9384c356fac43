package org.bricscodes.resolver;

import org.jspecify.annotations.Nullable;

/**
 * By what a request chooses between links.
 *
 * @param linkType as asked for in the query, decoded; null: none
 * @param context as asked for in the query, decoded; null: none
 */
public record Wishes(
    @Nullable String linkType,
    @Nullable String context,
    MediaRanges media,
    LanguageRanges languages) {

  /** Of a request that asks for nothing in particular. */
  public static final Wishes NONE = new Wishes(null, null, MediaRanges.ANY, LanguageRanges.ANY);

  /** The media type of a linkset (RFC 9264 §4.2). */
  public static final String LINKSET = "application/linkset+json";

  /**
   * Whether all links are asked for: {@code linkType=linkset}, {@code all} as it was once called,
   * or {@code Accept: application/linkset+json}, whatever link type stands beside it.
   */
  boolean isForLinkset() {
    return "linkset".equals(linkType) || "all".equals(linkType) || media.names(LINKSET);
  }
}
