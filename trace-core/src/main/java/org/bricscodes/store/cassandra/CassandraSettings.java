package org.bricscodes.store.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster is, and how it is used.
 *
 * @param contactPoints some of its nodes; the others are learnt from them
 * @param localDatacenter whose nodes are asked; null: the one the contact points are in
 * @param keyspace lower-case letters, digits and underscores, at most 48; made if it is not there
 * @param replication copies of each row in the local data centre, 1 to 9: what a new keyspace is
 *     made with, and the least an old one may have
 * @param access how nodes know who asks
 * @param bounds what waits, how much and how long
 */
public record CassandraSettings(
    List<InetSocketAddress> contactPoints,
    @Nullable String localDatacenter,
    String keyspace,
    int replication,
    Access access,
    Bounds bounds) {

  /** Where nodes listen when nothing else is said. */
  public static final int PORT = 9042;

  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final Pattern POINT =
      Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");
  private static final int MAX_CONTACT_POINTS = 64;

  /**
   * Who asks.
   *
   * @param login null: nodes ask for none
   * @param tls null: connections are not encrypted
   */
  public record Access(@Nullable Login login, @Nullable SSLContext tls) {

    /** To nodes that ask nobody who he is. */
    public static final Access OPEN = new Access(null, null);
  }

  /** A role of the cluster's and its password. */
  public record Login(String user, String password) {

    public Login {
      if (user.isEmpty() || password.isEmpty()) {
        throw new IllegalArgumentException("a login has a user and a password");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /**
   * What a deployment may want to choose.
   *
   * @param queuedCalls writing calls under way at most, 1 or more
   * @param queuedBytes bytes in them at most; a single larger call is taken when none is under way
   * @param requestsAtOnce requests the nodes are given at once, reading ones and writing ones each,
   *     1 to 1,024
   * @param patience how long a write is tried again before the store has failed; reads have a
   *     quarter of it
   */
  public record Bounds(int queuedCalls, long queuedBytes, int requestsAtOnce, Duration patience) {

    /** Right for a few nodes. */
    public static final Bounds DEFAULT = new Bounds(8192, 128L << 20, 256, Duration.ofSeconds(60));

    public Bounds {
      if (queuedCalls < 1 || queuedBytes < 1) {
        throw new IllegalArgumentException("queuedCalls and queuedBytes must be 1 or more");
      }
      if (requestsAtOnce < 1 || requestsAtOnce > 1024) {
        throw new IllegalArgumentException("requestsAtOnce must be 1 to 1024");
      }
      if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("patience must be a second or more");
      }
    }
  }

  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty() || contactPoints.size() > MAX_CONTACT_POINTS) {
      throw new IllegalArgumentException("1 to " + MAX_CONTACT_POINTS + " contact points");
    }
    if (localDatacenter != null && localDatacenter.isBlank()) {
      throw new IllegalArgumentException("the name of the local data centre is empty");
    }
    if (!KEYSPACE.matcher(keyspace).matches()) {
      throw new IllegalArgumentException("keyspace must match " + KEYSPACE + ", found " + keyspace);
    }
    if (replication < 1 || replication > 9) {
      throw new IllegalArgumentException("replication must be 1 to 9, found " + replication);
    }
  }

  /** Three copies, no login, default bounds. */
  public static CassandraSettings of(List<InetSocketAddress> contactPoints, String keyspace) {
    return new CassandraSettings(contactPoints, null, keyspace, 3, Access.OPEN, Bounds.DEFAULT);
  }

  /** The same with so many copies. */
  public CassandraSettings withReplication(int copies) {
    return new CassandraSettings(contactPoints, localDatacenter, keyspace, copies, access, bounds);
  }

  /** The same within these bounds. */
  public CassandraSettings within(Bounds other) {
    return new CassandraSettings(
        contactPoints, localDatacenter, keyspace, replication, access, other);
  }

  /**
   * Reads {@code host:port,host,[::1]:9042}.
   *
   * @throws IllegalArgumentException naming the part that is wrong
   */
  public static List<InetSocketAddress> contactPoints(String text) {
    return Arrays.stream(text.split(",", -1)).map(part -> contactPoint(part.strip())).toList();
  }

  private static InetSocketAddress contactPoint(String text) {
    Matcher matcher = POINT.matcher(text);
    int port = 0;
    if (matcher.matches()) {
      String digits = matcher.group("port");
      port = digits == null ? PORT : Integer.parseInt(digits);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "a contact point is host or host:port, such as 10.0.0.1:9042, found '" + text + "'");
    }
    String host = matcher.group("host");
    return InetSocketAddress.createUnresolved(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }
}
