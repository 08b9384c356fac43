package org.bricscodes.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request is answered. */
public sealed interface Resolution {

  /**
   * Lead there (307).
   *
   * @param target with the query string of the request
   */
  record Redirect(String target) implements Resolution {}

  /** All links, without leading anywhere (200): most specific anchor first. */
  record Linkset(List<LinkContext> contexts) implements Resolution {
    public Linkset {
      contexts = List.copyOf(contexts);
    }
  }

  /** Several links of the type asked for that no request could tell apart (300). */
  record Choices(LinkContext candidates) implements Resolution {}

  /** There is no link of the type asked for (404). */
  record NoSuchLink(String linkType) implements Resolution {}

  /**
   * The links of one anchor, as a linkset shows them.
   *
   * @param anchor path of the anchor
   * @param defaultLink null only among {@link Choices}
   */
  record LinkContext(
      String anchor,
      String description,
      @Nullable DefaultLink defaultLink,
      List<Link> multi,
      List<Link> links) {
    public LinkContext {
      multi = List.copyOf(multi);
      links = List.copyOf(links);
    }
  }
}
