package org.bricscodes.store.cassandra;

/** Gives writes their time stamps, and says when what carries one may be sent. */
interface Stamps {

  /** Above all that were given before. */
  long stamp();

  /** That what carries this stamp may be sent, or has counted. */
  Requests.Permit permit(long stamp);

  /**
   * The same for conditional writes, whose time stamps Cassandra gives.
   *
   * @throws org.bricscodes.store.StoreException never again
   */
  boolean holds();
}
