package org.bricscodes.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bricscodes.capture.NodeLogs;
import org.jspecify.annotations.Nullable;

/**
 * What one of several nodes of a service is.
 *
 * @param address how the other nodes reach it, {@code http://host:port}
 * @param log the name of the log it records with beside the others; null: it has none
 * @param tasks what of the service it takes on
 */
public record NodeSettings(String address, @Nullable String log, Tasks tasks) {

  private static final Pattern ADDRESS =
      Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  /** {@code /log/tile/…} are the tiles of the service's own log. */
  private static final String TILE = "tile";

  /** What of the service a node takes on. */
  public enum Tasks {
    /** All of it, as soon as no other node writes. */
    ALL,

    /** To record events in its log; it never lines up for the rest. */
    CAPTURE
  }

  /** A node that takes over all of the service, and has no log of its own. */
  public static NodeSettings at(String address) {
    return new NodeSettings(address, null, Tasks.ALL);
  }

  /** The same with a log. */
  public NodeSettings withLog(String name) {
    return new NodeSettings(address, name, tasks);
  }

  /** The same with these tasks. */
  public NodeSettings withTasks(Tasks some) {
    return new NodeSettings(address, log, some);
  }

  /** What is wrong with it, in the words of the command line; empty when nothing is. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!isAddress(address)) {
      faults.add(
          "--node-address takes how the other nodes reach this one, such as http://10.0.0.5:8080,"
              + " found "
              + address);
    }
    if (log == null) {
      if (tasks == Tasks.CAPTURE) {
        faults.add("--only capture takes --log: the log this node records with");
      }
    } else if (!NodeLogs.isName(log) || log.equals(TILE)) {
      faults.add(
          "--log takes a letter of a-z and up to 31 more of a-z, 0-9 and -, and not "
              + TILE
              + ", found "
              + log);
    }
    return faults;
  }

  private static boolean isAddress(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return false;
    }
    URI address = URI.create(text);
    return address.getHost() != null && address.getPort() != 0 && address.getPort() <= 65_535;
  }
}
