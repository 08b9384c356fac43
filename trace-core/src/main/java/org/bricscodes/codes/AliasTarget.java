package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * What an alias stands for: a product, a lot of it, or an item.
 *
 * @param lot AI (10)
 * @param serial AI (21)
 */
public record AliasTarget(Gtin gtin, @Nullable String lot, @Nullable String serial) {

  /**
   * The inverse of {@link #link}; any host will do, and a path such as {@code /01/…}.
   *
   * @throws IllegalArgumentException if it is no link to a product, lot or item
   */
  public static AliasTarget parse(String link) {
    try {
      DigitalLink parsed =
          link.startsWith("/") ? DigitalLink.parseTarget(link) : DigitalLink.parse(link);
      Gtin gtin =
          parsed
              .gtin()
              .orElseThrow(() -> new IllegalArgumentException("must be a link with a GTIN, 01"));
      return new AliasTarget(gtin, parsed.lot().orElse(null), parsed.serial().orElse(null));
    } catch (Gs1Exception e) {
      throw new IllegalArgumentException(
          "must be a Digital Link to a product, lot or item: " + e.getMessage(), e);
    }
  }

  /** Its canonical Digital Link. */
  public String link() {
    List<Element> path = new ArrayList<>();
    path.add(new Element("01", gtin.digits()));
    if (lot != null) {
      path.add(new Element("10", lot));
    }
    if (serial != null) {
      path.add(new Element("21", serial));
    }
    return DigitalLink.of(path).canonical();
  }
}
