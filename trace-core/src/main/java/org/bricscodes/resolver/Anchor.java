package org.bricscodes.resolver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.StoreException;

/**
 * What links are registered on: a product, a variant, a lot or an item, in one of the six shapes
 * the standard has for a GTIN (clause 2.5.9). Links of an item hang on GTIN and serial alone, which
 * is why serials are unique within a GTIN and not within a lot.
 *
 * <p>Ordered as listings are: by GTIN, the product itself first.
 *
 * @param values of the qualifiers of the shape, in its order, decoded
 */
public record Anchor(Gtin gtin, Shape shape, List<String> values) implements Comparable<Anchor> {

  /** Which qualifiers stand beside the GTIN. */
  public enum Shape {
    PRODUCT(0),
    VARIANT(1, "22"),
    LOT(2, "10"),
    VARIANT_LOT(3, "22", "10"),
    ITEM(4, "21"),
    CONTROLLED_ITEM(5, "235");

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; its type does not say so
    private final List<String> qualifiers;

    Shape(int code, String... qualifiers) {
      this.code = code;
      this.qualifiers = List.of(qualifiers);
    }

    /** Application identifiers, in the order of the path. */
    public List<String> qualifiers() {
      return qualifiers;
    }

    /** As a bit of a set of shapes. */
    int bit() {
      return 1 << code;
    }

    private static Optional<Shape> of(List<String> qualifiers) {
      for (Shape shape : values()) {
        if (shape.qualifiers.equals(qualifiers)) {
          return Optional.of(shape);
        }
      }
      return Optional.empty();
    }
  }

  /** In words, for those who tried another. */
  public static final String SHAPES =
      "links hang on /01/…, /01/…/22/…, /01/…/10/…, /01/…/22/…/10/…, /01/…/21/… or /01/…/235/…;"
          + " those of an item on GTIN and serial without its lot";

  public Anchor {
    values = List.copyOf(values);
    if (values.size() != shape.qualifiers.size()) {
      throw new IllegalArgumentException("an anchor has a value for each qualifier of its shape");
    }
  }

  /** The product itself. */
  public static Anchor of(Gtin gtin) {
    return new Anchor(gtin, Shape.PRODUCT, List.of());
  }

  /** The anchor a link names; empty if links cannot be registered on it. */
  public static Optional<Anchor> of(DigitalLink link) {
    Optional<Gtin> gtin = link.gtin();
    if (gtin.isEmpty()) {
      return Optional.empty();
    }
    return Shape.of(link.qualifiers().stream().map(Element::ai).toList())
        .map(
            shape ->
                new Anchor(
                    gtin.get(), shape, link.qualifiers().stream().map(Element::value).toList()));
  }

  /**
   * The anchors whose links answer for a link of a GTIN, most specific first: an item before its
   * lot, a lot before its product (clause 2.5.9 and the tree of clause 2.6).
   */
  public static List<Anchor> walk(DigitalLink link) {
    Gtin gtin = link.gtin().orElseThrow();
    List<Anchor> walk = new ArrayList<>(4);
    link.serial().ifPresent(serial -> walk.add(new Anchor(gtin, Shape.ITEM, List.of(serial))));
    link.value("235")
        .ifPresent(tpx -> walk.add(new Anchor(gtin, Shape.CONTROLLED_ITEM, List.of(tpx))));
    Optional<String> variant = link.value("22");
    Optional<String> lot = link.lot();
    if (variant.isPresent() && lot.isPresent()) {
      walk.add(new Anchor(gtin, Shape.VARIANT_LOT, List.of(variant.get(), lot.get())));
    }
    lot.ifPresent(value -> walk.add(new Anchor(gtin, Shape.LOT, List.of(value))));
    variant.ifPresent(value -> walk.add(new Anchor(gtin, Shape.VARIANT, List.of(value))));
    walk.add(of(gtin));
    return walk;
  }

  /** Whether it names one item, whose page then says whether it is genuine. */
  public boolean isItem() {
    return switch (shape) {
      case ITEM, CONTROLLED_ITEM -> true;
      case PRODUCT, VARIANT, LOT, VARIANT_LOT -> false;
    };
  }

  /**
   * Whether a request for the other looks here too: it is the other, or has no qualifier that the
   * other lacks. Both are on one {@linkplain #walk walk}.
   */
  boolean isAbove(Anchor other) {
    return equals(other)
        || shape == Shape.PRODUCT
        || other.isItem()
        || other.shape.qualifiers.containsAll(shape.qualifiers);
  }

  /** The path of its Digital Link, percent-encoded. */
  public String path() {
    List<Element> path = new ArrayList<>(3);
    path.add(new Element("01", gtin.digits()));
    for (int i = 0; i < values.size(); i++) {
      path.add(new Element(shape.qualifiers.get(i), values.get(i)));
    }
    return DigitalLink.of(path).path();
  }

  /** GTIN, shape and values, each ended by a zero byte: ordered by GTIN, product first. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(48);
    bytes.writeBytes(gtin.digits().getBytes(StandardCharsets.US_ASCII));
    bytes.write(shape.code);
    for (String value : values) {
      bytes.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  static Anchor read(byte[] bytes) {
    try {
      Gtin gtin = new Gtin(new String(bytes, 0, 14, StandardCharsets.US_ASCII));
      Shape shape = Shape.values()[bytes[14]];
      List<String> values = new ArrayList<>(2);
      for (int from = 15, at = 15; at < bytes.length; at++) {
        if (bytes[at] == 0) {
          values.add(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
          from = at + 1;
        }
      }
      return new Anchor(gtin, shape, values);
    } catch (RuntimeException e) {
      throw new StoreException.Corrupt("the key of an anchor is not one", e);
    }
  }

  @Override
  public int compareTo(Anchor other) {
    return Arrays.compareUnsigned(bytes(), other.bytes());
  }

  /** Its path. */
  @Override
  public String toString() {
    return path();
  }
}
