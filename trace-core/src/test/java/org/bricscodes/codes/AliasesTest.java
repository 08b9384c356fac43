package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasesTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String OTHER = "https://id.gs1.org/417/9521333000006";
  private static final AliasTarget PRODUCT = AliasTarget.parse("/01/04600682000129");
  private static final AliasTarget PACK = AliasTarget.parse("/01/04600682000129/21/5abc-DE_7");

  /** Clothing: key id and a signature of 44 characters, with signs that links would escape. */
  private static final String WHOLE =
      "010460068200012921" + "5'W\"<x%Qz&kt7\u001d91EE06\u001d92" + "aB+/=dK0".repeat(5) + "wXyZ";

  private final Aliases aliases = new TestBook().aliases();

  @Test
  void ownSerial_isFoundByLinkAndElementString_andAsAnItem() {
    AliasCode code = AliasCode.parse(AliasScheme.SGTIN, "(01)04600682000129(21)5abc-DE_7");

    assertThat(aliases.put(OWNER, code, PACK)).isInstanceOf(Aliases.Outcome.Registered.class);
    assertThat(aliases.put(OWNER, code, PACK)).isInstanceOf(Aliases.Outcome.Unchanged.class);

    assertThat(aliases.find("https://brand.example/p/01/04600682000129/21/5abc-DE_7"))
        .extracting(Alias::owner)
        .containsExactly(OWNER);
    assertThat(aliases.find("]d201046006820001292" + "15abc-DE_7")).hasSize(1);
    assertThat(aliases.item(Gtin.parse("04600682000129"), "5abc-DE_7")).isPresent();
    assertThat(aliases.item(Gtin.parse("04600682000129"), "5abc-DE_8")).isEmpty();
  }

  @Test
  void wholeNationalCode_isKeptCharacterByCharacter_andFoundWithAndWithoutItsTail() {
    AliasCode code = AliasCode.parse(AliasScheme.CHESTNY_ZNAK, WHOLE);
    AliasTarget item = new AliasTarget(Gtin.parse("04600682000129"), null, "5'W\"<x%Qz&kt7");

    aliases.put(OWNER, code, item);

    assertThat(aliases.find(WHOLE)).extracting(found -> found.code().text()).containsExactly(WHOLE);
    assertThat(aliases.find("]d2" + WHOLE)).hasSize(1);
    assertThat(aliases.find(WHOLE.substring(0, 31))).hasSize(1);
    assertThat(aliases.find(WHOLE.replace("91EE06", "91EE07"))).isEmpty();
  }

  @Test
  void bareSerial_doesNotReplaceTheWholeCodeOfItsItem() {
    AliasTarget item = new AliasTarget(Gtin.parse("04600682000129"), null, "5'W\"<x%Qz&kt7");
    aliases.put(OWNER, AliasCode.parse(AliasScheme.CHESTNY_ZNAK, WHOLE), item);

    aliases.put(OWNER, AliasCode.parse(AliasScheme.SGTIN, item.link()), item);

    assertThat(aliases.find(WHOLE)).extracting(found -> found.code().text()).containsExactly(WHOLE);
  }

  @Test
  void anothersSerial_isTaken() {
    AliasCode code = AliasCode.parse(AliasScheme.SGTIN, PACK.link());
    aliases.put(OWNER, code, PACK);

    assertThat(aliases.put(OTHER, code, PACK)).isEqualTo(new Aliases.Outcome.Taken());
    assertThat(aliases.isTaken(OTHER, code, PACK)).isTrue();
    assertThat(aliases.remove(OTHER, code, PACK)).isFalse();
    assertThat(aliases.find(PACK.link())).extracting(Alias::owner).containsExactly(OWNER);
  }

  @Test
  void serialRegisteredByTheWrongParty_isGivenToTheRightOne() {
    AliasCode code = AliasCode.parse(AliasScheme.SGTIN, PACK.link());
    aliases.put(OTHER, code, PACK);

    assertThat(aliases.give(OWNER, code, PACK)).isInstanceOf(Aliases.Outcome.Registered.class);

    assertThat(aliases.find(PACK.link())).extracting(Alias::owner).containsExactly(OWNER);
    assertThat(aliases.page(OTHER, null, 10).aliases()).isEmpty();
    assertThat(aliases.page(OWNER, null, 10).aliases()).hasSize(1);
  }

  @Test
  void heading_findsTheProductsOfManyOwners_alsoUnderCoarserOnes() {
    AliasTarget lot = AliasTarget.parse("/01/06001234567899/10/L1");
    aliases.put(OWNER, AliasCode.parse(AliasScheme.HS, "0902.10"), PRODUCT);
    aliases.put(OTHER, AliasCode.parse(AliasScheme.HS, "0902"), lot);

    assertThat(aliases.find("0902 10 0000"))
        .extracting(Alias::target)
        .containsExactlyInAnyOrder(PRODUCT, lot);
    assertThat(aliases.find("090210")).hasSize(2);
    assertThat(aliases.find("0902")).extracting(Alias::target).containsExactly(lot);
    assertThat(aliases.find("0903")).isEmpty();
  }

  @Test
  void nationalCode_isFoundByItsTextAlone_andTheSchemesStayApart() {
    aliases.put(OWNER, AliasCode.parse(new AliasScheme("cn-ecode"), "1000000002"), PRODUCT);
    aliases.put(OWNER, AliasCode.parse(new AliasScheme("in-fssai"), "1000000002"), PRODUCT);

    assertThat(aliases.find("1000000002"))
        .extracting(found -> found.code().scheme().name())
        .containsExactlyInAnyOrder("cn-ecode", "in-fssai");
  }

  @Test
  void bid_namesOneThing_whichItsOwnerMayChange() {
    AliasCode bid = AliasCode.parse(AliasScheme.BID, "did:bid:ef2uPGHcoU8VgQ");
    aliases.put(OWNER, bid, PRODUCT);
    aliases.put(OWNER, bid, PACK);

    assertThat(aliases.put(OTHER, bid, PRODUCT)).isEqualTo(new Aliases.Outcome.Taken());
    assertThat(aliases.find("did:bid:ef2uPGHcoU8VgQ"))
        .extracting(Alias::target)
        .containsExactly(PACK);
  }

  @Test
  void page_listsTheOwnersAlone_untilRemoved() {
    AliasCode heading = AliasCode.parse(AliasScheme.HS, "090210");
    aliases.put(OWNER, heading, PRODUCT);
    aliases.put(OWNER, AliasCode.parse(AliasScheme.SGTIN, PACK.link()), PACK);
    aliases.put(OTHER, heading, PRODUCT);

    AliasPage first = aliases.page(OWNER, null, 1);
    AliasPage second = aliases.page(OWNER, first.next(), 1);
    assertThat(List.of(first.aliases().getFirst(), second.aliases().getFirst()))
        .extracting(Alias::target)
        .containsExactlyInAnyOrder(PRODUCT, PACK);

    assertThat(aliases.remove(OWNER, heading, PRODUCT)).isTrue();
    assertThat(aliases.remove(OWNER, heading, PRODUCT)).isFalse();
    assertThat(aliases.page(OWNER, null, 10).aliases()).hasSize(1);
    assertThat(aliases.find("090210")).extracting(Alias::owner).containsExactly(OTHER);
  }

  @Test
  void list_isRegistered_inItsOrderWhereSeveralAreOfOneCode() {
    AliasTarget lot = AliasTarget.parse("/01/04600682000129/10/L");
    AliasTarget item = new AliasTarget(Gtin.parse("04600682000129"), null, "5'W\"<x%Qz&kt7");
    aliases.put(OTHER, AliasCode.parse(AliasScheme.SGTIN, PACK.link()), PACK);
    aliases.put(OWNER, AliasCode.parse(AliasScheme.HS, "0902"), PRODUCT);

    List<Aliases.Outcome> outcomes =
        aliases.putAll(
            OWNER,
            List.of(
                order(AliasScheme.BID, "did:bid:one", PRODUCT),
                order(AliasScheme.SGTIN, PACK.link(), PACK),
                order(AliasScheme.HS, "09.02", PRODUCT),
                order(AliasScheme.BID, "did:bid:one", lot),
                order(AliasScheme.CHESTNY_ZNAK, WHOLE, item),
                order(AliasScheme.SGTIN, item.link(), item),
                order(AliasScheme.BID, "did:bid:one", lot)));

    assertThat(outcomes)
        .extracting(outcome -> outcome.getClass().getSimpleName())
        .containsExactly(
            "Registered",
            "Taken",
            "Registered", // the same heading, otherwise written
            "Registered",
            "Registered",
            "Unchanged",
            "Unchanged");
    assertThat(aliases.find("did:bid:one")).extracting(Alias::target).containsExactly(lot);
    assertThat(aliases.find(WHOLE)).extracting(found -> found.code().text()).containsExactly(WHOLE);
    assertThat(aliases.page(OWNER, null, 10).aliases()).hasSize(3);
  }

  @Test
  void longList_readsAndListsAtOnce() {
    CallsStore store = new CallsStore(new InMemoryStore(TestBook.tables()));
    Aliases counted = new TestBook(store).aliases();
    List<Aliases.Order> orders = new ArrayList<>();
    for (int i = 0; i < Aliases.MAX_CODES; i++) {
      String link = "/01/04600682000129/21/S" + i;
      orders.add(order(AliasScheme.SGTIN, link, AliasTarget.parse(link)));
    }

    assertThat(counted.taken(OWNER, orders)).containsOnly(false);
    assertThat(counted.putAll(OWNER, orders))
        .hasOnlyElementsOfType(Aliases.Outcome.Registered.class);

    // Taken, what stands there, and whether the list lost a line meanwhile.
    assertThat(store.calls()).isEqualTo("0 gets, 3 reads, 1 writes, 10000 swaps");
    assertThat(counted.putAll(OWNER, orders))
        .hasOnlyElementsOfType(Aliases.Outcome.Unchanged.class);
    assertThat(store.calls()).isEqualTo("0 gets, 4 reads, 1 writes, 10000 swaps");
    assertThatThrownBy(() -> counted.putAll(OWNER, Collections.nCopies(10_001, orders.getFirst())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Aliases.Order order(AliasScheme scheme, String text, AliasTarget target) {
    return new Aliases.Order(AliasCode.parse(scheme, text), target);
  }

  @ParameterizedTest
  @CsvSource({
    "sgtin, /01/04600682000129, must name one item",
    "sgtin, /01/04600682000128/21/A, is neither",
    "sgtin, /01/04600682000129/21/7GF04CNGMYKV4H93, has a serial in the shape",
    "chestny-znak, (01)04600682000129(21)ABC, must be a whole code",
    "bid, did:key:zabc, must be a BID",
    "hs, 090, must be an HS heading",
    "cn-ecode, ' x', must have 1 to 100 visible",
  })
  void faultyCode_isRefused_sayingWhatWouldBeRight(String scheme, String text, String message) {
    assertThatThrownBy(() -> AliasCode.parse(new AliasScheme(scheme), text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"ecode", "xx-code", "CN-ecode", "cn-", "''"})
  void unknownScheme_isRefused(String name) {
    assertThatThrownBy(() -> new AliasScheme(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void target_ofAnotherItem_isRefused() {
    AliasCode code = AliasCode.parse(AliasScheme.SGTIN, "/01/04600682000129/21/X");

    assertThatThrownBy(() -> aliases.put(OWNER, code, PACK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the code names another item than the target");
  }

  @Test
  void find_ofNonsense_findsNothing() {
    assertThat(aliases.find("")).isEmpty();
    assertThat(aliases.find("x".repeat(301))).isEmpty();
    assertThat(aliases.find("\u0000")).isEmpty();
    assertThat(aliases.find("https://[")).isEmpty();
  }
}
