package org.bricscodes.api;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides where deliveries may go, so that nobody makes this service knock at doors that only it
 * can reach. A name is resolved once per delivery; the address that was judged is the one that is
 * connected to, so a name cannot mean one thing when it is judged and another when it is used.
 */
final class Destinations {

  static final int MAX_LENGTH = 2_000;

  /** Turns names into addresses; blocks. */
  interface Names {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /** The names of the platform. */
  static final Names PLATFORM = host -> List.of(InetAddress.getAllByName(host));

  private final Subscribers allowed;
  private final Names names;

  Destinations(Subscribers allowed, Names names) {
    this.allowed = allowed;
    this.names = names;
  }

  /** An address that may not be delivered to, or none at all; the message is for people. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    Unreachable(String message) {
      super(message, null, false, false);
    }
  }

  /** What is wrong with the address as it is written. */
  Optional<String> fault(URI dest) {
    String scheme = String.valueOf(dest.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !(scheme.equals("http") && allowed == Subscribers.ANYWHERE)) {
      return Optional.of(
          allowed == Subscribers.ANYWHERE
              ? "must begin with https:// or http://"
              : "must begin with https://");
    }
    if (dest.getHost() == null) {
      return Optional.of("must name a host, in ASCII letters");
    }
    if (dest.getRawUserInfo() != null || dest.getRawFragment() != null) {
      return Optional.of("must have no user, no password and no fragment");
    }
    if (dest.getPort() == 0 || dest.getPort() > 65_535) {
      return Optional.of("the port must be 1 to 65535");
    }
    return dest.toString().length() > MAX_LENGTH
        ? Optional.of("must have at most " + MAX_LENGTH + " characters")
        : Optional.empty();
  }

  /**
   * The address to connect to. Blocks.
   *
   * @throws Unreachable if the name is not known, or one of its addresses may not be delivered to
   */
  InetAddress resolve(URI dest) throws Unreachable {
    List<InetAddress> addresses;
    try {
      addresses = names.resolve(host(dest));
    } catch (UnknownHostException e) {
      throw new Unreachable("the name of the host is not known");
    }
    if (addresses.isEmpty()) {
      throw new Unreachable("the name of the host is not known");
    }
    if (allowed == Subscribers.PUBLIC && !addresses.stream().allMatch(PublicAddresses::holds)) {
      throw new Unreachable("the host has an address outside the public Internet");
    }
    return addresses.getFirst();
  }

  /** Without the brackets of an IPv6 address. */
  static String host(URI dest) {
    String host = String.valueOf(dest.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static int port(URI dest) {
    if (dest.getPort() > 0) {
      return dest.getPort();
    }
    return isSecure(dest) ? 443 : 80;
  }

  static boolean isSecure(URI dest) {
    return "https".equalsIgnoreCase(dest.getScheme());
  }
}
