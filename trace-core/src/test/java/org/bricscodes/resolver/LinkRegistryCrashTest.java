package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.resolver.TestLinks.links;
import static org.bricscodes.resolver.TestLinks.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bricscodes.resolver.Registrar.Powers;
import org.bricscodes.store.DyingStore;
import org.bricscodes.store.DyingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies at each write of a change in turn. Afterwards what was acknowledged before
 * stands there; every document is the old one or the new one, whole; a brand's listing holds its
 * documents and nothing else; and the same change made again completes it.
 */
class LinkRegistryCrashTest {

  private static final String TEA = "/01/09521222000018";
  private static final String NUTS = "/01/04600682000129";
  private static final Registrar BRAND = new Registrar("https://brand.example", Powers.OWN);
  private static final Registrar OTHER = new Registrar("https://other.example", Powers.OWN);
  private static final Precondition NONE = new Precondition.None();

  /** Registered and acknowledged before. */
  private static final AnchorLinks OLD = links(TEA, pip("https://b.example/old", null));

  private static final AnchorLinks KEPT = links(TEA + "/10/KEPT", pip("https://b.example/k", null));

  private static final List<AnchorLinks> NEW =
      List.of(
          links(TEA, pip("https://b.example/new", null)),
          links(TEA + "/10/L", pip("https://b.example/l", null)),
          links(TEA + "/21/S", pip("https://b.example/s", null)),
          links(NUTS, pip("https://b.example/nuts", null)),
          links(NUTS + "/22/V/10/L", pip("https://b.example/v", null)));

  @ParameterizedTest
  @EnumSource(Moment.class)
  void putAll_diesAtEachWrite_leavesWholeDocuments_andIsCompletedByTheSameAgain(Moment moment) {
    int deaths = 0;
    for (int call = 1; ; call++) {
      InMemoryStore rows = begun();
      DyingStore dying = new DyingStore(rows, call, moment);
      LinkRegistry before = registry(dying, 2);
      List<LinkRegistry.Order> orders =
          NEW.stream().map(document -> new LinkRegistry.Order(document, NONE)).toList();
      if (survives(dying, () -> before.putAll(orders, BRAND))) {
        break;
      }
      deaths++;
      LinkRegistry after = registry(rows, 3);

      assertThat(document(after, OLD.anchor())).isIn(OLD, NEW.getFirst());
      NEW.subList(1, NEW.size())
          .forEach(document -> assertThat(document(after, document.anchor())).isIn(null, document));
      assertThat(document(after, KEPT.anchor())).isEqualTo(KEPT);
      assertListed(after);
      assertThat(after.putAll(orders, BRAND))
          .as("call %d", call)
          .allMatch(
              change -> !(change instanceof Change.NotYours || change instanceof Change.Stale));
      NEW.forEach(document -> assertThat(document(after, document.anchor())).isEqualTo(document));
      assertListed(after);
      assertThat(after.put(links(NUTS, pip("https://o.example/", null)), OTHER, NONE))
          .isEqualTo(new Change.NotYours());
    }
    // Two products, one listing, five documents.
    assertThat(deaths).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void remove_diesAtEachWrite_leavesItWholeOrGone(Moment moment) {
    int deaths = 0;
    for (int call = 1; ; call++) {
      InMemoryStore rows = begun();
      DyingStore dying = new DyingStore(rows, call, moment);
      LinkRegistry before = registry(dying, 2);
      if (survives(dying, () -> before.remove(OLD.anchor(), BRAND, NONE))) {
        break;
      }
      deaths++;
      LinkRegistry after = registry(rows, 3);

      assertThat(document(after, OLD.anchor())).isIn(null, OLD);
      assertThat(document(after, KEPT.anchor())).isEqualTo(KEPT);
      assertListed(after);
      assertThat(after.remove(OLD.anchor(), BRAND, NONE))
          .isIn(new Change.Removed(), new Change.Absent());
      assertThat(document(after, OLD.anchor())).isNull();
      assertThat(after.put(OLD, BRAND, NONE)).isInstanceOf(Change.Created.class);
      assertListed(after);
    }
    assertThat(deaths).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void give_diesAtEachWrite_leavesEachDocumentInOneListing(Moment moment) {
    Registrar given = new Registrar(OTHER.party(), Powers.GIVE);
    int deaths = 0;
    for (int call = 1; ; call++) {
      InMemoryStore rows = begun();
      DyingStore dying = new DyingStore(rows, call, moment);
      LinkRegistry before = registry(dying, 2);
      if (survives(dying, () -> before.put(OLD, given, NONE))) {
        break;
      }
      deaths++;
      LinkRegistry after = registry(rows, 3);

      assertThat(document(after, OLD.anchor())).isEqualTo(OLD);
      assertListed(after);
      after.put(OLD, given, NONE);
      assertThat(after.owner(OLD.anchor().gtin())).isEqualTo(OTHER.party());
      assertListed(after);
      assertThat(listed(after, OTHER)).containsExactly(OLD);
    }
    assertThat(deaths).isEqualTo(3);
  }

  /** Whether the change was made before the process died; the answer of no other says so. */
  private static boolean survives(DyingStore store, Runnable change) {
    if (store.isDead()) {
      throw new IllegalStateException("dead already");
    }
    try {
      change.run();
    } catch (StoreException.Unavailable e) {
      assertThat(store.isDead()).isTrue();
      return false;
    }
    assertThat(store.isDead()).isFalse();
    return true;
  }

  private static InMemoryStore begun() {
    InMemoryStore rows = new InMemoryStore(LinkRegistry.tables());
    LinkRegistry registry = registry(rows, 1);
    registry.put(OLD, BRAND, NONE);
    registry.put(KEPT, BRAND, NONE);
    return rows;
  }

  /** What is registered under an owner is what that owner's listing shows, and each but once. */
  private static void assertListed(LinkRegistry registry) {
    List<AnchorLinks> ofBrand = new ArrayList<>();
    List<AnchorLinks> ofOther = new ArrayList<>();
    List<Anchor> all = new ArrayList<>(NEW.stream().map(AnchorLinks::anchor).toList());
    all.add(KEPT.anchor());
    for (Anchor anchor : all) {
      Registered found = registry.get(anchor);
      if (found != null) {
        (found.owner().equals(BRAND.party()) ? ofBrand : ofOther).add(found.links());
      }
    }
    assertThat(listed(registry, BRAND)).containsExactlyInAnyOrderElementsOf(ofBrand);
    assertThat(listed(registry, OTHER)).containsExactlyInAnyOrderElementsOf(ofOther);
  }

  private static List<AnchorLinks> listed(LinkRegistry registry, Registrar of) {
    return registry.page(of.party(), null, 100).registered().stream()
        .map(Registered::links)
        .toList();
  }

  private static @Nullable AnchorLinks document(LinkRegistry registry, Anchor anchor) {
    Registered found = registry.get(anchor);
    return found == null ? null : found.links();
  }

  private static LinkRegistry registry(Store store, long process) {
    return new LinkRegistry(store, new SplittableRandom(process), Issuers.NONE);
  }
}
