package org.bricscodes.codes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Sets the states of many codes at once. Codes lie in slices, each of which changes as a whole; the
 * order of writes makes a crash harmless:
 *
 * <ol>
 *   <li>which {@link Slices} it will touch, and the list itself, durably: from here on it will be
 *       applied;
 *   <li>the states, each slice by itself and many side by side, and with them what the list changed
 *       there; a code that has got there already is left alone;
 *   <li>per batch, status and reason one {@link BatchReport} of what it changed, known by the list;
 *   <li>the list is removed.
 * </ol>
 *
 * A crash or a failure after the first step is repaired by {@link #resume}, which goes through all
 * steps again and leaves out those that are done. The same codes sent again are another list: it
 * changes, and reports, what is left to change.
 */
public final class StateLists {

  /** Most codes of one list. */
  public static final int MAX_CODES = 100_000;

  /** Most different combinations of batch, status and reason in one list. */
  public static final int MAX_GROUPS = 1000;

  private static final byte[] WAITING = {'l'};
  private static final int READ_AT_ONCE = 5000;

  /** Codes of a batch that become the same for the same reason. */
  record Group(BatchId batch, CodeState.Status status, String reason) {}

  /** A list as it is written down, under the name of its operation. */
  @SuppressWarnings("ArrayRecordComponent") // tasks are not compared
  private record Task(byte[] operation, String by, Instant at, Map<Group, SortedSet<Long>> codes) {
    String name() {
      return HexFormat.of().formatHex(operation);
    }
  }

  /**
   * A line that cannot be done.
   *
   * @param line its index in the list
   * @param message what is wrong and what would be right
   */
  public record Refusal(int line, String message) {}

  /**
   * What a list did.
   *
   * @param changed codes that it set
   * @param unchanged codes that stood so already
   * @param refused codes that in the meantime became something that this cannot follow
   * @param reports one per batch, status and reason; fresh are the codes it changed
   */
  public record Applied(int changed, int unchanged, int refused, List<BatchReport> reports) {}

  private final Rows rows;
  private final CodeNotices notices;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  StateLists(Rows rows, CodeNotices notices, InstantSource clock, RandomGenerator random) {
    this.rows = rows;
    this.notices = notices;
    this.clock = clock;
    this.random = random;
  }

  /** The lines that cannot be done as things stand; empty when all can. */
  List<Refusal> faults(List<StateChange> changes) {
    List<Refusal> refusals = new ArrayList<>();
    for (int first = 0; first < changes.size(); first += READ_AT_ONCE) {
      List<StateChange> some =
          changes.subList(first, Math.min(first + READ_AT_ONCE, changes.size()));
      List<byte @Nullable []> found =
          rows.getAll(some.stream().map(StateLists::currentKey).toList());
      for (int i = 0; i < some.size(); i++) {
        CodeState.Status now = CodeStateRow.state(found.get(i)).status();
        CodeState.Status next = some.get(i).status();
        if (now != next && !now.successors().contains(next)) {
          refusals.add(
              new Refusal(
                  first + i, "a code that is " + now.word() + " cannot become " + next.word()));
        }
      }
    }
    return refusals;
  }

  /**
   * Sets the states of all codes of a list. Lines that {@link #faults} names are skipped.
   *
   * @param by the party that sets them
   * @throws CodesException.InvalidOrder if the list is too long, or a party or reason is faulty
   */
  Applied apply(String by, List<StateChange> changes) {
    OrderFaults faults = new OrderFaults();
    faults.text("by", by);
    if (changes.size() > MAX_CODES) {
      faults.add("codes", "must be at most 100000");
    }
    Map<Group, SortedSet<Long>> groups = new LinkedHashMap<>();
    for (StateChange change : changes) {
      Group group = new Group(change.code().batch().id(), change.status(), change.reason());
      if (!groups.containsKey(group)) {
        faults.text("reason", change.reason());
      }
      groups.computeIfAbsent(group, _ -> new TreeSet<>()).add(change.code().counter());
    }
    if (groups.size() > MAX_GROUPS) {
      faults.add("codes", "must have at most 1000 combinations of batch, state and reason");
    }
    faults.throwIfAny();
    Task task = new Task(operation(), by, clock.instant().truncatedTo(ChronoUnit.MICROS), groups);
    underWay.add(task.name());
    try {
      Key key = new Key(Rows.LISTS, WAITING, task.operation());
      Slices.write(rows, Slices.notes(items(changes)), new Write.Put(key, encode(task)));
      Applied applied = perform(task);
      rows.write(new Write.Delete(key));
      return applied;
    } finally {
      underWay.remove(task.name());
    }
  }

  /**
   * Finishes what was written down, is not removed and is not being applied; how many lists that
   * were.
   */
  int resume() {
    int finished = 0;
    byte[] after = null;
    do {
      Page page = rows.scan(Scan.of(Rows.LISTS, WAITING, 10).after(after));
      for (Page.Row row : page.rows()) {
        Task task = decode(row.sort(), row.value());
        if (!underWay.add(task.name())) {
          continue;
        }
        try {
          perform(task);
          rows.write(new Write.Delete(new Key(Rows.LISTS, WAITING, row.sort())));
        } finally {
          underWay.remove(task.name());
        }
        finished++;
      }
      after = page.next();
    } while (after != null);
    return finished;
  }

  private Applied perform(Task task) {
    Tally total = new Tally();
    List<BatchReport> reports = new ArrayList<>();
    int place = 0;
    for (Map.Entry<Group, SortedSet<Long>> entry : task.codes().entrySet()) {
      Group group = entry.getKey();
      SortedSet<Long> codes = entry.getValue();
      BatchJournal journal = new BatchJournal(rows, group.batch());
      String digest = digest(group, codes);
      String key = "list " + task.name() + " " + place; // no client's key has a space
      BatchReport report = journal.repeated(key, digest);
      if (report == null) {
        Tally tally = new Tally();
        byte[] done = StateKeys.done(task.operation(), place);
        CodeState next = new CodeState(group.status(), task.by(), task.at(), group.reason());
        GuardedRows.changeAll(rows, changes(group.batch(), codes, next, done)).forEach(tally::add);
        total.add(tally);
        report = report(task, group, codes.size(), tally.changed, journal, key, digest);
      }
      reports.add(report);
      place++;
    }
    return new Applied(total.changed, total.unchanged, total.refused, reports);
  }

  private static final class Tally {
    private int changed;
    private int unchanged;
    private int refused;

    void add(Tally other) {
      changed += other.changed;
      unchanged += other.unchanged;
      refused += other.refused;
    }

    byte[] encode() {
      return ByteBuffer.allocate(3 * Integer.BYTES)
          .putInt(changed)
          .putInt(unchanged)
          .putInt(refused)
          .array();
    }

    static Tally decode(byte[] row) {
      ByteBuffer numbers = ByteBuffer.wrap(row);
      Tally tally = new Tally();
      tally.changed = numbers.getInt();
      tally.unchanged = numbers.getInt();
      tally.refused = numbers.getInt();
      return tally;
    }
  }

  private List<SliceChange> changes(
      BatchId batch, SortedSet<Long> codes, CodeState next, byte[] done) {
    Map<Long, List<CodeSubject.Item>> slices = new TreeMap<>();
    for (long counter : codes) {
      slices
          .computeIfAbsent(counter / StateKeys.SLICE, _ -> new ArrayList<>())
          .add(new CodeSubject.Item(batch.gtin(), batch.epoch(), counter));
    }
    List<SliceChange> changes = new ArrayList<>(slices.size());
    for (List<CodeSubject.Item> slice : slices.values()) {
      byte[] partition = StateKeys.partition(slice.getFirst());
      changes.add(new SliceChange(new GuardedRows(rows, partition), next, done, slice));
    }
    return changes;
  }

  /**
   * The codes of a slice set, unless that was done; tells what was changed, then or now.
   *
   * @param done the row that says so
   * @param codes one or more of one slice
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record SliceChange(
      GuardedRows partition, CodeState next, byte[] done, List<CodeSubject.Item> codes)
      implements GuardedRows.Change<Tally> {

    @Override
    public List<byte[]> reads() {
      List<byte[]> reads = new ArrayList<>(codes.size() + 1);
      reads.add(done);
      codes.forEach(code -> reads.add(StateKeys.current(StateKeys.place(code))));
      return reads;
    }

    @Override
    public GuardedRows.Decision<Tally> decide(long number, List<byte @Nullable []> found) {
      byte[] earlier = found.getFirst();
      if (earlier != null) {
        return GuardedRows.Decision.nothing(Tally.decode(earlier));
      }
      Tally counted = new Tally();
      List<Write> writes = new ArrayList<>();
      byte[] row = CodeStateRow.encode(next, number);
      for (int i = 0; i < codes.size(); i++) {
        CodeState.Status now = CodeStateRow.state(found.get(i + 1)).status();
        int place = StateKeys.place(codes.get(i));
        if (now == next.status()) {
          counted.unchanged++;
        } else if (now.successors().contains(next.status())) {
          counted.changed++;
          writes.add(partition.put(StateKeys.current(place), row));
          writes.add(partition.put(StateKeys.past(place, number), row));
        } else {
          counted.refused++;
        }
      }
      if (!writes.isEmpty()) {
        writes.add(partition.put(done, counted.encode()));
      }
      return new GuardedRows.Decision<>(counted, writes);
    }
  }

  /** Keeps what the list did to one group; once, however often it is applied. */
  private BatchReport report(
      Task task,
      Group group,
      int count,
      int changed,
      BatchJournal journal,
      String key,
      String digest) {
    return journal
        .rows()
        .change(
            number -> {
              BatchReport earlier = journal.repeated(key, digest);
              if (earlier != null) {
                return GuardedRows.Decision.nothing(earlier);
              }
              BatchReport report =
                  new BatchReport(
                      number,
                      group.status(),
                      task.by(),
                      task.at(),
                      task.at(),
                      null,
                      count,
                      changed,
                      0,
                      group.reason(),
                      digest);
              notices.intend(group.batch(), number);
              return new GuardedRows.Decision<>(report, journal.keep(report, key));
            });
  }

  private static String digest(Group group, SortedSet<Long> codes) {
    MessageDigest sha256 = ReportFaults.sha256();
    sha256.update(EpochKey.ascii(group.batch() + "\n" + group.status() + "\n"));
    sha256.update(group.reason().getBytes(StandardCharsets.UTF_8));
    ByteBuffer counters = ByteBuffer.allocate(codes.size() * Long.BYTES);
    codes.forEach(counters::putLong);
    sha256.update(counters.flip());
    return HexFormat.of().formatHex(sha256.digest());
  }

  private byte[] operation() {
    synchronized (random) {
      return ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).array();
    }
  }

  private static List<CodeSubject.Item> items(List<StateChange> changes) {
    return changes.stream().map(change -> CodeSubject.Item.of(change.code())).toList();
  }

  private static Key currentKey(StateChange change) {
    return currentKey(CodeSubject.Item.of(change.code()));
  }

  private static Key currentKey(CodeSubject.Item item) {
    return new Key(
        Rows.STATES, StateKeys.partition(item), StateKeys.current(StateKeys.place(item)));
  }

  private static byte[] encode(Task task) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1);
      out.writeUTF(task.by());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, task.at()));
      out.writeInt(task.codes().size());
      for (Map.Entry<Group, SortedSet<Long>> entry : task.codes().entrySet()) {
        out.writeUTF(entry.getKey().batch().toString());
        out.writeByte(CodeStateRow.code(entry.getKey().status()));
        out.writeUTF(entry.getKey().reason());
        out.writeInt(entry.getValue().size());
        for (long counter : entry.getValue()) {
          out.writeLong(counter);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  private static Task decode(byte[] operation, byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != 1) {
        throw new StoreException.Corrupt("list row of an unknown version");
      }
      String by = in.readUTF();
      Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      Map<Group, SortedSet<Long>> codes = new LinkedHashMap<>();
      for (int groups = in.readInt(); groups > 0; groups--) {
        Group group =
            new Group(
                BatchId.parse(in.readUTF()), CodeStateRow.status(in.readByte()), in.readUTF());
        SortedSet<Long> counters = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
          counters.add(in.readLong());
        }
        codes.put(group, counters);
      }
      return new Task(operation, by, at, codes);
    } catch (IOException e) {
      throw new StoreException.Corrupt("list row is cut short", e);
    }
  }
}
