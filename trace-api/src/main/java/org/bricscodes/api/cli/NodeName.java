package org.bricscodes.api.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's address as it may be shown and logged. Providers put keys into addresses: as a user and
 * a password, into the path, behind a question mark; so of an address scheme, host and port are
 * left. The name of a file or directory on this machine is shown as it is.
 */
final class NodeName {

  private static final String HIDDEN = "…";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?s)([A-Za-z][A-Za-z0-9+.-]{0,31})://(?:[^/?#]*@)?"
              + "((?:[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.%]{1,64}])(?::[0-9]{1,5})?)"
              + "(?:[/?#].*)?");

  private static final Pattern SCHEME = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]{0,31})://.*");

  /** What begins as a path does, or is a name alone. */
  private static final Pattern LOCAL = Pattern.compile("(?s)(?!//)[./~].*|[^@?#/]*");

  private NodeName() {}

  static String of(String address) {
    Matcher whole = ADDRESS.matcher(address);
    if (whole.matches()) {
      return whole.group(1) + "://" + whole.group(2);
    }
    Matcher scheme = SCHEME.matcher(address);
    if (scheme.matches()) {
      return scheme.group(1) + "://" + HIDDEN;
    }
    return LOCAL.matcher(address).matches() || isHere(address) ? address : HIDDEN;
  }

  /** An address without its scheme looks like a path, but for that there is no such file. */
  private static boolean isHere(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
