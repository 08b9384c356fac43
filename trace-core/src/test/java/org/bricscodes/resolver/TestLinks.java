package org.bricscodes.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bricscodes.gs1.DigitalLink;
import org.jspecify.annotations.Nullable;

/** Links as tests write them. */
final class TestLinks {

  static final String GTIN = "09521222000018";
  static final String BASE = "https://trace.example/scan";

  private TestLinks() {}

  static Anchor anchor(String path) {
    return Anchor.of(DigitalLink.parseTarget(path)).orElseThrow();
  }

  static Link pip(String href, @Nullable String type, String... languages) {
    return Link.of(LinkType.PIP, href, "About it", type, languages);
  }

  static Link multi(String href, String... languages) {
    return Link.of(LinkType.DEFAULT_LINK_MULTI, href, "About it", null, languages);
  }

  static AnchorLinks links(String path, Link... links) {
    return new AnchorLinks(anchor(path), "Tea", null, List.of(), List.of(links));
  }

  static AnchorLinks standard(String path, String href, Link... multi) {
    List<Link> links = new ArrayList<>(List.of(pip(href, null)));
    for (Link link : multi) {
      links.add(pip(link.href(), null, link.hreflang().toArray(String[]::new)));
    }
    return new AnchorLinks(
        anchor(path), "Tea", new DefaultLink(href, "Default"), List.of(multi), links);
  }

  /** What a resolver finds for a path, when exactly these are registered. */
  static LinkTree tree(String path, AnchorLinks... registered) {
    DigitalLink link = DigitalLink.parseTarget(path);
    Map<Anchor, AnchorLinks> all =
        List.of(registered).stream().collect(Collectors.toMap(AnchorLinks::anchor, l -> l));
    List<Anchor> walk = Anchor.walk(link);
    List<@Nullable AnchorLinks> found = new ArrayList<>();
    walk.forEach(anchor -> found.add(all.get(anchor)));
    return LinkTree.of(link, walk, found);
  }

  static Wishes wishes(
      @Nullable String linkType, @Nullable String accept, @Nullable String languages) {
    return new Wishes(linkType, null, MediaRanges.parse(accept), LanguageRanges.parse(languages));
  }
}
