package org.bricscodes.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.resolver.TestLinks.anchor;
import static org.bricscodes.resolver.TestLinks.links;
import static org.bricscodes.resolver.TestLinks.multi;
import static org.bricscodes.resolver.TestLinks.pip;
import static org.bricscodes.resolver.TestLinks.standard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.resolver.Registrar.Powers;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.rocksdb.RocksStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkRegistryTest {

  private static final String PRODUCT = "/01/09521222000018";
  private static final Registrar BRAND = new Registrar("https://brand.example", Powers.OWN);
  private static final Registrar OTHER = new Registrar("https://other.example", Powers.OWN);
  private static final Registrar ADMIN = new Registrar("urn:x:operator", Powers.ANY);
  private static final Precondition NONE = new Precondition.None();

  private final Store store = new InMemoryStore(LinkRegistry.tables());
  private final LinkRegistry registry =
      new LinkRegistry(store, new SplittableRandom(1), Issuers.NONE);

  @Test
  void document_isKept_replaced_andRemoved() {
    AnchorLinks first =
        standard(
            PRODUCT,
            "https://b.example/",
            multi("https://b.example/zh", "zh", "zh-TW"),
            multi("https://b.example/fr", "fr"));
    AnchorLinks second = links(PRODUCT, pip("https://b.example/2", "text/html", "en"));

    assertThat(registry.put(first, BRAND, NONE)).isInstanceOf(Change.Created.class);
    assertThat(there(registry, first.anchor()).links()).isEqualTo(first);
    assertThat(registry.put(first, BRAND, NONE)).isInstanceOf(Change.Unchanged.class);
    assertThat(registry.put(second, BRAND, NONE)).isInstanceOf(Change.Replaced.class);
    assertThat(there(registry, first.anchor()).links()).isEqualTo(second);
    assertThat(registry.remove(first.anchor(), BRAND, NONE)).isEqualTo(new Change.Removed());
    assertThat(registry.get(first.anchor())).isNull();
    assertThat(registry.remove(first.anchor(), BRAND, NONE)).isEqualTo(new Change.Absent());
  }

  @Test
  void product_withItsLotsAndItems_isItsFirstRegistrants() {
    registry.put(links(PRODUCT + "/21/S", pip("https://b.example/", null)), BRAND, NONE);
    AnchorLinks lot = links(PRODUCT + "/10/L", pip("https://o.example/", null));

    assertThat(registry.put(lot, OTHER, NONE)).isEqualTo(new Change.NotYours());
    assertThat(registry.remove(anchor(PRODUCT + "/21/S"), OTHER, NONE))
        .isEqualTo(new Change.NotYours());
    assertThat(registry.get(lot.anchor())).isNull();
    assertThat(registry.put(lot, ADMIN, NONE)).isInstanceOf(Change.Created.class);
    assertThat(there(registry, lot.anchor()).owner()).isEqualTo(BRAND.party());
    assertThat(registry.refused(Set.of(new Gtin("09521222000018")), OTHER)).hasSize(1);
    assertThat(registry.refused(Set.of(new Gtin("09521222000018")), BRAND)).isEmpty();
  }

  @Test
  void product_forWhichCodesWereIssued_isWhoseCameFirst() {
    LinkRegistry guarded =
        new LinkRegistry(store, new SplittableRandom(2), gtin -> Optional.of(BRAND.party()));
    AnchorLinks document = links(PRODUCT, pip("https://b.example/", null));

    assertThat(guarded.put(document, OTHER, NONE)).isEqualTo(new Change.NotYours());
    assertThat(guarded.put(document, BRAND, NONE)).isInstanceOf(Change.Created.class);
  }

  @Test
  void copyOfAnotherRegistry_makesTheProductItsOwners() {
    registry.put(links(PRODUCT, pip("https://b.example/", null)), OTHER, NONE);
    Registrar copy = new Registrar(BRAND.party(), Powers.GIVE);

    registry.put(links(PRODUCT, pip("https://b.example/", null)), copy, NONE);

    assertThat(there(registry, anchor(PRODUCT)).owner()).isEqualTo(BRAND.party());
    assertThat(registry.page(OTHER.party(), null, 10).registered()).isEmpty();
    assertThat(registry.page(BRAND.party(), null, 10).registered()).hasSize(1);
  }

  @Test
  void productGivenToAnother_isRemovedByItsOwnerAlone_alsoWhatTheFormerOneRegistered() {
    registry.put(links(PRODUCT, pip("https://b.example/", null)), BRAND, NONE);
    registry.put(links(PRODUCT + "/10/L", pip("https://b.example/l", null)), BRAND, NONE);
    Registrar given = new Registrar(OTHER.party(), Powers.GIVE);
    registry.put(links(PRODUCT + "/21/S", pip("https://o.example/", null)), given, NONE);

    assertThat(registry.remove(anchor(PRODUCT), BRAND, NONE)).isEqualTo(new Change.NotYours());
    assertThat(registry.remove(anchor(PRODUCT), OTHER, NONE)).isEqualTo(new Change.Removed());
    assertThat(registry.get(anchor(PRODUCT))).isNull();
    assertThat(registry.owner(new Gtin("09521222000018"))).isEqualTo(OTHER.party());
    assertThat(registry.page(BRAND.party(), null, 10).registered()).hasSize(1);
  }

  @Test
  void precondition_isJudgedByWhatStandsThere() {
    AnchorLinks one = links(PRODUCT, pip("https://b.example/1", null));
    AnchorLinks two = links(PRODUCT, pip("https://b.example/2", null));

    assertThat(registry.put(one, BRAND, new Precondition.Present())).isEqualTo(new Change.Stale());
    Change.Created made = (Change.Created) registry.put(one, BRAND, new Precondition.Absent());
    Precondition asMade = new Precondition.OneOf(Set.of(made.now().revision()));
    assertThat(registry.put(two, BRAND, new Precondition.Absent())).isEqualTo(new Change.Stale());
    assertThat(registry.put(two, BRAND, asMade)).isInstanceOf(Change.Replaced.class);
    assertThat(registry.put(one, BRAND, asMade)).isEqualTo(new Change.Stale());
    assertThat(registry.remove(one.anchor(), BRAND, asMade)).isEqualTo(new Change.Stale());
  }

  @Test
  void find_readsProductAndWalk_andTheProductSaysWhichShapesItHas() {
    AnchorLinks lot = links(PRODUCT + "/10/L", pip("https://b.example/", null));
    registry.put(lot, BRAND, NONE);

    LinkRegistry.Found found =
        registry.find(List.of(anchor(PRODUCT + "/21/S"), lot.anchor(), anchor(PRODUCT)));

    assertThat(found.links()).containsExactly(null, lot, null);
    assertThat(found.product().owner()).isEqualTo(BRAND.party());
    assertThat(found.product().mayHave(Anchor.Shape.LOT)).isTrue();
    assertThat(found.product().mayHave(Anchor.Shape.ITEM)).isFalse();
  }

  @Test
  void pages_holdEveryRegistrationOnce_inOrder() {
    List<LinkRegistry.Order> orders = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      orders.add(order(PRODUCT + "/21/S%03d".formatted(i)));
    }
    registry.putAll(orders, BRAND);
    registry.remove(anchor(PRODUCT + "/21/S005"), BRAND, NONE);

    List<String> listed = new ArrayList<>();
    byte[] after = null;
    do {
      LinkPage page = registry.page(BRAND.party(), after, 64);
      page.registered().forEach(r -> listed.add(r.links().anchor().values().getFirst()));
      after = page.next();
    } while (after != null);

    assertThat(listed).hasSize(699).isSorted().startsWith("S000", "S001").doesNotContain("S005");
    assertThat(registry.owners(null)).containsExactly(BRAND.party());
    assertThat(registry.owners(BRAND.party())).isEmpty();
  }

  @Test
  void followers_areToldOfEachProduct() {
    List<String> told = new ArrayList<>();
    registry.follow(gtin -> told.add(gtin.digits()));

    registry.putAll(
        List.of(order(PRODUCT), order(PRODUCT + "/21/S"), order("/01/09521222000025")), BRAND);
    registry.remove(anchor(PRODUCT), BRAND, NONE);

    assertThat(told)
        .containsExactlyInAnyOrder("09521222000018", "09521222000025", "09521222000018");
  }

  @Test
  void changesAtOnce_loseNone_andStayListed() throws Exception {
    AnchorLinks one = links(PRODUCT, pip("https://b.example/1", null));
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        AnchorLinks mine = links(PRODUCT, pip("https://b.example/t" + i, null));
        done.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 200; round++) {
                    registry.put(mine, BRAND, NONE);
                    registry.remove(one.anchor(), BRAND, NONE);
                  }
                  return registry.put(mine, BRAND, NONE);
                }));
      }
      for (Future<?> thread : done) {
        thread.get();
      }
    }

    boolean there = registry.get(one.anchor()) != null;
    assertThat(registry.page(BRAND.party(), null, 10).registered()).hasSize(there ? 1 : 0);
  }

  @Test
  void registrations_surviveReopening(@TempDir Path folder) {
    AnchorLinks document = standard(PRODUCT + "/10/L", "https://b.example/");
    try (Store disk = RocksStore.open(folder, LinkRegistry.tables())) {
      new LinkRegistry(disk, new SplittableRandom(3), Issuers.NONE).put(document, BRAND, NONE);
    }
    try (Store disk = RocksStore.open(folder, LinkRegistry.tables())) {
      LinkRegistry again = new LinkRegistry(disk, new SplittableRandom(4), Issuers.NONE);

      assertThat(there(again, document.anchor()).links()).isEqualTo(document);
      assertThat(again.page(BRAND.party(), null, 10).registered()).hasSize(1);
    }
  }

  private static Registered there(LinkRegistry registry, Anchor anchor) {
    return Objects.requireNonNull(registry.get(anchor), anchor.path());
  }

  private static LinkRegistry.Order order(String path) {
    return new LinkRegistry.Order(links(path, pip("https://b.example/", null)), NONE);
  }
}
