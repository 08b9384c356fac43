package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.AnchorLinks;
import org.bricscodes.resolver.DefaultLink;
import org.bricscodes.resolver.KnownProducts;
import org.bricscodes.resolver.Link;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.resolver.LinkTree;
import org.bricscodes.resolver.Product;
import org.jspecify.annotations.Nullable;

/**
 * What the resolver has read, so that it reads again only what changed. Every change of a product's
 * links outdates all that is kept of that product: an entry remembers the mark its product had
 * before it was read. A product nobody knows is asked for again as soon as anything was recorded or
 * issued anywhere, and after ten seconds in any case.
 *
 * <p>An item costs no read of its own as long as no item of its product has links: the product says
 * so. {@link #ready} never blocks; {@link #load} does, for one batched read. Any thread.
 */
final class LinkCache {

  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PRODUCTS = 100_000;
  private static final int ENTRY_BYTES = 300;
  private static final int LINK_BYTES = 200;

  /** Of a text that is not Latin. */
  private static final int CHARACTER_BYTES = 2;

  private static final int MARKS = 1 << 12;
  private static final Duration OLDEST = Duration.ofMinutes(1);
  private static final Duration OLDEST_UNKNOWN = Duration.ofSeconds(10);

  private final LinkRegistry registry;
  private final KnownProducts known;
  private final LongSupplier knowledge;
  private final AtomicLongArray marks = new AtomicLongArray(MARKS);
  private final Cache<Gtin, ProductEntry> products =
      Caffeine.newBuilder().maximumSize(MAX_PRODUCTS).expireAfterWrite(OLDEST).build();
  private final Cache<Anchor, Long> unknown =
      Caffeine.newBuilder().maximumSize(MAX_PRODUCTS).expireAfterWrite(OLDEST_UNKNOWN).build();
  private final Cache<Anchor, AnchorEntry> anchors =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Anchor anchor, AnchorEntry entry) -> entry.bytes())
          .expireAfterWrite(OLDEST)
          .build();

  private record ProductEntry(long mark, Product product) {}

  private record AnchorEntry(long mark, @Nullable AnchorLinks links) {
    int bytes() {
      return links == null ? ENTRY_BYTES : ENTRY_BYTES + weight(links);
    }
  }

  /** What was found. */
  sealed interface Found {

    /** The product is known, with whatever links it has. */
    record Known(LinkTree tree) implements Found {}

    /** Nobody knows the product. */
    record Unknown() implements Found {}
  }

  /**
   * @param knowledge grows whenever a product may have become known
   */
  LinkCache(LinkRegistry registry, KnownProducts known, LongSupplier knowledge) {
    this.registry = registry;
    this.known = known;
    this.knowledge = knowledge;
  }

  /** Links of the product changed; call it after the change is durable. */
  void changed(Gtin gtin) {
    marks.incrementAndGet(slot(gtin));
  }

  /** What is kept for a link; null: {@link #load} it. */
  @Nullable Found ready(DigitalLink link, List<Anchor> walk) {
    Gtin gtin = walk.getFirst().gtin();
    long mark = marks.get(slot(gtin));
    Long asOf = unknown.getIfPresent(walk.getFirst());
    if (asOf != null && asOf == knowledge.getAsLong() + mark) {
      return new Found.Unknown();
    }
    ProductEntry product = products.getIfPresent(gtin);
    if (product == null || product.mark != mark) {
      return null;
    }
    List<@Nullable AnchorLinks> links = new ArrayList<>(walk.size());
    for (Anchor anchor : walk) {
      if (product.product.mayHave(anchor.shape())) {
        AnchorEntry entry = anchors.getIfPresent(anchor);
        if (entry == null || entry.mark != mark) {
          return null;
        }
        links.add(entry.links);
      } else {
        links.add(null);
      }
    }
    return new Found.Known(LinkTree.of(link, walk, links));
  }

  /** Reads and keeps. */
  Found load(DigitalLink link, List<Anchor> walk) {
    Gtin gtin = walk.getFirst().gtin();
    long mark = marks.get(slot(gtin));
    long asOf = knowledge.getAsLong() + mark;
    LinkRegistry.Found found = registry.find(walk);
    ProductEntry before = products.getIfPresent(gtin);
    if (found.product().shapes() == 0 && before == null && !known.knows(link)) {
      unknown.put(walk.getFirst(), asOf);
      return new Found.Unknown();
    }
    products.put(gtin, new ProductEntry(mark, found.product()));
    for (int i = 0; i < walk.size(); i++) {
      if (found.product().mayHave(walk.get(i).shape())) {
        anchors.put(walk.get(i), new AnchorEntry(mark, found.links().get(i)));
      }
    }
    return new Found.Known(LinkTree.of(link, walk, found.links()));
  }

  /** Bytes that the links of an anchor take in memory at most, about. */
  static int weight(AnchorLinks links) {
    DefaultLink standard = links.defaultLink();
    long characters = links.description().length();
    if (standard != null) {
      characters += standard.href().length() + standard.title().length();
    }
    int count = 0;
    for (List<Link> some : List.of(links.multi(), links.links())) {
      count += some.size();
      characters += some.stream().mapToLong(LinkCache::characters).sum();
    }
    return (int)
        Math.min(Integer.MAX_VALUE / 2, (long) LINK_BYTES * count + CHARACTER_BYTES * characters);
  }

  private static long characters(Link link) {
    String context = link.context();
    String mediaType = link.mediaType();
    return link.linkType().uri().length()
        + link.href().length()
        + link.title().length()
        + (context == null ? 0 : context.length())
        + (mediaType == null ? 0 : mediaType.length())
        + link.hreflang().stream().mapToLong(String::length).sum();
  }

  private static int slot(Gtin gtin) {
    int hash = gtin.hashCode() * 0x9E3779B9;
    return hash >>> 20;
  }
}
