package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A code made elsewhere, and what it stands for.
 *
 * @param target canonical Digital Link of a product, lot or item
 * @param gtin of that
 * @param owner who registered it; nobody checked what it says
 */
public record RegisteredAlias(
    String scheme, String code, String target, String gtin, String owner, Instant registered) {

  static RegisteredAlias of(JsonNode alias) {
    return new RegisteredAlias(
        alias.path("scheme").asText(),
        alias.path("code").asText(),
        alias.path("target").asText(),
        alias.path("gtin").asText(),
        alias.path("owner").asText(),
        Fields.instant(alias, "registered"));
  }
}
