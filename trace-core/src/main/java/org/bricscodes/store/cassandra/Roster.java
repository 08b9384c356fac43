package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.util.List;
import org.bricscodes.store.StoreException;

/**
 * Who holds which part of a keyspace, for a process that holds none: it owns nothing and writes
 * nothing. Any number of threads; closing is for one that no other uses it beside.
 */
public final class Roster implements AutoCloseable {

  private final CqlSession session;
  private final Owners owners;

  private Roster(CqlSession session, Layout layout) {
    this.session = session;
    this.owners = new Owners(session, layout);
  }

  /**
   * Connects. Blocks.
   *
   * @throws StoreException.Unavailable if no node of the cluster answers
   */
  public static Roster open(CassandraSettings settings) {
    return new Roster(Connection.open(settings), new Layout(settings.keyspace()));
  }

  /**
   * Every part of the keyspace that ever had an owner, by id, as the rows said a moment ago.
   * Blocks.
   *
   * @throws StoreException.Unavailable if nodes do not answer just now, or the keyspace was never
   *     opened
   */
  public List<Holder> holders() {
    try {
      return owners.holders();
    } catch (DriverException e) {
      throw new StoreException.Unavailable(
          "who holds which part could not be read: " + Failures.describe(e), e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
