package org.bricscodes.resolver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Links that brands registered, one document for each anchor.
 *
 * <p><b>Whose.</b> A product, with all its lots and items, is its first registrant's; one for which
 * codes were issued is open to those who issued them only. Others are refused. One that an operator
 * gave to another party is that party's with all that stands there, whoever registered it.
 *
 * <p><b>Durability.</b> A change is durable when it is answered, and seen by every later read. A
 * document changes as a whole, by compare-and-set: of two that change one at once, one comes second
 * and its precondition is judged by what the first left.
 *
 * <p><b>Crashes.</b> A change claims the product, then lists the anchor under its owner, then
 * writes the document. What is left in between is a product claimed without links, or a line in a
 * listing that points at nothing; readers pass over both, and the same change made again completes
 * it.
 *
 * <p><b>Threads.</b> Any thread; every method reads the store and blocks.
 */
public final class LinkRegistry {

  /** Documents of one {@link #putAll} and registrations of one {@link LinkPage}, at most. */
  public static final int MAX_BATCH = 1_000;

  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_LOOKS = 20;

  /** Changes handed to the store at once: well below what its queue takes. */
  private static final int AT_ONCE = 128;

  private static final byte[] EMPTY = {};

  private final Store store;
  private final RandomGenerator random;
  private final Issuers issuers;
  private final List<Consumer<Gtin>> followers = new CopyOnWriteArrayList<>();

  /** One document to register, and on what condition. */
  public record Order(AnchorLinks links, Precondition condition) {}

  /**
   * What there is of a product and some of its anchors.
   *
   * @param links of each anchor, in the order asked for; null: none
   */
  public record Found(Product product, List<@Nullable AnchorLinks> links) {}

  /**
   * @param store opened with {@link #tables()}
   * @param random names store operations and revisions; unpredictably seeded, so that no other
   *     process chooses the same
   */
  public LinkRegistry(Store store, RandomGenerator random, Issuers issuers) {
    this.store = store;
    this.random = random;
    this.issuers = issuers;
  }

  /** The tables to open the store with. */
  public static Set<Table> tables() {
    return LinkTables.all();
  }

  /** Tells {@code next} of each product whose links changed, after the change is durable. */
  public void follow(Consumer<Gtin> next) {
    followers.add(next);
  }

  /** What answers for a link, in one batched read: its product and the anchors of its walk. */
  public Found find(List<Anchor> walk) {
    Gtin gtin = walk.getFirst().gtin();
    List<Key> keys = new ArrayList<>(walk.size() + 1);
    keys.add(LinkTables.product(gtin));
    walk.forEach(anchor -> keys.add(LinkTables.anchor(anchor)));
    List<byte @Nullable []> rows = store.getAll(keys);
    List<@Nullable AnchorLinks> links = new ArrayList<>(walk.size());
    for (int i = 0; i < walk.size(); i++) {
      Registered found = decode(walk.get(i), rows.get(i + 1));
      links.add(found == null ? null : found.links());
    }
    return new Found(Product.decode(gtin, rows.getFirst()), links);
  }

  /** What is registered on one anchor; null: nothing. */
  public @Nullable Registered get(Anchor anchor) {
    return decode(anchor, store.get(LinkTables.anchor(anchor)));
  }

  /** Whose a product is, with all that is registered on it; null: nobody ever registered any. */
  public @Nullable String owner(Gtin gtin) {
    return Product.decode(gtin, store.get(LinkTables.product(gtin))).owner();
  }

  /**
   * Which of these products the registrar may not change, as things stand; one batched read, and
   * one of each product that nobody registered.
   *
   * @param gtins at most 10,000
   */
  public Set<Gtin> refused(Set<Gtin> gtins, Registrar by) {
    List<Gtin> asked = List.copyOf(gtins);
    List<byte @Nullable []> rows = store.getAll(asked.stream().map(LinkTables::product).toList());
    Set<Gtin> refused = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      if (owner(Product.decode(asked.get(i), rows.get(i)), by) == null) {
        refused.add(asked.get(i));
      }
    }
    return refused;
  }

  /** Registers one document. */
  public Change put(AnchorLinks links, Registrar by, Precondition condition) {
    return putAll(List.of(new Order(links, condition)), by).getFirst();
  }

  /**
   * Registers documents, each by itself: what became of each, in their order.
   *
   * @param orders at most {@link #MAX_BATCH}
   * @throws InvalidLinks if one of them has faults; nothing was written then
   * @throws StoreException if the store failed; any of them may have been written
   */
  public List<Change> putAll(List<Order> orders, Registrar by) {
    if (orders.size() > MAX_BATCH) {
      throw new IllegalArgumentException("at most 1,000 documents at once");
    }
    orders.forEach(order -> order.links().check());
    Map<Gtin, String> owners = claim(orders, by);
    Set<Gtin> touched = new HashSet<>(owners.keySet());
    try {
      list(orders, owners);
      List<Change> changes = new ArrayList<>(orders.size());
      for (int from = 0; from < orders.size(); from += AT_ONCE) {
        List<Order> some = orders.subList(from, Math.min(from + AT_ONCE, orders.size()));
        changes.addAll(write(some, owners));
      }
      relist(orders, owners);
      touched.retainAll(written(changes));
      return changes;
    } finally {
      touched.forEach(this::tell); // all of them if a write failed: nobody knows what it did
    }
  }

  private static Set<Gtin> written(List<Change> changes) {
    Set<Gtin> gtins = new HashSet<>();
    for (Change change : changes) {
      switch (change) {
        case Change.Created(Registered now) -> gtins.add(now.links().anchor().gtin());
        case Change.Replaced(Registered now) -> gtins.add(now.links().anchor().gtin());
        case Change.Unchanged _, Change.NotYours _, Change.Stale _ -> {}
        case Change.Removed _, Change.Absent _ -> {}
      }
    }
    return gtins;
  }

  /** Removes the document of an anchor. */
  public Change remove(Anchor anchor, Registrar by, Precondition condition) {
    try {
      return removeNow(anchor, by, condition);
    } finally {
      tell(anchor.gtin());
    }
  }

  private Change removeNow(Anchor anchor, Registrar by, Precondition condition) {
    Key key = LinkTables.anchor(anchor);
    byte[] row = store.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Registered current = decode(anchor, row);
      if (current == null) {
        return condition.holds(null) ? new Change.Absent() : new Change.Stale();
      }
      if (by.powers() == Registrar.Powers.OWN && !by.party().equals(owner(anchor.gtin()))) {
        return new Change.NotYours();
      }
      if (!condition.holds(current)) {
        return new Change.Stale();
      }
      switch (StoreAnswer.await(compareAndSet(key, row, new Write.Delete(key)))) {
        case CasResult.Applied _ -> {
          unlist(anchor, current.owner());
          return new Change.Removed();
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new StoreException.Overloaded();
  }

  /**
   * The registrations of one party, in the order of their anchors.
   *
   * @param after {@link LinkPage#next} of the page before; null: from the beginning
   * @param limit 1 to {@link #MAX_BATCH}; a page may hold fewer and still have a next one
   */
  public LinkPage page(String owner, byte @Nullable [] after, int limit) {
    byte[] cursor = after;
    List<Registered> found = new ArrayList<>();
    for (int look = 0; look < MAX_LOOKS && found.size() < limit; look++) {
      Scan scan = Scan.of(LinkTables.LISTED, LinkTables.listing(owner), limit - found.size());
      Page page = store.scan(scan.after(cursor));
      List<Anchor> anchors = page.rows().stream().map(row -> Anchor.read(row.sort())).toList();
      List<byte @Nullable []> rows =
          store.getAll(anchors.stream().map(LinkTables::anchor).toList());
      for (int i = 0; i < anchors.size(); i++) {
        Registered registered = decode(anchors.get(i), rows.get(i));
        if (registered != null && registered.owner().equals(owner)) {
          found.add(registered);
        }
      }
      cursor = page.next();
      if (cursor == null) {
        return new LinkPage(found, null);
      }
    }
    return new LinkPage(found, cursor);
  }

  /** Parties that ever registered links, at most 1,000, behind {@code after} in order of bytes. */
  public List<String> owners(@Nullable String after) {
    Scan scan = Scan.of(LinkTables.LISTED, LinkTables.OWNERS, MAX_BATCH);
    byte[] cursor = after == null ? null : after.getBytes(StandardCharsets.UTF_8);
    return store.scan(scan.after(cursor)).rows().stream()
        .map(row -> new String(row.sort(), StandardCharsets.UTF_8))
        .toList();
  }

  private void tell(Gtin gtin) {
    followers.forEach(follower -> follower.accept(gtin));
  }

  /** Makes each product the registrar's that it may have; the owner of those it may change. */
  private Map<Gtin, String> claim(List<Order> orders, Registrar by) {
    Map<Gtin, Integer> shapes = new HashMap<>();
    for (Order order : orders) {
      Anchor anchor = order.links().anchor();
      shapes.merge(anchor.gtin(), anchor.shape().bit(), (all, bit) -> all | bit);
    }
    Map<Gtin, String> owners = new HashMap<>();
    shapes.forEach(
        (gtin, bits) -> {
          String owner = claim(gtin, bits, by);
          if (owner != null) {
            owners.put(gtin, owner);
          }
        });
    return owners;
  }

  private @Nullable String claim(Gtin gtin, int shapes, Registrar by) {
    Key key = LinkTables.product(gtin);
    byte[] row = store.get(key);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Product product = Product.decode(gtin, row);
      String next = owner(product, by);
      if (next == null) {
        return null;
      }
      int all = product.shapes() | shapes;
      if (next.equals(product.owner()) && all == product.shapes()) {
        return next;
      }
      Write claim = new Write.Put(key, Product.encode(next, all));
      switch (StoreAnswer.await(compareAndSet(key, row, claim))) {
        case CasResult.Applied _ -> {
          return next;
        }
        case CasResult.Conflict conflict -> row = conflict.current();
      }
    }
    throw new StoreException.Overloaded();
  }

  /** Whose the product is once the registrar has changed it; null: the registrar may not. */
  private @Nullable String owner(Product product, Registrar by) {
    String owner = product.owner();
    return switch (by.powers()) {
      case OWN ->
          owner == null
              ? issuedBy(product.gtin(), by.party())
              : owner.equals(by.party()) ? owner : null;
      case ANY -> owner == null ? by.party() : owner;
      case GIVE -> by.party();
    };
  }

  /** The party itself, if it issued the first codes for the product, or nobody issued any. */
  private @Nullable String issuedBy(Gtin gtin, String party) {
    return issuers.first(gtin).orElse(party).equals(party) ? party : null;
  }

  private void list(List<Order> orders, Map<Gtin, String> owners) {
    List<Write> writes = new ArrayList<>(orders.size() + 1);
    for (Order order : orders) {
      Anchor anchor = order.links().anchor();
      String owner = owners.get(anchor.gtin());
      if (owner != null) {
        writes.add(new Write.Put(LinkTables.owner(owner), EMPTY));
        writes.add(new Write.Put(LinkTables.listed(owner, anchor), EMPTY));
      }
    }
    StoreAnswer.await(store.write(writes));
  }

  /** Lists again what a removal that crossed with the change took out of the listing. */
  private void relist(List<Order> orders, Map<Gtin, String> owners) {
    List<Key> keys = new ArrayList<>(orders.size());
    for (Order order : orders) {
      Anchor anchor = order.links().anchor();
      String owner = owners.get(anchor.gtin());
      if (owner != null) {
        keys.add(LinkTables.listed(owner, anchor));
      }
    }
    List<byte @Nullable []> rows = store.getAll(keys);
    List<Write> missing = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (rows.get(i) == null) {
        missing.add(new Write.Put(keys.get(i), EMPTY));
      }
    }
    StoreAnswer.await(store.write(missing));
  }

  /** Takes a removed anchor out of the listing, unless it is there again. */
  private void unlist(Anchor anchor, String owner) {
    Key line = LinkTables.listed(owner, anchor);
    StoreAnswer.await(store.write(List.of(new Write.Delete(line))));
    if (store.get(LinkTables.anchor(anchor)) != null) {
      StoreAnswer.await(store.write(List.of(new Write.Put(line, EMPTY))));
    }
  }

  private List<Change> write(List<Order> orders, Map<Gtin, String> owners) {
    List<byte @Nullable []> rows =
        store.getAll(orders.stream().map(o -> LinkTables.anchor(o.links().anchor())).toList());
    List<Attempt> attempts = new ArrayList<>(orders.size());
    for (int i = 0; i < orders.size(); i++) {
      String owner = owners.get(orders.get(i).links().anchor().gtin());
      attempts.add(
          owner == null
              ? new Attempt(new Change.NotYours(), null)
              : attempt(orders.get(i), owner, rows.get(i)));
    }
    List<Change> changes = new ArrayList<>(orders.size());
    for (int i = 0; i < orders.size(); i++) {
      String owner = owners.getOrDefault(orders.get(i).links().anchor().gtin(), "");
      changes.add(settle(orders.get(i), owner, attempts.get(i)));
    }
    return changes;
  }

  /**
   * A change on its way.
   *
   * @param written null: nothing has to be written
   */
  private record Attempt(Change change, @Nullable CompletionStage<CasResult> written) {}

  private Attempt attempt(Order order, String owner, byte @Nullable [] row) {
    Anchor anchor = order.links().anchor();
    Registered current = decode(anchor, row);
    if (!order.condition().holds(current)) {
      return new Attempt(new Change.Stale(), null);
    }
    if (current != null && current.owner().equals(owner) && current.links().equals(order.links())) {
      return new Attempt(new Change.Unchanged(current), null);
    }
    Key key = LinkTables.anchor(anchor);
    Registered next = new Registered(owner, revision(), order.links());
    return new Attempt(
        current == null ? new Change.Created(next) : new Change.Replaced(next),
        compareAndSet(key, row, new Write.Put(key, LinkRow.encode(next))));
  }

  private Change settle(Order order, String owner, Attempt first) {
    Attempt attempt = first;
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      CompletionStage<CasResult> written = attempt.written;
      if (written == null) {
        return attempt.change;
      }
      switch (StoreAnswer.await(written)) {
        case CasResult.Applied _ -> {
          return attempt.change;
        }
        case CasResult.Conflict conflict -> attempt = attempt(order, owner, conflict.current());
      }
    }
    throw new StoreException.Overloaded();
  }

  private CompletionStage<CasResult> compareAndSet(
      Key key, byte @Nullable [] expected, Write write) {
    OperationId operation;
    synchronized (random) {
      operation = OperationId.random(random);
    }
    return store.compareAndSet(key, expected, List.of(write), operation);
  }

  private long revision() {
    synchronized (random) {
      return random.nextLong();
    }
  }

  private static @Nullable Registered decode(Anchor anchor, byte @Nullable [] row) {
    return row == null ? null : LinkRow.decode(anchor, row);
  }
}
