package org.bricscodes.store.cassandra;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a keyspace a process may own: the service's own rows, or those of one log beside it, or
 * those of anchoring where a node does nothing else. Each part has one owner at a time, by a row of
 * its own in {@code _owner}, and different parts may have different owners at once. Which rows
 * belong to a part is for its owners to keep to; what rests on that, the package says.
 *
 * @param id {@code store}, {@code anchoring} or {@code log-NAME}
 */
public record Part(String id) {

  private static final String LOG = "log-";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

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
    boolean known = id.equals("store") || id.equals("anchoring");
    if (!known && !(id.startsWith(LOG) && isName(id.substring(LOG.length())))) {
      throw new IllegalArgumentException(
          "no part of a keyspace is called \""
              + id
              + "\": it is \"store\", \"anchoring\", or \"log-\" and the name of a log, which is a"
              + " letter of a-z and up to 31 more of a-z, 0-9 and -");
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

  /** The log's name; empty for {@link #SERVICE} and {@link #ANCHORING}. */
  public Optional<String> log() {
    return id.startsWith(LOG) ? Optional.of(id.substring(LOG.length())) : Optional.empty();
  }

  /** For messages. */
  String in(String keyspace) {
    String what = equals(ANCHORING) ? "anchoring of " : "";
    return log().map(name -> "log " + name + " of ").orElse(what) + "keyspace " + keyspace;
  }

  private static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
