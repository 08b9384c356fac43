package org.bricscodes.api;

import java.nio.charset.StandardCharsets;
import org.bricscodes.query.PageTokens;
import org.jspecify.annotations.Nullable;

/** Tokens of listings whose place is a text. Methods read the store and may block. */
final class ListingToken {

  private ListingToken() {}

  /**
   * Where the page begins; null: at the beginning.
   *
   * @param scope names the listing, and who asks
   * @throws Problem for a token of another listing, or none of ours
   */
  static @Nullable String open(PageTokens tokens, Paging paging, String scope) {
    String token = paging.token();
    if (token == null) {
      return null;
    }
    return tokens
        .open(token, scope)
        .map(position -> new String(position, StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                Problem.invalidParameter(
                    "nextPageToken",
                    "must be one this service gave for this listing, not expired"));
  }

  /** The answer with the headers that lead to what comes after {@code last}. */
  static Answer link(
      Answer answer,
      PageTokens tokens,
      Exchange exchange,
      Paging paging,
      BaseUrl baseUrl,
      String last,
      String scope) {
    PageTokens.Issued next = tokens.issue(last.getBytes(StandardCharsets.UTF_8), scope);
    return answer
        .with("Link", paging.next(baseUrl.at(exchange.path()), exchange.query(), next.token()))
        .with("GS1-Next-Page-Token-Expires", next.expires().toString());
  }
}
