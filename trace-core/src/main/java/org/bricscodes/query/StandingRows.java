package org.bricscodes.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.bricscodes.store.Key;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Where named queries and their subscriptions lie: one table, one partition, so that a query
 * appears and goes together with all that hangs on it. The layout is permanent.
 *
 * <pre>
 * partition "queries"   sort name 00 "q"      {@link NamedQuery}
 *                       sort name 00 "s" id   {@link Subscription}
 *                       sort name 00 "p" id   {@link Progress}
 * </pre>
 *
 * A subscription appears in one write with its progress. A progress row alone is what a delivery
 * under way left behind when its subscription was ended; the next start removes it.
 *
 * <p>One process owns the store, so what it has read at start and written since is the truth.
 */
final class StandingRows {

  static final Table TABLE = new Table("named_query", Table.Shape.ROWS);

  private static final byte[] PARTITION = "queries".getBytes(StandardCharsets.US_ASCII);
  private static final int PAGE = 500;
  private static final long WRITE_SECONDS = 60;

  private final Store store;

  StandingRows(Store store) {
    if (store.info().writers() != 1) {
      throw new IllegalArgumentException("named queries need an engine with one writer");
    }
    this.store = store;
  }

  /** A subscription, and how far it has come. */
  record Kept(Subscription subscription, Progress progress) {}

  List<NamedQuery> queries() {
    List<NamedQuery> queries = new ArrayList<>();
    scan(
        null,
        (sort, value) -> {
          if (kind(sort) == 'q') {
            queries.add(StandingCodec.query(value));
          }
        });
    return queries;
  }

  /** Every subscription; what deliveries have left behind of others is removed. */
  List<Kept> subscriptions() {
    Map<String, Progress> progress = new HashMap<>();
    Map<String, Write> left = new HashMap<>();
    List<Kept> kept = new ArrayList<>();
    // The progress of a subscription sorts before the subscription.
    scan(
        null,
        (sort, value) -> {
          switch (kind(sort)) {
            case 'p' -> {
              progress.put(id(sort), StandingCodec.progress(value));
              left.put(id(sort), new Write.Delete(new Key(TABLE, PARTITION, sort)));
            }
            case 's' -> {
              Subscription subscription = StandingCodec.subscription(value);
              Progress its = progress.get(subscription.id());
              if (its == null) {
                throw new StoreException.Corrupt("a subscription without its progress");
              }
              left.remove(subscription.id());
              kept.add(new Kept(subscription, its));
            }
            default -> {} // a query
          }
        });
    await(store.write(List.copyOf(left.values())));
    return kept;
  }

  /** Durable when it returns. */
  void add(NamedQuery query) {
    await(
        store.write(
            List.of(new Write.Put(key(query.name(), "q", ""), StandingCodec.encode(query)))));
  }

  /** Durable when it returns. */
  void add(Subscription subscription, Progress progress) {
    String name = subscription.queryName();
    String id = subscription.id();
    await(
        store.write(
            List.of(
                new Write.Put(key(name, "s", id), StandingCodec.encode(subscription)),
                new Write.Put(key(name, "p", id), StandingCodec.encode(progress)))));
  }

  CompletionStage<@Nullable Void> keep(Subscription subscription, Progress progress) {
    return store.write(
        List.of(
            new Write.Put(
                key(subscription.queryName(), "p", subscription.id()),
                StandingCodec.encode(progress))));
  }

  /** Gone, durably, when it returns. */
  void remove(Subscription subscription) {
    String name = subscription.queryName();
    String id = subscription.id();
    await(
        store.write(
            List.of(new Write.Delete(key(name, "s", id)), new Write.Delete(key(name, "p", id)))));
  }

  /** A query and all that hangs on it: gone, durably and at once, when it returns. */
  void removeAll(String name) {
    List<Write> writes = new ArrayList<>();
    scan(name, (sort, value) -> writes.add(new Write.Delete(new Key(TABLE, PARTITION, sort))));
    await(store.write(writes));
  }

  private void scan(@Nullable String name, BiConsumer<byte[], byte[]> each) {
    byte[] from = name == null ? null : OrderedBytes.ofText(name);
    byte[] to = from == null ? null : OrderedBytes.afterPrefix(from);
    byte @Nullable [] after = null;
    do {
      Page page = store.scan(Scan.of(TABLE, PARTITION, PAGE).between(from, to).after(after));
      page.rows().forEach(row -> each.accept(row.sort(), row.value()));
      after = page.next();
    } while (after != null);
  }

  private static Key key(String name, String kind, String id) {
    byte[] behind = (kind + id).getBytes(StandardCharsets.US_ASCII);
    return new Key(TABLE, PARTITION, OrderedBytes.concat(OrderedBytes.ofText(name), behind));
  }

  private static char kind(byte[] sort) {
    return (char) sort[endOfName(sort)];
  }

  private static String id(byte[] sort) {
    int from = endOfName(sort) + 1;
    return new String(sort, from, sort.length - from, StandardCharsets.US_ASCII);
  }

  private static int endOfName(byte[] sort) {
    for (int i = 0; i < sort.length - 1; i++) {
      if (sort[i] == 0) {
        return i + 1;
      }
    }
    throw new StoreException.Corrupt("a row of standing queries without a name");
  }

  private static void await(CompletionStage<@Nullable Void> stage) {
    try {
      stage.toCompletableFuture().get(WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Interrupted();
    } catch (TimeoutException e) {
      throw new StoreException.Unavailable("the store did not answer in a minute", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
