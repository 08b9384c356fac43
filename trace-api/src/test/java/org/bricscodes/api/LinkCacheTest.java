package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.AnchorLinks;
import org.bricscodes.resolver.Link;
import org.bricscodes.resolver.LinkType;
import org.junit.jupiter.api.Test;

final class LinkCacheTest {

  private static final Anchor ANCHOR = Anchor.of(Links.parse("/01/09521222000018")).orElseThrow();

  @Test
  void longLinks_byLanguageToo_weighWhatTheyTake() {
    Link link = Link.of(LinkType.PIP, "https://b.example/" + "x".repeat(2_000), "茶", null, "zh");
    List<Link> fifty = Collections.nCopies(50, link);

    assertThat(LinkCache.weight(new AnchorLinks(ANCHOR, "Tea", null, fifty, fifty)))
        .isBetween(200_000, 600_000);
    assertThat(LinkCache.weight(new AnchorLinks(ANCHOR, "Tea", null, List.of(), List.of())))
        .isLessThan(100);
  }
}
