package org.bricscodes.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by their {@link Term}s, in order of time: posting lists on top of the {@link
 * Store}, the same for every engine.
 *
 * <p>What is written is a pure function of a record's id, time and terms, so writing it again, even
 * at the same time elsewhere, changes nothing. Nothing is written by this class: its rows go into
 * the caller's own {@link Store#write}, in front of the record they point at, so a posting may
 * point at a record that is not (yet) there and readers drop it then.
 *
 * <p><b>Layout</b>, permanent. {@code hash} is the first 16 bytes of SHA-256 over a salt byte
 * ({@code S}, {@code H} or {@code R}, the term's {@link Term.Spread}), a zero byte and the term's
 * UTF-8 text; {@code sort} is {@code time(8) ‖ id(16)}, each bit of its order inverted so that the
 * newest, which are asked for most, are read forwards, behind the number of the role where there is
 * one; values are empty.
 *
 * <pre>
 *   sparse term:      partition hash                             sort time ‖ id
 *   hot term:         partition hash ‖ hour(8) ‖ shard(1)        sort time ‖ id
 *   its directory:    partition hash                             sort hour(8) ‖ shard(1)
 *   role of a thing:  partition hash                             sort role(1) ‖ time ‖ id
 * </pre>
 *
 * <p>{@code time} and {@code hour} (hours since 1970, rounded down) are {@linkplain
 * OrderedBytes#putLongDescending signed and descending}. A hot term's directory names the hours and
 * shards that hold anything, so a reader never probes empty ones. Readers merge whatever shards the
 * directory names and drop duplicates, so the number of shards, which only a cluster needs, may be
 * raised at any time.
 *
 * <p>Safe for use from any thread. All methods but the constructors read the store and may block.
 */
public final class TermIndex {

  /** Shards a hot term's hour may be split into. */
  public static final int MAX_SHARDS = 64;

  /**
   * Rows of a thing that are read at once, where several of its roles are asked for, or it will be
   * asked for again: what happens to a pack, or to its lot, is seldom more.
   */
  private static final int ROWS_OF_A_THING = 48;

  private final Store store;
  private final Table table;
  private final int shards;
  private final KnownRows known;

  /**
   * An index with one shard, as a single machine wants it.
   *
   * @param table of shape {@link Table.Shape#POSTINGS}, used for nothing else
   */
  public TermIndex(Store store, Table table) {
    this(store, table, 1);
  }

  /**
   * An index that spreads a hot term's hour over several partitions.
   *
   * @param table of shape {@link Table.Shape#POSTINGS}, used for nothing else
   * @param shards 1 to {@link #MAX_SHARDS}
   */
  public TermIndex(Store store, Table table, int shards) {
    if (table.shape() != Table.Shape.POSTINGS) {
      throw new IllegalArgumentException("a term index needs a table of shape POSTINGS");
    }
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new IllegalArgumentException("shards must be 1 to " + MAX_SHARDS);
    }
    this.store = store;
    this.table = table;
    this.shards = shards;
    this.known = new KnownRows(store);
  }

  /**
   * The rows that make a record findable. Besides one row per term, the first records of a hot
   * term's hour bring its directory row, until that is seen in the store.
   *
   * @param id 16 bytes
   * @param timeMicros microseconds since 1970, below {@link Long#MAX_VALUE}
   */
  public List<Write> writes(byte[] id, long timeMicros, Collection<Term> terms) {
    List<Write> writes = new ArrayList<>(terms.size() + 2);
    Posting posting = Posting.of(timeMicros, id);
    byte[] sort = posting.sort(TermKeys.EMPTY);
    for (Term term : terms) {
      Key key = key(term, posting, sort);
      if (term.spread() == Term.Spread.HOT) {
        Key directory = TermKeys.directory(key);
        if (!known.contains(directory)) {
          writes.add(new Write.Put(directory, TermKeys.EMPTY));
        }
      }
      writes.add(new Write.Put(key, TermKeys.EMPTY));
    }
    return writes;
  }

  /** The rows that make a record unfindable again: the opposite of {@link #writes}. */
  public List<Write> erasures(byte[] id, long timeMicros, Collection<Term> terms) {
    List<Write> erasures = new ArrayList<>(terms.size());
    Posting posting = Posting.of(timeMicros, id);
    byte[] sort = posting.sort(TermKeys.EMPTY);
    for (Term term : terms) {
      erasures.add(new Write.Delete(key(term, posting, sort)));
    }
    return erasures;
  }

  /** One page of a term's postings. */
  public PostingPage scan(TermScan scan) {
    Posting after = scan.after();
    PostingReader reader =
        reader(scan.term(), scan.fromMicros(), scan.toMicros(), scan.order(), after, scan.limit());
    List<Posting> postings = new ArrayList<>(Math.min(scan.limit(), 64));
    Posting posting = reader.current();
    if (posting != null && posting.equals(after)) {
      posting = reader.next();
    }
    while (posting != null && postings.size() < scan.limit()) {
      postings.add(posting);
      posting = reader.next();
    }
    return new PostingPage(postings, posting == null ? null : postings.getLast());
  }

  /**
   * Walks a term's postings with {@code fromMicros <= time < toMicros}.
   *
   * @param order direction of the walk
   */
  public PostingReader reader(Term term, long fromMicros, long toMicros, Scan.Order order) {
    return reader(term, fromMicros, toMicros, order, null, PartitionReader.FIRST_PAGE);
  }

  /**
   * The same of several terms, a reader for each, in their order, begun together. Roles of one
   * thing are one question, so that a thing with a short history costs one read, whatever is asked
   * of it.
   */
  public List<PostingReader> readers(
      List<Term> terms, long fromMicros, long toMicros, Scan.Order order) {
    Map<String, Integer> asked = new HashMap<>();
    for (Term term : terms) {
      asked.merge(term.text(), 1, Integer::sum);
    }
    return begin(
        terms.stream().map(term -> new TermWalk(term, fromMicros, toMicros, order)).toList(),
        new ReadThings(),
        term -> asked.getOrDefault(term.text(), 0) > 1);
  }

  /**
   * A reader for each walk, in their order, begun together: what they begin with is asked for in
   * one {@link Store#scanAll}, but for hot terms. Of a thing its first rows are read, whatever its
   * role; a role that lies behind them is read by itself.
   *
   * @param read things that are not read again; gains those that are read now
   */
  public List<PostingReader> readers(List<TermWalk> walks, ReadThings read) {
    return begin(walks, read, _ -> true);
  }

  private List<PostingReader> begin(
      List<TermWalk> walks, ReadThings read, Predicate<Term> isReadWhole) {
    PagesTogether pages = new PagesTogether(store);
    List<Supplier<PostingReader>> begun = new ArrayList<>(walks.size());
    for (TermWalk walk : walks) {
      Term term = walk.term();
      begun.add(
          switch (term.spread()) {
            case SPARSE -> begin(walk, pages);
            case ROLE -> isReadWhole.test(term) ? begin(walk, pages, read) : begin(walk, pages);
            case HOT -> () -> reader(walk);
          });
    }
    List<PostingReader> readers = new ArrayList<>(walks.size());
    begun.forEach(one -> readers.add(one.get()));
    return readers;
  }

  private Supplier<PostingReader> begin(TermWalk walk, PagesTogether pages) {
    PostingRange range = range(walk);
    if (range.isEmpty()) {
      return () -> reader(walk);
    }
    byte[] hash = TermKeys.hash(walk.term());
    int expected = PartitionReader.FIRST_PAGE;
    Supplier<Page> first = pages.ask(PartitionReader.firstPage(table, hash, range, expected));
    return () -> new PartitionReader(store, table, hash, range, expected, first.get());
  }

  private Supplier<PostingReader> begin(TermWalk walk, PagesTogether pages, ReadThings read) {
    Term term = walk.term();
    Supplier<Page> first =
        read.page(
            term.text(), () -> pages.ask(Scan.of(table, TermKeys.hash(term), ROWS_OF_A_THING)));
    return () ->
        holdsAll(first.get(), term)
            ? new PageReader(first.get().rows(), range(walk))
            : reader(walk);
  }

  /** Whether no row of a role is behind the first page of its thing. */
  private static boolean holdsAll(Page first, Term term) {
    return first.next() == null
        || Byte.toUnsignedInt(first.rows().getLast().sort()[0]) > term.role();
  }

  private PostingReader reader(TermWalk walk) {
    return reader(walk.term(), walk.fromMicros(), walk.toMicros(), walk.order());
  }

  private PostingReader reader(
      Term term,
      long fromMicros,
      long toMicros,
      Scan.Order order,
      @Nullable Posting start,
      int expected) {
    PostingRange range = range(term, fromMicros, toMicros, order).startingAt(start);
    byte[] hash = TermKeys.hash(term);
    return switch (term.spread()) {
      case SPARSE, ROLE -> new PartitionReader(store, table, hash, range, expected);
      case HOT -> new HotReader(store, table, hash, range, expected);
    };
  }

  private static PostingRange range(TermWalk walk) {
    return range(walk.term(), walk.fromMicros(), walk.toMicros(), walk.order());
  }

  private static PostingRange range(Term term, long fromMicros, long toMicros, Scan.Order order) {
    return PostingRange.of(TermKeys.lead(term), fromMicros, toMicros, order);
  }

  /**
   * @param sort of terms with nothing in front
   */
  private Key key(Term term, Posting posting, byte[] sort) {
    byte[] hash = TermKeys.hash(term);
    return switch (term.spread()) {
      case SPARSE -> new Key(table, hash, sort);
      case HOT -> {
        long hour = TermKeys.hour(posting.timeMicros());
        yield new Key(table, TermKeys.hourPartition(hash, hour, shard(posting)), sort);
      }
      case ROLE -> new Key(table, hash, OrderedBytes.concat(TermKeys.lead(term), sort));
    };
  }

  private int shard(Posting posting) {
    return Math.floorMod(posting.idHigh() ^ posting.idLow(), shards);
  }
}
