package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose products and lots are, by the codes that were issued and registered. */
class CodeOwnersTest {

  private static final Gtin TEA = TestBook.GTIN;
  private static final Gtin OTHER_PRODUCT = TestBook.OTHER_GTIN;

  private final Map<Gtin, String> brands = new HashMap<>();
  private final InMemoryStore rows = new InMemoryStore(TestBook.tables());
  private final TestBook process = new TestBook(rows);
  private final CodeBook book = process.book();
  private final Aliases aliases = process.aliases();
  private final CodeOwners owners = new CodeOwners(process.store, book, brands::get);

  @BeforeEach
  void list() {
    EarlierPartiesTest.finish(new EarlierParties(process.store));
  }

  @Test
  void issuer_ownsProductAndLot_andWhoIssuedAnotherLot_theProductWithHim() {
    issue("anxi-tea", "A");
    issue("tea-works", "B");

    assertThat(owners.ofLot(TEA, "A")).containsExactly("anxi-tea");
    assertThat(owners.ofLot(TEA, "B")).containsExactly("tea-works");
    assertThat(owners.ofProduct(TEA)).containsExactlyInAnyOrder("anxi-tea", "tea-works");
    assertThat(owners.ofLot(TEA, "C")).as("no code of it").isEmpty();
    assertThat(owners.ofProduct(OTHER_PRODUCT)).isEmpty();
    assertThat(owners.known(List.of(TEA, OTHER_PRODUCT))).containsExactly(TEA);
  }

  @Test
  void ofSeveralIssuers_whoRegisteredTheLinks_countsAlone_ifHeIssuedToo() {
    issue("anxi-tea", "A");
    brands.put(TEA, "brand");
    assertThat(owners.ofProduct(TEA)).containsExactlyInAnyOrder("anxi-tea", "brand");

    issue("anyone", "A");
    assertThat(owners.ofProduct(TEA))
        .as("links alone silence no issuer")
        .containsExactlyInAnyOrder("anxi-tea", "anyone", "brand");
    assertThat(owners.ofLot(TEA, "A")).containsExactlyInAnyOrder("anxi-tea", "anyone");

    brands.put(TEA, "anxi-tea");
    assertThat(owners.ofLot(TEA, "A")).containsExactly("anxi-tea");
    assertThat(owners.ofProduct(TEA)).containsExactly("anxi-tea");
    assertThat(owners.ofProduct(OTHER_PRODUCT)).isEmpty();
  }

  @Test
  void whoRegisteredAnItem_ownsItsLotAndProduct_andKeepsThem_whenAnotherOrdersACode() {
    put("garden", AliasScheme.SGTIN, "/01/04600682000129/10/A/21/P1");

    assertThat(owners.ofLot(TEA, "A")).containsExactly("garden");
    assertThat(owners.ofProduct(TEA)).containsExactly("garden");
    assertThat(book.issuers(TEA)).as("he issued none").isEmpty();

    issue("anxi-tea", "A");
    brands.put(TEA, "anxi-tea");
    assertThat(owners.ofLot(TEA, "A")).containsExactlyInAnyOrder("anxi-tea", "garden");
    assertThat(owners.ofProduct(TEA)).containsExactlyInAnyOrder("anxi-tea", "garden");
  }

  @Test
  void headingOfTheHarmonizedSystem_makesNobodyAnOwner() {
    aliases.put(
        "anyone",
        AliasCode.parse(AliasScheme.HS, "0902.10"),
        AliasTarget.parse("/01/04600682000129/10/A"));

    assertThat(owners.ofLot(TEA, "A")).isEmpty();
    assertThat(owners.ofProduct(TEA)).isEmpty();
    assertThat(owners.known(List.of(TEA))).isEmpty();
  }

  @Test
  void registration_takenBack_orGivenToAnother_ownsNothingMore() {
    AliasCode one = put("garden", AliasScheme.SGTIN, "/01/04600682000129/10/A/21/P1");
    AliasCode two = put("garden", AliasScheme.SGTIN, "/01/04600682000129/10/B/21/P2");

    aliases.remove("garden", one, one.item().orElseThrow());
    assertThat(owners.ofLot(TEA, "B")).containsExactly("garden");
    assertThat(owners.ofProduct(TEA)).containsExactly("garden");

    aliases.give("anxi-tea", two, two.item().orElseThrow());
    assertThat(owners.ofLot(TEA, "B")).containsExactly("anxi-tea");
    assertThat(owners.ofProduct(TEA)).containsExactly("anxi-tea");
  }

  @Test
  void registrations_ofMany_areEachToldOnce() {
    for (int i = 0; i < 40; i++) {
      put("garden", AliasScheme.SGTIN, "/01/04600682000129/10/A/21/P" + i);
    }
    put("gardens", AliasScheme.SGTIN, "/01/04600682000129/10/A/21/Q");
    put("z", AliasScheme.BID, "did:bid:z", "/01/04600682000129/10/A");

    assertThat(owners.ofLot(TEA, "A")).containsExactlyInAnyOrder("garden", "gardens", "z");
  }

  @Test
  void ofAsManyBatchesAsAnybodyLikes_issuersAreOneRead() {
    CallsStore counted = new CallsStore(rows);
    CodeBook reading = new TestBook(counted).book();
    for (int i = 0; i < 50; i++) {
      issue("anxi-tea", "L" + i);
    }
    assertThat(reading.issuers(TEA)).containsExactly("anxi-tea");
    String before = counted.calls();

    assertThat(reading.issuers(TEA)).isEqualTo(Set.of("anxi-tea"));
    assertThat(counted.calls()).as("a scan, and nothing else").isEqualTo(before);
  }

  private void issue(String party, String lot) {
    book.issue(new BatchOrder(party, TEA, lot, 5, null, null, null, List.of(), null));
  }

  private AliasCode put(String party, AliasScheme scheme, String link) {
    return put(party, scheme, link, link);
  }

  private AliasCode put(String party, AliasScheme scheme, String text, String target) {
    AliasCode code = AliasCode.parse(scheme, text);
    assertThat(aliases.put(party, code, AliasTarget.parse(target)))
        .isInstanceOf(Aliases.Outcome.Registered.class);
    return code;
  }
}
