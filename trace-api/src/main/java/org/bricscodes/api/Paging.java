package org.bricscodes.api;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a listing is cut into pages (EPCIS 2.0 §12.4): what the address asks for, and the header that
 * leads on.
 *
 * @param perPage 1 to the most that is given; asking for more is asking for that
 * @param token where to go on; null: from the beginning
 */
record Paging(int perPage, @Nullable String token) {

  static final Set<String> PARAMETERS = Set.of("perPage", "nextPageToken");

  static final int DEFAULT_PER_PAGE = 30;
  static final int MAX_PER_PAGE = 1_000;

  private static final int MAX_ASKED = 999_999_999;

  static Paging of(QueryString query) {
    int perPage = query.number("perPage", 1, MAX_ASKED).orElse(DEFAULT_PER_PAGE);
    Optional<String> token = query.value("nextPageToken");
    return new Paging(Math.min(perPage, MAX_PER_PAGE), token.orElse(null));
  }

  /**
   * The {@code Link} to the next page.
   *
   * @param address of this page, encoded, without a query
   * @param query of this page; its paging is replaced
   */
  String next(String address, QueryString query, String nextToken) {
    StringBuilder link = new StringBuilder("<").append(address).append("?perPage=").append(perPage);
    for (QueryString.Pair pair : query.pairs()) {
      if (!PARAMETERS.contains(pair.name())) {
        link.append('&')
            .append(Percent.encode(pair.name()))
            .append('=')
            .append(Percent.encode(pair.value()));
      }
    }
    return link.append("&nextPageToken=")
        .append(Percent.encode(nextToken))
        .append(">; rel=\"next\"")
        .toString();
  }
}
