package org.bricscodes.resolver;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.gs1.DigitalLink;
import org.jspecify.annotations.Nullable;

/**
 * A link with what is registered at each level of it, most specific first, the product last.
 *
 * @param link as asked for, of a GTIN
 */
public record LinkTree(DigitalLink link, List<Level> levels) {

  /**
   * @param links null: none are registered on this anchor
   */
  public record Level(Anchor anchor, @Nullable AnchorLinks links) {}

  public LinkTree {
    levels = List.copyOf(levels);
  }

  /**
   * @param found what is registered on each anchor of {@code walk}, in its order, null: nothing
   */
  public static LinkTree of(
      DigitalLink link, List<Anchor> walk, List<@Nullable AnchorLinks> found) {
    List<Level> levels = new ArrayList<>(walk.size());
    for (int i = 0; i < walk.size(); i++) {
      levels.add(new Level(walk.get(i), found.get(i)));
    }
    return new LinkTree(link, levels);
  }
}
