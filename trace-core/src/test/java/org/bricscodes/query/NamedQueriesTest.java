package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bricscodes.epcis.Fault;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamedQueriesTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.008Z");
  private static final String SHIPPING = "{\"EQ_bizStep\":[\"shipping\"]}";

  private final InMemoryStore store = new InMemoryStore(NamedQueries.tables());
  private final NamedQueries queries = NamedQueries.open(store, InstantSource.fixed(NOW));

  @Test
  void query_isKept_alsoByTheNextStart() {
    assertThat(create("shipped", "tea", SHIPPING)).isInstanceOf(QueryCreation.Created.class);

    NamedQuery kept =
        NamedQueries.open(store, InstantSource.fixed(NOW)).find("shipped").orElseThrow();
    assertThat(kept).isEqualTo(queries.find("shipped").orElseThrow());
    assertThat(kept.owner()).isEqualTo("tea");
    assertThat(kept.createdAt()).isEqualTo(NOW);
    assertThat(kept.text()).isEqualTo(SHIPPING);
  }

  @Test
  void sameAgain_isKnown_otherContentOrParty_isTaken() {
    create("shipped", "tea", SHIPPING);

    assertThat(create("shipped", "tea", " { \"EQ_bizStep\" : [ \"shipping\" ] } "))
        .isInstanceOf(QueryCreation.Known.class);
    assertThat(create("shipped", "tea", "{\"EQ_bizStep\":[\"receiving\"]}"))
        .isEqualTo(new QueryCreation.Taken());
    assertThat(create("shipped", "silk", SHIPPING)).isEqualTo(new QueryCreation.Taken());
  }

  @Test
  void deleted_isGone_alsoForTheNextStart_andTheNameIsFree() {
    create("shipped", "tea", SHIPPING);
    create("shipped2", "tea", SHIPPING);

    assertThat(queries.delete("shipped")).isTrue();
    assertThat(queries.delete("shipped")).isFalse();

    assertThat(queries.find("shipped")).isEmpty();
    NamedQueries next = NamedQueries.open(store, InstantSource.fixed(NOW));
    assertThat(next.list(null, 10)).extracting(NamedQuery::name).containsExactly("shipped2");
    assertThat(create("shipped", "silk", "{}")).isInstanceOf(QueryCreation.Created.class);
  }

  @Test
  void list_isPagedByName() {
    for (String name : List.of("b", "茶", "a", "c")) {
      create(name, "tea", SHIPPING);
    }

    assertThat(queries.list(null, 2)).extracting(NamedQuery::name).containsExactly("a", "b");
    assertThat(queries.list("b", 2)).extracting(NamedQuery::name).containsExactly("c", "茶");
    assertThat(queries.list("茶", 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a/b", "..", ".a", "a\u0000", "a\n", "\ud800", "a?b", "a#b", "e\u0301"
      })
  void faultyName_isRefused(String name) {
    assertThat(faults(create(name, "tea", SHIPPING))).containsExactly("/name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Ship.2026_05-tea:1~", "泰国", "รายงาน", "é"})
  void goodName_isTaken(String name) {
    assertThat(create(name, "tea", SHIPPING)).isInstanceOf(QueryCreation.Created.class);
  }

  @Test
  void nameOfAdHocQueries_andLongNames_areRefused() {
    assertThat(faults(create("SimpleEventQuery", "tea", SHIPPING))).containsExactly("/name");
    assertThat(create("n".repeat(100), "tea", SHIPPING)).isInstanceOf(QueryCreation.Created.class);
    assertThat(faults(create("n".repeat(101), "tea", SHIPPING))).containsExactly("/name");
  }

  @Test
  void faultsOfNameAndQuery_areAllReported() {
    assertThat(
            faults(
                create("a/b", "tea", "{\"EQ_nonsense\":[\"x\"],\"perPage\":30,\"EQ_action\":[1]}")))
        .contains("/name", "/query/EQ_nonsense", "/query/perPage", "/query/EQ_action");
    assertThat(faults(create("a", "tea", "[]"))).hasSize(1);
    assertThat(faults(create("a", "tea", "{"))).hasSize(1);
    assertThat(faults(create("a", "tea", " ".repeat(NamedQueries.MAX_BYTES + 1))))
        .containsExactly("/query");
  }

  @Test
  void queriesOfOneParty_areBounded() {
    for (int i = 0; i < NamedQueries.MAX_PER_OWNER; i++) {
      create("q" + i, "tea", SHIPPING);
    }

    assertThat(create("more", "tea", SHIPPING))
        .isEqualTo(new QueryCreation.TooMany(NamedQueries.MAX_PER_OWNER));
    assertThat(create("q0", "tea", SHIPPING)).isInstanceOf(QueryCreation.Known.class);
    assertThat(create("more", "silk", SHIPPING)).isInstanceOf(QueryCreation.Created.class);
  }

  @Test
  void lastEighth_isForPartiesThatHaveFew() {
    for (int party = 0; party < 9; party++) {
      for (int i = 0; i < NamedQueries.MAX_PER_OWNER; i++) {
        create("q" + party + "-" + i, "party " + party, SHIPPING);
      }
    }
    for (int i = 0; i < 90; i++) {
      create("last" + i, "last", SHIPPING);
    }

    assertThat(create("more", "last", SHIPPING)).isEqualTo(new QueryCreation.TooMany(90));
    assertThat(create("first", "newcomer", SHIPPING)).isInstanceOf(QueryCreation.Created.class);
  }

  private QueryCreation create(String name, String owner, String query) {
    return queries.create(name, owner, query.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> faults(QueryCreation outcome) {
    assertThat(outcome).isInstanceOf(QueryCreation.Refused.class);
    return ((QueryCreation.Refused) outcome).faults().stream().map(Fault::pointer).toList();
  }
}
