package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bricscodes.store.DyingStore;
import org.bricscodes.store.DyingStore.Moment;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies at each write of a registration in turn. Afterwards what was acknowledged before
 * is found; each code stands for what it stood for or for what was to be, with one owner; an
 * owner's list shows what is found as that owner's and nothing else; and the same again completes
 * it.
 */
class AliasCrashTest {

  private static final String OWNER = "https://id.gs1.org/417/9521222000001";
  private static final String OTHER = "https://id.gs1.org/417/9521333000006";
  private static final AliasTarget PRODUCT = AliasTarget.parse("/01/04600682000129");
  private static final AliasTarget LOT = AliasTarget.parse("/01/04600682000129/10/L");

  /** Acknowledged before: a BID and a serial of the owner's, and one of another's. */
  private static final Aliases.Order BID = order(AliasScheme.BID, "did:bid:ef2uPGHcoU8", PRODUCT);

  private static final Aliases.Order KEPT = item("KEPT");
  private static final Aliases.Order TAKEN = item("TAKEN");
  private static final Aliases.Order MOVED = order(AliasScheme.BID, "did:bid:ef2uPGHcoU8", LOT);

  private static final List<Aliases.Order> LIST =
      List.of(
          item("A1"),
          KEPT,
          MOVED,
          TAKEN,
          order(AliasScheme.HS, "0902.10", PRODUCT),
          item("A2"),
          item("A1"));

  @ParameterizedTest
  @EnumSource(Moment.class)
  void putAll_diesAtEachWrite_leavesWholeAliases_andIsCompletedByTheSameAgain(Moment moment) {
    // One write of the owner's list, four aliases.
    assertThat(
            deaths(
                moment,
                aliases -> aliases.putAll(OWNER, LIST),
                after -> {
                  assertThat(target(after, "did:bid:ef2uPGHcoU8")).isIn(PRODUCT, LOT);
                  after.putAll(OWNER, LIST);
                  assertThat(target(after, "did:bid:ef2uPGHcoU8")).isEqualTo(LOT);
                  assertThat(after.page(OWNER, null, 100).aliases())
                      .extracting(alias -> alias.code().text())
                      .containsExactlyInAnyOrder(
                          "/01/04600682000129/21/A1",
                          "/01/04600682000129/21/A2",
                          "/01/04600682000129/21/KEPT",
                          "did:bid:ef2uPGHcoU8",
                          "0902.10");
                }))
        .isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void put_diesAtEachWrite_isThereOrNot(Moment moment) {
    assertThat(
            deaths(
                moment,
                aliases -> put(aliases, item("A1")),
                after -> {
                  put(after, item("A1"));
                  assertThat(after.find("/01/04600682000129/21/A1")).hasSize(1);
                }))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void give_diesAtEachWrite_leavesOneOwner(Moment moment) {
    assertThat(
            deaths(
                moment,
                aliases -> aliases.give(OWNER, TAKEN.code(), TAKEN.target()),
                after -> {
                  after.give(OWNER, TAKEN.code(), TAKEN.target());
                  assertThat(after.page(OTHER, null, 100).aliases()).isEmpty();
                  assertThat(after.page(OWNER, null, 100).aliases()).hasSize(3);
                }))
        .isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void remove_diesAtEachWrite_leavesItThereOrGone(Moment moment) {
    assertThat(
            deaths(
                moment,
                aliases -> aliases.remove(OWNER, BID.code(), BID.target()),
                after -> {
                  after.remove(OWNER, BID.code(), BID.target());
                  assertThat(after.find("did:bid:ef2uPGHcoU8")).isEmpty();
                  put(after, BID);
                  assertThat(after.page(OWNER, null, 100).aliases()).hasSize(2);
                }))
        .isEqualTo(2);
  }

  /** Dies at the first write, the second and so on, until the change gets through; how often. */
  private static int deaths(Moment moment, Consumer<Aliases> change, Consumer<Aliases> again) {
    for (int call = 1; ; call++) {
      InMemoryStore rows = new InMemoryStore(TestBook.tables());
      TestBook restarted = new TestBook(rows);
      Aliases begun = restarted.aliases();
      put(begun, BID);
      put(begun, KEPT);
      begun.put(OTHER, TAKEN.code(), TAKEN.target());
      DyingStore dying = new DyingStore(rows, call, moment);
      Aliases before = new Aliases(dying, () -> TestBook.START, new Random(77));
      try {
        change.accept(before);
        assertThat(dying.isDead()).isFalse();
        return call - 1;
      } catch (StoreException.Unavailable _) {
        assertThat(dying.isDead()).isTrue();
      }
      Aliases after = restarted.aliases();

      assertThat(after.find("/01/04600682000129/21/KEPT")).hasSize(1);
      assertListed(after);
      again.accept(after);
      assertListed(after);
    }
  }

  /** What is found as an owner's is what that owner's list shows, each once. */
  private static void assertListed(Aliases aliases) {
    List<Alias> found = new ArrayList<>();
    List<Aliases.Order> all = new ArrayList<>(LIST.subList(0, LIST.size() - 1));
    all.forEach(order -> found.addAll(aliases.find(order.code().text())));
    for (String owner : List.of(OWNER, OTHER)) {
      assertThat(aliases.page(owner, null, 100).aliases())
          .containsExactlyInAnyOrderElementsOf(
              found.stream().filter(alias -> alias.owner().equals(owner)).toList());
    }
  }

  private static AliasTarget target(Aliases aliases, String code) {
    return aliases.find(code).getFirst().target();
  }

  private static void put(Aliases aliases, Aliases.Order order) {
    aliases.put(OWNER, order.code(), order.target());
  }

  private static Aliases.Order item(String serial) {
    String link = "/01/04600682000129/21/" + serial;
    return order(AliasScheme.SGTIN, link, AliasTarget.parse(link));
  }

  private static Aliases.Order order(AliasScheme scheme, String text, AliasTarget target) {
    return new Aliases.Order(AliasCode.parse(scheme, text), target);
  }
}
