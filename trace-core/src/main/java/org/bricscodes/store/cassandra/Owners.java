package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code _owner}: a row for each {@link Part} that ever had an owner, changed by
 * light-weight transactions only; and a row {@code wants-PART:CANDIDATE} for each candidate that
 * lines up for a part and wants it back, written plainly, which goes by itself when it is not
 * written again. Each candidate has a row of its own, so that clocks of different machines are not
 * compared by time stamps either. All methods block, and throw what the driver throws.
 */
final class Owners {

  /** How long a candidate is believed to line up after it said so. */
  private static final Duration WANTING = Duration.ofSeconds(10);

  private static final String WANTS = "wants-";
  private static final ConsistencyLevel SERIAL = DefaultConsistencyLevel.SERIAL;

  private final CqlSession session;
  private final Layout layout;

  Owners(CqlSession session, Layout layout) {
    this.session = session;
    this.layout = layout;
  }

  /** What the row of a part says. */
  record Standing(
      @Nullable ByteBuffer owner,
      String who,
      String address,
      String mark,
      long renewal,
      long ceiling) {

    /** What stands where no row is. */
    static final Standing NEVER = new Standing(null, "", "", "", 0, 0);

    boolean isSameAs(Standing other) {
      return renewal == other.renewal
          && (owner == null ? other.owner == null : owner.equals(other.owner));
    }
  }

  String keyspace() {
    return layout.keyspace();
  }

  /** The row of a part, after whatever is under way with it. */
  Standing read(Part part) {
    return read(part.id());
  }

  private Standing read(String id) {
    @Nullable Row row =
        session
            .execute(
                SimpleStatement.newInstance(
                        "SELECT owner, who, address, mark, renewal, ceiling FROM "
                            + layout.owner()
                            + " WHERE id = ?",
                        id)
                    .setConsistencyLevel(SERIAL)
                    .setIdempotent(true))
            .one();
    if (row == null) {
      return Standing.NEVER;
    }
    return new Standing(
        row.getByteBuffer("owner"),
        text(row, "who"),
        text(row, "address"),
        text(row, "mark"),
        row.getLong("renewal"),
        row.getLong("ceiling"));
  }

  /**
   * Sets the row of a part if owner and renewal stand as given.
   *
   * @return whether it was set. After an answer that got lost it may have been, and says no
   */
  boolean swap(Part part, Standing next, @Nullable ByteBuffer expected, long expectedRenewal) {
    return session
        .execute(
            SimpleStatement.builder(
                    "UPDATE "
                        + layout.owner()
                        + " SET owner = ?, who = ?, address = ?, mark = ?, renewal = ?, ceiling = ?"
                        + " WHERE id = ?"
                        + " IF owner = ? AND renewal = ?")
                .addPositionalValue(next.owner)
                .addPositionalValue(next.who)
                .addPositionalValue(next.address)
                .addPositionalValue(next.mark)
                .addPositionalValue(next.renewal)
                .addPositionalValue(next.ceiling)
                .addPositionalValue(part.id())
                .addPositionalValue(expected)
                .addPositionalValue(expectedRenewal == 0 ? null : expectedRenewal)
                // Sent twice it changes nothing twice: the renewal is another one by then.
                .setIdempotence(true)
                .build())
        .wasApplied();
  }

  /**
   * The highest time stamp that any owner of any part may have given to a write which was
   * acknowledged by now.
   */
  long ceiling() {
    long highest = 0;
    // Of many rows none can be read after what is under way with it, so each is asked for by name.
    for (Row row : rows()) {
      String id = text(row, "id");
      if (!id.startsWith(WANTS)) {
        highest = Math.max(highest, read(id).ceiling);
      }
    }
    return highest;
  }

  /** Every part that ever had an owner, by id. */
  List<Holder> holders() {
    List<Holder> holders = new ArrayList<>();
    for (Row row : rows()) {
      String id = text(row, "id");
      if (!id.startsWith(WANTS)) {
        holders.add(
            new Holder(
                part(id),
                row.getByteBuffer("owner") != null,
                text(row, "address"),
                row.getLong("renewal")));
      }
    }
    holders.sort(Comparator.comparing(holder -> holder.part().id()));
    return List.copyOf(holders);
  }

  private static Part part(String id) {
    try {
      return new Part(id);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Corrupt("_owner holds what this program did not write: " + id, e);
    }
  }

  /** Says for some seconds that a candidate wants a part. */
  void want(Part part, ByteBuffer candidate, String who) {
    var _ =
        session.execute(
            SimpleStatement.newInstance(
                    "INSERT INTO "
                        + layout.owner()
                        + " (id, who) VALUES (?, ?) USING TTL "
                        + WANTING.toSeconds(),
                    wants(part, candidate),
                    who)
                .setIdempotent(true));
  }

  /** That it does not any more. */
  void wantNoMore(Part part, ByteBuffer candidate) {
    var _ =
        session.execute(
            SimpleStatement.newInstance(
                    "DELETE FROM " + layout.owner() + " WHERE id = ?", wants(part, candidate))
                .setIdempotent(true));
  }

  /** Whether any candidate but this one wants a part. */
  boolean wanted(Part part, ByteBuffer but) {
    String mine = wants(part, but);
    for (Row row : rows()) {
      String id = text(row, "id");
      if (id.startsWith(wants(part)) && !id.equals(mine)) {
        return true;
      }
    }
    return false;
  }

  /** All rows; the table has few. */
  private Iterable<Row> rows() {
    return session.execute(
        SimpleStatement.newInstance("SELECT id, owner, address, renewal FROM " + layout.owner())
            .setIdempotent(true));
  }

  private static String wants(Part part) {
    return WANTS + part.id() + ':';
  }

  private static String wants(Part part, ByteBuffer candidate) {
    return wants(part) + HexFormat.of().formatHex(Cell.rest(candidate.duplicate()));
  }

  private static String text(Row row, String column) {
    String value = row.getString(column);
    return value == null ? "" : value;
  }
}
