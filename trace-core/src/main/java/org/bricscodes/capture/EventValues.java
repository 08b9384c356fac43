package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.store.Key;
import org.bricscodes.store.KnownRows;
import org.bricscodes.store.Limits;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * Which event types, business steps, dispositions, read points and business locations recorded
 * events carry: what EPCIS 2.0 §12.5 calls top-level resources. A value is listed from the moment
 * the first event with it is durable, for the party that reported it and for those who see
 * everything. The rows are written with the event, but only until they are seen in the store: in
 * the long run an event costs a look into memory.
 *
 * <p>Single things (EPCs) are too many for rows of their own; queries list those.
 *
 * <p>Safe for use from any thread; every method may read the store and block.
 */
public final class EventValues {

  /** A field whose values are listed. */
  public enum Kind {
    EVENT_TYPE("eventType=", 1),
    BIZ_STEP("bizStep=", 2),
    DISPOSITION("disposition=", 3),
    READ_POINT("readPoint=", 4),
    BIZ_LOCATION("bizLocation=", 5);

    private final String term;
    private final byte code;

    Kind(String term, int code) {
      this.term = term;
      this.code = (byte) code;
    }
  }

  /**
   * Some values, canonical, in the order of their UTF-8 bytes.
   *
   * @param next the {@code after} of the next page, at most {@link Limits#MAX_KEY} bytes, or null
   *     at the end
   */
  @SuppressWarnings("ArrayRecordComponent") // a result object, never compared
  public record Values(List<String> values, byte @Nullable [] next) {

    // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
    public Values(List<String> values, byte @Nullable [] next) {
      this.values = List.copyOf(values);
      this.next = next;
    }
  }

  /** Values of one page, at most. */
  public static final int MAX_PAGE = 1_000;

  /** Every extended event has this term beside that of its own type. */
  private static final String ANY_EXTENDED = "eventType=*";

  private static final int SCOPE_BYTES = 16;
  private static final byte[] EVERYONE = new byte[SCOPE_BYTES];
  private static final byte[] EMPTY = {};

  private final Store store;
  private final KnownRows known;

  public EventValues(Store store) {
    this.store = store;
    this.known = new KnownRows(store);
  }

  /**
   * The values of a field.
   *
   * @param party whose events are looked at; null: everyone's
   * @param after the {@link Values#next} of the page before, or null; any bytes are taken
   * @param limit 1 to {@link #MAX_PAGE}
   */
  public Values list(Kind kind, @Nullable String party, byte @Nullable [] after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to 1,000");
    }
    byte[] scope = party == null ? EVERYONE : Ids.party(party);
    Scan scan = Scan.of(CaptureTables.VALUE, partition(kind, scope), limit);
    Page page = store.scan(scan.after(after));
    List<String> values = new ArrayList<>(page.rows().size());
    for (Page.Row row : page.rows()) {
      byte[] whole = row.value().length == 0 ? row.sort() : row.value();
      values.add(new String(whole, StandardCharsets.UTF_8));
    }
    return new Values(values, page.next());
  }

  /**
   * The rows an event with these terms brings that are not known to be there.
   *
   * @param terms of {@code EventTerms}
   */
  List<Write> writes(String party, List<String> terms) {
    List<Write> writes = new ArrayList<>(0);
    byte[] scope = null;
    for (String term : terms) {
      Kind kind = kind(term);
      if (kind != null) {
        scope = scope == null ? Ids.party(party) : scope;
        byte[] value = utf8(term.substring(kind.term.length()));
        add(writes, kind, scope, value);
        add(writes, kind, EVERYONE, value);
      }
    }
    return writes;
  }

  private static @Nullable Kind kind(String term) {
    if (!term.equals(ANY_EXTENDED)) {
      for (Kind kind : Kind.values()) {
        if (term.startsWith(kind.term)) {
          return kind;
        }
      }
    }
    return null;
  }

  private void add(List<Write> writes, Kind kind, byte[] scope, byte[] value) {
    byte[] sort = sort(value);
    Key row = new Key(CaptureTables.VALUE, partition(kind, scope), sort);
    if (!known.contains(row)) {
      writes.add(new Write.Put(row, sort.length == value.length ? EMPTY : value));
    }
  }

  private static byte[] partition(Kind kind, byte[] scope) {
    return ByteBuffer.allocate(1 + SCOPE_BYTES).put(kind.code).put(scope).array();
  }

  /** The value itself, or where it is too long for a key its beginning and its SHA-256. */
  private static byte[] sort(byte[] value) {
    if (value.length <= Limits.MAX_KEY) {
      return value;
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
      byte[] sort = Arrays.copyOf(value, Limits.MAX_KEY);
      System.arraycopy(digest, 0, sort, sort.length - digest.length, digest.length);
      return sort;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
