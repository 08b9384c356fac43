package org.bricscodes.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The address clients use, known once the server listens; without a trailing slash. */
final class BaseUrl {

  private volatile @Nullable String value;

  BaseUrl(@Nullable String configured) {
    this.value = configured;
  }

  /** Called once, when the port is known; a configured address stays. */
  void listening(String address) {
    if (value == null) {
      value = address;
    }
  }

  /** The address followed by {@code path}, which starts with a slash or is empty. */
  String at(String path) {
    String base = value;
    return base == null ? path : base + path;
  }

  /**
   * Whether a URL leads here, to a path that begins with {@code path}, however it is spelled: host
   * in capitals or with a final dot, the usual port named or not, characters escaped for no reason,
   * detours by dots. The schemes are one: a server that answers to both leads from one to the
   * other.
   */
  boolean leadsBack(String url, String path) {
    String base = value;
    if (base == null) {
      return false;
    }
    try {
      URI here = new URI(base + path);
      URI there = new URI(url).parseServerAuthority().normalize();
      String target = there.getPath();
      return target != null
          && host(there).equals(host(here))
          && port(there) == port(here)
          && target.startsWith(here.getPath());
    } catch (URISyntaxException _) {
      return false; // and no URL: refused for that
    }
  }

  private static String host(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** 0: the usual one of its scheme. */
  private static int port(URI uri) {
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == usual ? 0 : uri.getPort();
  }
}
