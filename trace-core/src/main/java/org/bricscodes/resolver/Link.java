package org.bricscodes.resolver;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One link of an anchor. {@link AnchorLinks#check} proves it.
 *
 * @param href where it leads, an absolute http or https URL in ASCII
 * @param title for people
 * @param mediaType of what is there, such as {@code text/html}; null: not said
 * @param hreflang languages of what is there, each {@code ll} or {@code ll-CC}
 * @param context free word by which a request may choose, such as a country; null: none
 * @param access whether anyone may read what is there; the link itself is always shown
 */
public record Link(
    LinkType linkType,
    String href,
    String title,
    @Nullable String mediaType,
    List<String> hreflang,
    @Nullable String context,
    Access access) {

  /** Who may read what a link leads to. */
  public enum Access {
    ANYONE,
    /** The target asks for credentials; a linkset says {@code "public": false}. */
    RESTRICTED
  }

  public Link {
    hreflang = List.copyOf(hreflang);
  }

  /** A link to something of one type and language, for anyone. */
  public static Link of(
      LinkType linkType,
      String href,
      String title,
      @Nullable String mediaType,
      String... hreflang) {
    return new Link(linkType, href, title, mediaType, List.of(hreflang), null, Access.ANYONE);
  }

  /** Whether a request that can tell the other apart from its like can tell this one too. */
  boolean hasAttributesOf(Link other) {
    return Objects.equals(mediaType, other.mediaType)
        && Objects.equals(context, other.context)
        && hreflang.size() == other.hreflang.size()
        && hreflang.containsAll(other.hreflang);
  }
}
