package org.bricscodes.scans;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Salts that several processes have in common, so that one visitor is one to all of them: a row for
 * each period, set once by whoever first needs it. A hash takes the secret key as well ({@link
 * Pseudonyms}), which is not in the store.
 *
 * <p>A row that is destroyed is read by nobody any more; when its bytes leave the disks is the
 * engine's to say. They are to be neither exported nor backed up.
 */
public final class StoredSalts implements Salts {

  /** {@code 's'} · period → 32 bytes. */
  public static final Table TABLE = new Table("scan_salts", Table.Shape.STATES);

  private static final byte[] PARTITION = "s".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 32;
  private static final int STEP = 100;

  private final Store store;
  private final SecureRandom random;

  /**
   * @param store opened with {@link #TABLE}
   */
  public StoredSalts(Store store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  @Override
  public byte[] of(long period) {
    Key key = new Key(TABLE, PARTITION, OrderedBytes.ofLong(period));
    byte[] known = store.get(key);
    if (known != null) {
      return known;
    }
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return switch (swap(key, null, new Write.Put(key, fresh))) {
      case CasResult.Applied _ -> fresh;
      case CasResult.Conflict(byte[] current) when current != null -> current;
      case CasResult.Conflict _ ->
          throw new IllegalStateException("a salt was destroyed while it was made");
    };
  }

  @Override
  public void keepOnly(long period) {
    byte[] after = null;
    do {
      Page page = store.scan(Scan.of(TABLE, PARTITION, STEP).after(after));
      for (Page.Row row : page.rows()) {
        long number = OrderedBytes.toLong(row.sort(), 0);
        if (!Salts.isKept(number, period)) {
          Key key = new Key(TABLE, PARTITION, row.sort());
          swap(key, row.value(), new Write.Delete(key)); // whoever came first, it is gone
        }
      }
      after = page.next();
    } while (after != null);
  }

  private CasResult swap(Key key, byte @Nullable [] expected, Write write) {
    OperationId operation = OperationId.random(random);
    return StoreAnswer.await(store.compareAndSet(key, expected, List.of(write), operation));
  }
}
