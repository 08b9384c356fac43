package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Which parties issued codes of a product or lot, and which registered some made elsewhere.
 *
 * <pre>
 *   code_parties  GTIN          · 00                                     → (empty): there is something
 *                 GTIN [‖ lot]  · 01 ‖ party                             → (empty): it issued codes
 *                 GTIN [‖ lot]  · 02 ‖ party ‖ 00 ‖ first of SHA-256 (16) → where an alias of it lies
 *                 'f'           · 00                                     → {@link EarlierParties}
 * </pre>
 *
 * <p>Rows of batches are written behind the batch, and never go. Those of aliases are written
 * before the alias and deleted after it; a crash leaves some that lead nowhere, so readers look the
 * alias up. Only codes that belong to one party count: that somebody files a product under a
 * heading of the Harmonized System makes it nobody's.
 */
final class Parties {

  /** Parties told of one product or lot, the first in the order of their names. */
  static final int MAX = 32;

  /** Aliases of one party that are looked up until one is found to stand. */
  private static final int MAX_ALIASES = 256;

  private static final int ALIASES_AT_ONCE = 16;
  private static final byte THERE = 0;
  private static final byte ISSUED = 1;
  private static final byte REGISTERED = 2;
  private static final byte[] NONE = {};

  private final Rows rows;

  Parties(Rows rows) {
    this.rows = rows;
  }

  /** The rows of a batch. */
  static List<Write> rows(Batch batch) {
    byte[] sort = sort(ISSUED, batch.owner());
    return List.of(
        new Write.Put(there(batch.gtin()), NONE),
        new Write.Put(new Key(Rows.PARTIES, partition(batch.gtin(), null), sort), NONE),
        new Write.Put(new Key(Rows.PARTIES, partition(batch.gtin(), batch.lot()), sort), NONE));
  }

  /** The rows of an alias; none where its code is a class. */
  static List<Write> rows(Alias alias) {
    if (!alias.code().scheme().isExclusive()) {
      return List.of();
    }
    Gtin gtin = alias.target().gtin();
    byte[] line = AliasKeys.line(AliasKeys.of(alias));
    List<Write> writes = new ArrayList<>();
    writes.add(new Write.Put(there(gtin), NONE));
    writes.add(new Write.Put(key(alias, null, line), line));
    if (alias.target().lot() != null) {
      writes.add(new Write.Put(key(alias, alias.target().lot(), line), line));
    }
    return writes;
  }

  /** Takes the rows of an alias away. */
  static List<Write> removal(Alias alias) {
    List<Write> deletes = new ArrayList<>();
    for (Write write : rows(alias)) {
      if (write.key().sort()[0] == REGISTERED) {
        deletes.add(new Write.Delete(write.key()));
      }
    }
    return deletes;
  }

  /** The row that says whether there is anything of a product. */
  static Key there(Gtin gtin) {
    return new Key(Rows.PARTIES, partition(gtin, null), new byte[] {THERE});
  }

  /** Who issued codes; at most {@link #MAX}, one read. */
  Set<String> issuers(Gtin gtin, @Nullable String lot) {
    Scan scan =
        Scan.of(Rows.PARTIES, partition(gtin, lot), MAX)
            .between(new byte[] {ISSUED}, new byte[] {ISSUED + 1});
    Set<String> issuers = new LinkedHashSet<>();
    for (Page.Row row : rows.scan(scan).rows()) {
      issuers.add(party(row.sort(), row.sort().length));
    }
    return issuers;
  }

  /** Who registered codes that stand; at most {@link #MAX}, a few reads for each. */
  Set<String> registrants(Gtin gtin, @Nullable String lot) {
    byte[] partition = partition(gtin, lot);
    Set<String> registrants = new HashSet<>();
    byte[] from = {REGISTERED};
    for (int looks = 0; looks < MAX; looks++) {
      Page.Row first = first(partition, from);
      if (first == null) {
        break;
      }
      String party = party(first.sort(), first.sort().length - 17);
      if (stands(partition, party, gtin, lot)) {
        registrants.add(party);
      }
      from = sort(REGISTERED, party, (byte) 1); // behind all of this party's
    }
    return registrants;
  }

  private Page.@Nullable Row first(byte[] partition, byte[] from) {
    List<Page.Row> rows =
        this.rows
            .scan(Scan.of(Rows.PARTIES, partition, 1).between(from, new byte[] {REGISTERED + 1}))
            .rows();
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /** Whether one of a party's aliases is there and still its own; beyond the bound: yes. */
  private boolean stands(byte[] partition, String party, Gtin gtin, @Nullable String lot) {
    Scan scan =
        Scan.of(Rows.PARTIES, partition, ALIASES_AT_ONCE)
            .between(sort(REGISTERED, party, (byte) 0), sort(REGISTERED, party, (byte) 1));
    byte @Nullable [] after = null;
    int looked = 0;
    do {
      Page page = rows.scan(scan.after(after));
      List<Key> keys = page.rows().stream().map(row -> AliasKeys.listed(row.value())).toList();
      for (byte @Nullable [] row : rows.getAll(keys)) {
        if (row != null) {
          Alias alias = AliasRow.decode(row);
          if (alias.owner().equals(party)
              && alias.target().gtin().equals(gtin)
              && (lot == null || lot.equals(alias.target().lot()))) {
            return true;
          }
        }
      }
      looked += keys.size();
      after = page.next();
    } while (after != null && looked < MAX_ALIASES);
    return after != null;
  }

  private static Key key(Alias alias, @Nullable String lot, byte[] line) {
    byte[] digest = Arrays.copyOf(ReportFaults.sha256().digest(line), 16);
    byte[] front = sort(REGISTERED, alias.owner(), (byte) 0);
    return new Key(
        Rows.PARTIES,
        partition(alias.target().gtin(), lot),
        ByteBuffer.allocate(front.length + digest.length).put(front).put(digest).array());
  }

  private static byte[] partition(Gtin gtin, @Nullable String lot) {
    return utf8(lot == null ? gtin.digits() : gtin.digits() + lot);
  }

  private static byte[] sort(byte kind, String party, byte... end) {
    byte[] name = utf8(party);
    return ByteBuffer.allocate(1 + name.length + end.length).put(kind).put(name).put(end).array();
  }

  private static String party(byte[] sort, int end) {
    return new String(sort, 1, end - 1, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
