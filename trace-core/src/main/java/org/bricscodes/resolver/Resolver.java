package org.bricscodes.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.resolver.LinkTree.Level;
import org.bricscodes.resolver.Resolution.LinkContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a request is answered, by the rules of GS1-Conformant Resolver 1.2 (clause 2.6). A
 * pure function of the request and of what is registered; it reads nothing, never blocks and may be
 * called from any thread.
 *
 * <p><b>Walking up.</b> A request for an item looks at the item's own links, then at those of its
 * lot, then at those of its product, and takes the first level that has what is asked for; the
 * client is not sent from level to level. A linkset is the union of all levels.
 *
 * <p><b>The default.</b> An item leads to its scan page, which says whether it is genuine, unless
 * its brand registered another default on this very item. A lot or product leads where the nearest
 * level with a registered default says, and to its scan page if there is none. So every request has
 * a default, and every anchor of a linkset exactly one: the one a request for that anchor is led
 * to.
 *
 * <p><b>Our own links.</b> At every level the scan page is linked as {@code gs1:traceability} and
 * {@code gs1:verificationService}, unless links of that type are registered there.
 */
public final class Resolver {

  private static final List<LinkType> OURS =
      List.of(LinkType.TRACEABILITY, LinkType.VERIFICATION_SERVICE);
  private static final String OUR_TITLE = "What is known of this product code";
  private static final String OUR_DESCRIPTION = "Product code";

  private final String scanBase;
  private final List<String> languages;

  /**
   * @param scanBase address of the scan pages, which a Digital Link's path follows, such as {@code
   *     https://trace.example/scan}
   * @param languages the scan pages speak, each {@code ll}
   */
  public Resolver(String scanBase, List<String> languages) {
    this.scanBase = scanBase;
    this.languages = List.copyOf(languages);
  }

  /**
   * Answers a request.
   *
   * @param rawQuery of the request, as it was sent; passed on unchanged (clause 2.6.5)
   */
  public Resolution resolve(LinkTree tree, Wishes wishes, @Nullable String rawQuery) {
    if (wishes.isForLinkset()) {
      return new Resolution.Linkset(tree.levels().stream().map(l -> context(tree, l)).toList());
    }
    String asked = wishes.linkType();
    if (asked == null) {
      return redirect(standard(tree, wishes), rawQuery);
    }
    Optional<LinkType> type = LinkType.parse(asked);
    if (type.isPresent() && type.get().equals(LinkType.DEFAULT_LINK)) {
      return redirect(standard(tree, Wishes.NONE), rawQuery);
    }
    return type.map(known -> typed(tree, known, wishes, rawQuery))
        .orElseGet(() -> new Resolution.NoSuchLink(asked));
  }

  /** The default: one by language if the request decides between them, else the one for all. */
  private String standard(LinkTree tree, Wishes wishes) {
    Level asked = tree.levels().getFirst();
    AnchorLinks links = deciding(tree, asked);
    DefaultLink registered = links == null ? null : links.defaultLink();
    if (links == null || registered == null) {
      return page(tree, asked);
    }
    List<Link> spoken = wishes.languages().lookUp(links.multi(), Link::hreflang);
    return spoken.isEmpty()
        ? registered.href()
        : Negotiation.best(spoken, wishes).getFirst().href();
  }

  /** The links whose default a request for this level is led to; null: to the level's own page. */
  private static @Nullable AnchorLinks deciding(LinkTree tree, Level asked) {
    for (Level level : tree.levels()) {
      if (level.anchor().isAbove(asked.anchor())) {
        AnchorLinks links = level.links();
        if (links != null && links.defaultLink() != null) {
          return links;
        }
        if (level.anchor().isItem()) {
          return null;
        }
      }
    }
    return null;
  }

  private Resolution typed(LinkTree tree, LinkType type, Wishes wishes, @Nullable String rawQuery) {
    for (Level level : tree.levels()) {
      List<Link> links = links(tree, level, type);
      if (!links.isEmpty()) {
        List<Link> best = Negotiation.best(links, wishes);
        return best.size() == 1
            ? redirect(best.getFirst().href(), rawQuery)
            : new Resolution.Choices(
                new LinkContext(level.anchor().path(), description(level), null, List.of(), best));
      }
    }
    return new Resolution.NoSuchLink(type.toString());
  }

  private List<Link> links(LinkTree tree, Level level, LinkType type) {
    AnchorLinks registered = level.links();
    List<Link> links = registered == null ? List.of() : registered.of(type);
    return links.isEmpty() && OURS.contains(type) ? ours(type, page(tree, level)) : links;
  }

  private LinkContext context(LinkTree tree, Level level) {
    AnchorLinks registered = level.links();
    String page = page(tree, level);
    List<Link> links = new ArrayList<>(registered == null ? List.of() : registered.links());
    for (LinkType type : OURS) {
      if (registered == null || registered.of(type).isEmpty()) {
        links.addAll(ours(type, page));
      }
    }
    AnchorLinks deciding = deciding(tree, level);
    DefaultLink standard = deciding == null ? null : deciding.defaultLink();
    return new LinkContext(
        level.anchor().path(),
        description(level),
        standard == null ? new DefaultLink(page, OUR_TITLE) : standard,
        deciding == null ? List.of() : deciding.multi(),
        links);
  }

  private List<Link> ours(LinkType type, String page) {
    return List.of(
        new Link(type, page, OUR_TITLE, "text/html", languages, null, Link.Access.ANYONE),
        Link.of(type, page, OUR_TITLE, "application/json"));
  }

  private static String description(Level level) {
    AnchorLinks links = level.links();
    return links == null ? OUR_DESCRIPTION : links.description();
  }

  /** The page of an item is that of the whole link: its lot is checked too. */
  private String page(LinkTree tree, Level level) {
    return scanBase + (level.anchor().isItem() ? tree.link().path() : level.anchor().path());
  }

  private static Resolution redirect(String href, @Nullable String rawQuery) {
    return new Resolution.Redirect(passOn(href, rawQuery));
  }

  /** The query string joins what the link has, in front of its fragment. */
  private static String passOn(String href, @Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return href;
    }
    int hash = href.indexOf('#');
    String address = hash < 0 ? href : href.substring(0, hash);
    String fragment = hash < 0 ? "" : href.substring(hash);
    int mark = address.indexOf('?');
    String joint =
        mark < 0 ? "?" : mark == address.length() - 1 || address.endsWith("&") ? "" : "&";
    return address + joint + rawQuery + fragment;
  }
}
