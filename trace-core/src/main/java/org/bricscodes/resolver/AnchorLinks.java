package org.bricscodes.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All links registered on one anchor: one document, changed as a whole, so that nobody ever sees
 * half a change. The registry takes only what passes {@link #check}; what it took once is still
 * answered after the rules, or the lists of languages and countries, have changed.
 *
 * @param description of the product, lot or item, for people
 * @param defaultLink where its requests lead that ask for nothing in particular; null: those of a
 *     product or lot lead where the one above says, in the end to its page; those of an item to its
 *     page
 * @param multi default links by language, {@code gs1:defaultLinkMulti}; none, or two and more
 * @param links under types that say what they are, in the order of preference
 */
public record AnchorLinks(
    Anchor anchor,
    String description,
    @Nullable DefaultLink defaultLink,
    List<Link> multi,
    List<Link> links) {

  /** Links of one anchor at most, those by language included. */
  public static final int MAX_LINKS = 100;

  public AnchorLinks {
    multi = List.copyOf(multi);
    links = List.copyOf(links);
  }

  /**
   * Proves the document by the rules of the standard.
   *
   * @throws InvalidLinks with every fault
   */
  public void check() {
    LinkRules.check(description, defaultLink, multi, links);
  }

  /** Those of one type, in order. */
  List<Link> of(LinkType type) {
    return type.equals(LinkType.DEFAULT_LINK_MULTI)
        ? multi
        : links.stream().filter(link -> link.linkType().equals(type)).toList();
  }
}
