package org.bricscodes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermIndexTest {

  private static final Table TABLE = new Table("terms", Table.Shape.POSTINGS);
  private static final long HOUR = 3_600_000_000L;

  private final InMemoryStore store = new InMemoryStore(Set.of(TABLE));
  private final TermIndex index = new TermIndex(store, TABLE);

  @Test
  void writes_sparseTerm_isOneRowOfTheStatedLayout() {
    List<Write> writes = index.writes(id(0x0A), 1, List.of(Term.sparse("epc=x")));

    assertThat(writes).hasSize(1);
    // printf 'S\0epc=x' | sha256sum | cut -c1-32
    assertThat(writes.getFirst().key())
        .hasToString(
            "terms/180d279524ddf0d8bbde53e735dfc377/"
                + "7ffffffffffffffefffffffffffffffffffffffffffffff5");
  }

  @Test
  void writes_hotTerm_isDirectoryAndRowOfTheStatedLayout() {
    List<Write> writes = index.writes(id(0x0A), 2 * HOUR + 1, List.of(Term.hot("bizStep=x")));

    // printf 'H\0bizStep=x' | sha256sum | cut -c1-32
    assertThat(writes.stream().map(write -> write.key().toString()))
        .containsExactly(
            "terms/929da70542e8961f24ccb2c7d35b7f2a/7ffffffffffffffd00",
            "terms/929da70542e8961f24ccb2c7d35b7f2a7ffffffffffffffd00/"
                + "7ffffffe52d8b7fefffffffffffffffffffffffffffffff5");
  }

  @Test
  void writes_rolesOfAThing_areRowsOfOnePartitionOfTheStatedLayout() {
    List<Write> writes =
        index.writes(id(0x0A), 1, List.of(Term.role("https://x", 1), Term.role("https://x", 9)));

    // printf 'R\0https://x' | sha256sum | cut -c1-32
    assertThat(writes.stream().map(write -> write.key().toString()))
        .containsExactly(
            "terms/734b6ba28a9eeada7cf6cb9418bed377/"
                + "017ffffffffffffffefffffffffffffffffffffffffffffff5",
            "terms/734b6ba28a9eeada7cf6cb9418bed377/"
                + "097ffffffffffffffefffffffffffffffffffffffffffffff5");
  }

  @Test
  void scan_otherRolesOfTheThing_areNotFound() {
    add(Term.role("t", 1), 5, 1);
    add(Term.role("t", 2), 6, 2);
    add(Term.role("t", 255), 7, 3);

    assertThat(index.scan(TermScan.newest(Term.role("t", 2), 10)).postings())
        .containsExactly(posting(6, 2));
    assertThat(index.scan(TermScan.newest(Term.role("t", 3), 10)).postings()).isEmpty();
    assertThat(index.scan(TermScan.newest(Term.sparse("t"), 10)).postings()).isEmpty();
  }

  @Test
  void readers_rolesOfOneThing_costOneRead() {
    CountedScans counted = new CountedScans(store);
    for (int role = 1; role <= 3; role++) {
      add(Term.role("t", role), role, role);
    }
    List<Term> roles = List.of(Term.role("t", 3), Term.role("t", 4), Term.role("t", 1));

    List<PostingReader> readers =
        new TermIndex(counted, TABLE).readers(roles, 0, 10, Scan.Order.ASCENDING);

    assertThat(counted.count()).isEqualTo(1);
    assertThat(readers.get(0).current()).isEqualTo(posting(3, 3));
    assertThat(readers.get(1).current()).isNull();
    assertThat(readers.get(2).current()).isEqualTo(posting(1, 1));
  }

  /** One read takes 48 rows: of roles that end before them nothing else is read. */
  @ParameterizedTest
  @ValueSource(ints = {47, 48, 49, 50})
  void readers_ofAThingWithManyRows_findAllOfThem(int rows) {
    for (int i = 0; i < 5; i++) {
      add(Term.role("t", 1), i, i);
    }
    for (int i = 5; i < rows - 1; i++) {
      add(Term.role("t", 4), i, i);
    }
    add(Term.role("t", 9), 100, 100);
    CountedScans counted = new CountedScans(store);
    List<Term> roles = List.of(Term.role("t", 1), Term.role("t", 4), Term.role("t", 9));

    List<PostingReader> readers =
        new TermIndex(counted, TABLE).readers(roles, 0, 1_000, Scan.Order.DESCENDING);

    assertThat(readers.stream().map(TermIndexTest::count)).containsExactly(5, rows - 6, 1);
    assertThat(counted.count() == 1).isEqualTo(rows <= 48);
    assertThat(counted.count()).isLessThanOrEqualTo(5);
  }

  private static int count(PostingReader reader) {
    int count = 0;
    for (Posting posting = reader.current(); posting != null; posting = reader.next()) {
      count++;
    }
    return count;
  }

  @Test
  void term_roleOfAnotherSpread_isRefused() {
    assertThatThrownBy(() -> new Term("t", Term.Spread.HOT, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no term of spread HOT has role 1");
    assertThatThrownBy(() -> Term.role("t", 256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no term of spread ROLE has role 256");
  }

  @Test
  void writes_directoryAlreadyStored_isNotWrittenAgain() {
    List<Term> terms = List.of(Term.hot("bizStep=x"));
    store.write(index.writes(id(1), HOUR, terms));

    assertThat(index.writes(id(2), HOUR + 5, terms)).hasSize(1);
    assertThat(index.writes(id(3), 2 * HOUR, terms)).hasSize(2);
  }

  @Test
  void writes_directoryHandedOutButNeverStored_isHandedOutAgain() {
    List<Term> terms = List.of(Term.hot("bizStep=x"));

    assertThat(index.writes(id(1), HOUR, terms)).hasSize(2);
    assertThat(index.writes(id(1), HOUR, terms)).hasSize(2);
  }

  /** In a large store a look for what is not there costs a block of every level. */
  @Test
  void writes_firstRecordOfAnHour_waitsForNoRead() {
    AtomicInteger reads = new AtomicInteger();
    Store counted =
        new ForwardingStore(store) {
          @Override
          public byte @Nullable [] get(Key key) {
            reads.incrementAndGet();
            return super.get(key);
          }
        };
    TermIndex other = new TermIndex(counted, TABLE);
    List<Term> terms = List.of(Term.hot("bizStep=x"), Term.hot("bizLocation=y"));

    store.write(other.writes(id(1), HOUR, terms));
    assertThat(reads).hasValue(0);
    store.write(other.writes(id(2), HOUR, terms));
    store.write(other.writes(id(3), HOUR, terms));
    assertThat(reads).hasValue(2);
  }

  @Test
  void writes_idOfAnotherLength_isRefused() {
    assertThatThrownBy(() -> index.writes(new byte[15], 0, List.of(Term.sparse("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a record id is 16 bytes, not 15");
  }

  @ParameterizedTest
  @EnumSource(Term.Spread.class)
  void scan_tiesAndNegativeTimes_areOrderedByTimeThenId(Term.Spread spread) {
    Term term = new Term("t", spread, 0);
    add(term, 5, 0x01);
    add(term, 5, 0xF0);
    add(term, -5, 0x02);
    add(term, -2 * HOUR, 0x03);
    add(term, 3 * HOUR, 0x00);

    PostingPage page = index.scan(TermScan.newest(term, 10));

    assertThat(page.postings())
        .containsExactly(
            posting(3 * HOUR, 0x00),
            posting(5, 0xF0),
            posting(5, 0x01),
            posting(-5, 0x02),
            posting(-2 * HOUR, 0x03));
    assertThat(page.next()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Term.Spread.class)
  void scan_recordWrittenTwice_isThereOnce(Term.Spread spread) {
    Term term = new Term("t", spread, 0);
    add(term, 5, 1);
    add(term, 5, 1);

    assertThat(index.scan(TermScan.newest(term, 10)).postings()).containsExactly(posting(5, 1));
  }

  @ParameterizedTest
  @EnumSource(Term.Spread.class)
  void scan_lastPageFull_saysThereIsNoNext(Term.Spread spread) {
    Term term = new Term("t", spread, 0);
    add(term, 5, 1);
    add(term, HOUR, 2);

    PostingPage first = index.scan(TermScan.newest(term, 1));
    PostingPage second = index.scan(TermScan.newest(term, 1).after(first.next()));

    assertThat(first.postings()).containsExactly(posting(HOUR, 2));
    assertThat(first.next()).isEqualTo(posting(HOUR, 2));
    assertThat(second.postings()).containsExactly(posting(5, 1));
    assertThat(second.next()).isNull();
  }

  @Test
  void scan_sameTextOfAnotherSpread_isAnotherTerm() {
    add(Term.sparse("t"), 5, 1);

    assertThat(index.scan(TermScan.newest(Term.hot("t"), 10)).postings()).isEmpty();
  }

  @Test
  void scan_numberOfShardsRaised_findsOldAndNewOnce() {
    Term term = Term.hot("t");
    TermIndex wider = new TermIndex(store, TABLE, 8);
    for (int i = 0; i < 20; i++) {
      store.write(index.writes(id(i), i, List.of(term)));
    }
    for (int i = 10; i < 30; i++) {
      store.write(wider.writes(id(i), i, List.of(term)));
    }

    List<Posting> found = index.scan(TermScan.newest(term, 100)).postings();

    assertThat(found)
        .hasSize(30)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @ParameterizedTest
  @EnumSource(Term.Spread.class)
  void erasures_ofWhatWasWritten_makeItUnfindable(Term.Spread spread) {
    Term term = new Term("t", spread, 0);
    add(term, 5, 1);
    add(term, 5, 2);

    store.write(index.erasures(id(1), 5, List.of(term)));

    assertThat(index.scan(TermScan.newest(term, 10)).postings()).containsExactly(posting(5, 2));
  }

  @Test
  void posting_id_roundTrips() {
    byte[] id = HexFormat.of().parseHex("ffeeddccbbaa99887766554433221100");

    assertThat(Posting.of(7, id).id()).isEqualTo(id);
    assertThat(Posting.of(7, id))
        .isEqualTo(new Posting(7, 0xffeeddccbbaa9988L, 0x7766554433221100L));
  }

  private void add(Term term, long timeMicros, int id) {
    store.write(index.writes(id(id), timeMicros, List.of(term)));
  }

  private static Posting posting(long timeMicros, int id) {
    return Posting.of(timeMicros, id(id));
  }

  private static byte[] id(int last) {
    byte[] id = new byte[16];
    id[15] = (byte) last;
    return id;
  }
}
