package org.bricscodes.codes;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.ElementString;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Codes made elsewhere, registered so that they find the product: the brand owner's own serials,
 * codes of national systems, BIDs, headings of the Harmonized System.
 *
 * <pre>
 *   code_aliases        i ‖ GTIN ‖ serial · 0                      → alias that names this item
 *                       v ‖ code · scheme ‖ 0 [‖ owner ‖ target]   → alias; owner and target are
 *                                                                    hashed, and absent where a
 *                                                                    code names one thing
 *   code_alias_owners   owner · length ‖ partition ‖ sort          → (empty)
 * </pre>
 *
 * and, where a code belongs to one owner, rows of {@link Parties} under the product and lot.
 *
 * <p><b>Ownership.</b> A serial, a code of Честный ЗНАК and a BID belong to whoever registered them
 * first, until an operator {@linkplain #give gives} it to another. The other schemes are classes:
 * any number of owners may register products under one code. That a code is registered says who
 * says so, no more; nothing here can check a foreign serial, nor whose the target is.
 *
 * <p><b>Durability.</b> What {@link #put} returned survives power loss. The owner's list and the
 * rows of {@link Parties} are written before the alias and cleared after it, so a crash leaves at
 * most an entry that leads nowhere, and readers pass over it.
 *
 * <p><b>Threads.</b> Any; calls block and are interruptible.
 */
public final class Aliases {

  /** Most codes to be registered at once. */
  public static final int MAX_CODES = 10_000;

  /** Most products found by one code. */
  public static final int MAX_FOUND = 1000;

  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_PAGE = 1000;
  private static final byte[] LISTED = {};

  private final Rows rows;
  private final InstantSource clock;

  /**
   * @param store opened with {@link #tables()}
   * @param random names the store operations; unpredictably seeded, so that no other process
   *     chooses the same names
   */
  public Aliases(Store store, InstantSource clock, RandomGenerator random) {
    this.rows = new Rows(store, random);
    this.clock = clock;
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return Set.of(Rows.ALIASES, Rows.ALIAS_OWNERS, Rows.PARTIES);
  }

  /** What {@link #put} did. */
  public sealed interface Outcome {

    /** It is registered now, durably; also where it said something else before. */
    record Registered(Alias alias) implements Outcome {}

    /** It was registered so already. */
    record Unchanged(Alias alias) implements Outcome {}

    /** Another party has registered this code; nothing was written. */
    record Taken() implements Outcome {}
  }

  /**
   * Registers a code.
   *
   * @param target what it stands for; for a code that names an item, that item
   * @throws IllegalArgumentException if the target is another item than the code names
   * @throws CodesException.InvalidOrder if the owner is empty or too long
   * @throws CodesException.Contended if writers kept each other from progress
   */
  public Outcome put(String owner, AliasCode code, AliasTarget target) {
    return put(owner, code, target, false);
  }

  /**
   * As {@link #put}, for an operator: a code that another party has registered becomes the owner's.
   *
   * @return never {@link Outcome.Taken}
   */
  public Outcome give(String owner, AliasCode code, AliasTarget target) {
    return put(owner, code, target, true);
  }

  private Outcome put(String owner, AliasCode code, AliasTarget target, boolean takesOver) {
    OrderFaults faults = new OrderFaults();
    faults.text("owner", owner);
    faults.throwIfAny();
    requireFit(code, target);
    Alias alias = new Alias(code, target, owner, clock.instant().truncatedTo(ChronoUnit.MICROS));
    Key key = AliasKeys.of(alias);
    byte[] row = rows.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Outcome outcome = outcome(alias, row, takesOver);
      if (!(outcome instanceof Outcome.Registered)) {
        return outcome;
      }
      rows.writeAll(lines(alias));
      switch (rows.compareAndSet(key, row, List.of(new Write.Put(key, AliasRow.encode(alias))))) {
        case CasResult.Applied _ -> {
          if (row != null) {
            replaced(AliasRow.decode(row), alias);
          }
          relist(List.of(alias));
          return outcome;
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  /** What a registration comes to where {@code row} stands; {@code Registered}: once written. */
  private static Outcome outcome(Alias alias, byte @Nullable [] row, boolean takesOver) {
    if (row == null) {
      return new Outcome.Registered(alias);
    }
    Alias before = AliasRow.decode(row);
    if (!before.owner().equals(alias.owner())) {
      return takesOver ? new Outcome.Registered(alias) : new Outcome.Taken();
    }
    return before.says(alias) || keepsTail(before, alias)
        ? new Outcome.Unchanged(before)
        : new Outcome.Registered(alias);
  }

  /**
   * A code to be registered, and what it stands for.
   *
   * @param target as for {@link #put}
   */
  public record Order(AliasCode code, AliasTarget target) {}

  /**
   * Registers codes, each as {@link #put} does and in their order where several are of one code:
   * what became of each. The store is read once, the owner's list written once, and the aliases in
   * groups; a failure leaves any of them registered, and registering all again does the rest.
   *
   * @param orders at most {@link #MAX_CODES}
   * @throws IllegalArgumentException if they are too many, or a target is another item than its
   *     code names; nothing was written then
   * @throws CodesException.InvalidOrder if the owner is empty or too long
   * @throws CodesException.Contended if writers kept each other from progress
   */
  public List<Outcome> putAll(String owner, List<Order> orders) {
    OrderFaults faults = new OrderFaults();
    faults.text("owner", owner);
    faults.throwIfAny();
    if (orders.size() > MAX_CODES) {
      throw new IllegalArgumentException("at most 10,000 codes at once");
    }
    orders.forEach(order -> requireFit(order.code, order.target));
    Map<Key, Integer> first = new HashMap<>();
    List<Order> once = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      if (first.putIfAbsent(key(orders.get(i), owner), i) == null) {
        once.add(orders.get(i));
      }
    }
    Iterator<Outcome> registered = register(owner, once).iterator();
    List<Outcome> outcomes = new ArrayList<>(orders.size());
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      boolean again = !Integer.valueOf(i).equals(first.get(key(order, owner)));
      outcomes.add(again ? put(owner, order.code, order.target) : registered.next());
    }
    return outcomes;
  }

  /** Whether another party has registered this code. */
  public boolean isTaken(String owner, AliasCode code, AliasTarget target) {
    return taken(owner, List.of(new Order(code, target))).getFirst();
  }

  /**
   * Of each code, whether another party has registered it; one batched read.
   *
   * @param orders at most {@link #MAX_CODES}
   */
  public List<Boolean> taken(String owner, List<Order> orders) {
    return rows.getAll(orders.stream().map(order -> key(order, owner)).toList()).stream()
        .map(row -> row != null && !AliasRow.decode(row).owner().equals(owner))
        .toList();
  }

  private static Key key(Order order, String owner) {
    return AliasKeys.of(new Alias(order.code, order.target, owner, Instant.EPOCH));
  }

  /**
   * What a code may stand for, whichever scheme it is of: an item by its link, its element string
   * or its whole national code, anything else by its text. A heading of the Harmonized System also
   * finds what was registered under the coarser headings it belongs to.
   *
   * @param text at most {@link AliasCode#MAX_TEXT} characters; anything else finds nothing
   * @return at most {@link #MAX_FOUND}
   */
  public List<Alias> find(String text) {
    if (text.isEmpty() || text.length() > AliasCode.MAX_TEXT) {
      return List.of();
    }
    List<Alias> found = new ArrayList<>();
    byItem(text).ifPresent(found::add);
    byText(text, null, found);
    for (String heading = heading(text); heading.length() >= 2; heading = coarser(heading)) {
      byText(heading, AliasScheme.HS, found);
    }
    return found.stream().distinct().limit(MAX_FOUND).toList();
  }

  /** The alias that names this item, if there is one. */
  public Optional<Alias> item(Gtin gtin, String serial) {
    byte[] row = rows.get(AliasKeys.item(gtin.digits() + serial));
    return row == null ? Optional.empty() : Optional.of(AliasRow.decode(row));
  }

  /**
   * The owner's aliases, in an order of ours.
   *
   * @param cursor {@link AliasPage#next} of the page before, or null for the first
   * @param limit 1 to 1,000
   * @throws IllegalArgumentException if the cursor is not one of ours or the limit out of range
   */
  public AliasPage page(String owner, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 1000");
    }
    byte[] after = cursor == null ? null : Base64.getUrlDecoder().decode(cursor);
    Page page = rows.scan(Scan.of(Rows.ALIAS_OWNERS, AliasKeys.list(owner), limit).after(after));
    List<Alias> aliases = new ArrayList<>();
    for (byte @Nullable [] row :
        rows.getAll(page.rows().stream().map(r -> AliasKeys.listed(r.sort())).toList())) {
      if (row != null) {
        Alias alias = AliasRow.decode(row);
        if (alias.owner().equals(owner)) {
          aliases.add(alias);
        }
      }
    }
    byte[] next = page.next();
    return new AliasPage(
        aliases,
        next == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(next));
  }

  /**
   * Takes a registration back.
   *
   * @return whether there was one of this owner
   */
  public boolean remove(String owner, AliasCode code, AliasTarget target) {
    Key key = key(new Order(code, target), owner);
    byte[] row = rows.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (row == null || !AliasRow.decode(row).owner().equals(owner)) {
        return false;
      }
      switch (rows.compareAndSet(key, row, List.of(new Write.Delete(key)))) {
        case CasResult.Applied _ -> {
          unlist(AliasRow.decode(row));
          return true;
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new CodesException.Contended();
  }

  private List<Outcome> register(String owner, List<Order> orders) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Alias> aliases =
        orders.stream().map(order -> new Alias(order.code, order.target, owner, now)).toList();
    List<Key> keys = aliases.stream().map(AliasKeys::of).toList();
    List<byte @Nullable []> found = rows.getAll(keys);
    List<Outcome> outcomes = new ArrayList<>(orders.size());
    List<Integer> written = new ArrayList<>();
    List<Rows.Swap> swaps = new ArrayList<>();
    List<Write> lines = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      Outcome outcome = outcome(aliases.get(i), found.get(i), false);
      outcomes.add(outcome);
      if (outcome instanceof Outcome.Registered) {
        Key key = keys.get(i);
        written.add(i);
        lines.addAll(lines(aliases.get(i)));
        swaps.add(
            new Rows.Swap(
                key, found.get(i), List.of(new Write.Put(key, AliasRow.encode(aliases.get(i))))));
      }
    }
    rows.writeAll(lines);
    List<CasResult> results = rows.swapEach(swaps);
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof CasResult.Conflict) {
        Order order = orders.get(written.get(i));
        outcomes.set(written.get(i), put(owner, order.code, order.target)); // another came between
      }
    }
    relist(written.stream().map(aliases::get).toList());
    return outcomes;
  }

  /** What lists an alias: under its owner, and the owner under product and lot. */
  private static List<Write> lines(Alias alias) {
    List<Write> lines = new ArrayList<>();
    lines.add(new Write.Put(AliasKeys.listing(alias.owner(), AliasKeys.of(alias)), LISTED));
    lines.addAll(Parties.rows(alias));
    return lines;
  }

  /** Takes away what listed an alias and does not list the one in its place. */
  private void replaced(Alias before, Alias now) {
    Set<Key> kept = new HashSet<>();
    lines(now).forEach(line -> kept.add(line.key()));
    List<Write> gone = removal(before).stream().filter(line -> !kept.contains(line.key())).toList();
    if (!gone.isEmpty()) {
      rows.writeAll(gone);
    }
  }

  private static List<Write> removal(Alias alias) {
    List<Write> removal = new ArrayList<>();
    removal.add(new Write.Delete(AliasKeys.listing(alias.owner(), AliasKeys.of(alias))));
    removal.addAll(Parties.removal(alias));
    return removal;
  }

  /**
   * Lists again what a removal that crossed with a registration took out of the lists: it took all
   * lines of an alias, so the owner's tells.
   */
  private void relist(List<Alias> aliases) {
    List<byte @Nullable []> found =
        rows.getAll(
            aliases.stream()
                .map(alias -> AliasKeys.listing(alias.owner(), AliasKeys.of(alias)))
                .toList());
    List<Write> missing = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) == null) {
        missing.addAll(lines(aliases.get(i)));
      }
    }
    rows.writeAll(missing);
  }

  /** Takes a removed alias out of the lists, unless it is there again. */
  private void unlist(Alias alias) {
    rows.writeAll(removal(alias));
    byte[] row = rows.get(AliasKeys.of(alias));
    if (row != null && AliasRow.decode(row).owner().equals(alias.owner())) {
      rows.writeAll(lines(AliasRow.decode(row)));
    }
  }

  /** A bare serial says less than the whole national code of the same item: it replaces none. */
  private static boolean keepsTail(Alias before, Alias alias) {
    return before.code().scheme().equals(AliasScheme.CHESTNY_ZNAK)
        && alias.code().scheme().equals(AliasScheme.SGTIN);
  }

  private static void requireFit(AliasCode code, AliasTarget target) {
    if (code.scheme().namesItems()
        && (!target.gtin().equals(code.gtin())
            || !String.valueOf(code.serial()).equals(target.serial()))) {
      throw new IllegalArgumentException("the code names another item than the target");
    }
  }

  private Optional<Alias> byItem(String text) {
    ElementString elements;
    try {
      elements = AliasCode.elements(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    Optional<String> gtin = elements.value("01");
    Optional<String> serial = elements.value("21");
    if (gtin.isEmpty() || serial.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> tail = AliasCode.tail(elements);
    return item(Gtin.parse(gtin.get()), serial.get())
        .filter(
            alias ->
                tail.isEmpty()
                    || tail.equals(AliasCode.tail(AliasCode.elements(alias.code().text()))));
  }

  private void byText(String text, @Nullable AliasScheme only, List<Alias> found) {
    Page page = rows.scan(Scan.of(Rows.ALIASES, AliasKeys.text(text), MAX_FOUND));
    page.rows().stream()
        .map(row -> AliasRow.decode(row.value()))
        .filter(alias -> only == null || alias.code().scheme().equals(only))
        .forEach(found::add);
  }

  private static String heading(String text) {
    try {
      return AliasCode.parse(AliasScheme.HS, text).key();
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String coarser(String heading) {
    return heading.substring(0, heading.length() - 2);
  }
}
