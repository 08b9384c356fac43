package org.bricscodes.store.cassandra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a keyspace a process may own: the service's own rows, or those of one log beside it, or
 * those of anchoring where a node does nothing else, or what a node that answers scans notes of
 * them. Each part has one owner at a time, by a row of its own in {@code _owner}, and different
 * parts may have different owners at once. Which rows belong to a part is for its owners to keep
 * to; what rests on that, the package says.
 *
 * @param id {@code store}, {@code anchoring}, {@code log-NAME} or {@code scans-HASH}
 */
public record Part(String id) {

  private static final String LOG = "log-";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private static final String SCANS = "scans-";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");

  /** The service's own: its owner alone makes the keyspace and its tables. */
  public static final Part SERVICE = new Part("store");

  /** What became of checkpoints on ledgers, while a node carries them there that does no more. */
  public static final Part ANCHORING = new Part("anchoring");

  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if there can be no such part
   */
  public Part {
    Objects.requireNonNull(id, "id");
    boolean known =
        id.equals("store")
            || id.equals("anchoring")
            || (id.startsWith(SCANS) && HASH.matcher(id.substring(SCANS.length())).matches())
            || (id.startsWith(LOG) && isName(id.substring(LOG.length())));
    if (!known) {
      throw new IllegalArgumentException(
          "no part of a keyspace is called \""
              + id
              + "\": it is \"store\", \"anchoring\", \"scans-\" and 16 hexadecimal digits, or"
              + " \"log-\" and the name of a log, which is a letter of a-z and up to 31 more of"
              + " a-z, 0-9 and -");
    }
  }

  /**
   * That of a log.
   *
   * @throws IllegalArgumentException if it is no name: a letter of a-z and up to 31 more of a-z,
   *     0-9 and -
   */
  public static Part log(String name) {
    return new Part(LOG + name);
  }

  /**
   * What the node at this address notes of the scans it answers: each such node has a part of its
   * own.
   *
   * @param address how the other nodes reach it, compared letter by letter
   */
  public static Part scans(String address) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
      return new Part(SCANS + HexFormat.of().formatHex(hash, 0, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether it is that of a node that answers scans. */
  public boolean isScans() {
    return id.startsWith(SCANS);
  }

  /** The log's name; empty for a part that is no log's. */
  public Optional<String> log() {
    return id.startsWith(LOG) ? Optional.of(id.substring(LOG.length())) : Optional.empty();
  }

  /** For messages. */
  String in(String keyspace) {
    String what = equals(ANCHORING) ? "anchoring of " : isScans() ? "scans of " : "";
    return log().map(name -> "log " + name + " of ").orElse(what) + "keyspace " + keyspace;
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
