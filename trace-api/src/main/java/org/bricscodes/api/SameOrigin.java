package org.bricscodes.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a form was sent from a page of ours. There is no session that another site could ride on,
 * no cookie and no password; but a page elsewhere could have its visitors' browsers send reports,
 * each from a network of its own. Browsers say where a form stands: in {@code Sec-Fetch-Site}
 * (Fetch Metadata), older ones in {@code Origin} (RFC 6454 §7), which a page cannot set. What says
 * neither is refused.
 */
final class SameOrigin {

  private final BaseUrl baseUrl;

  SameOrigin(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  boolean holds(Exchange exchange) {
    Optional<String> site = exchange.header("Sec-Fetch-Site");
    if (site.isPresent()) {
      return site.get().equals("same-origin");
    }
    return exchange
        .header("Origin")
        .map(origin -> isOurs(origin, exchange.header("Host").orElse("")))
        .orElse(false);
  }

  /** The address we go by, or the one that this very request was sent to. */
  private boolean isOurs(String origin, String host) {
    String authority = authority(origin);
    return !authority.isEmpty()
        && (authority.equals(host.toLowerCase(Locale.ROOT))
            || authority.equals(authority(baseUrl.at(""))));
  }

  private static String authority(String url) {
    try {
      String authority = new URI(url).getRawAuthority();
      return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
