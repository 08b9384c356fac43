package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A code made elsewhere, to be registered.
 *
 * @param scheme {@code sgtin}, {@code chestny-znak}, {@code bid}, {@code hs}, or a country and a
 *     name such as {@code cn-ecode}
 * @param code as it was made, to the last character
 * @param target Digital Link of what it stands for; null where the code names an item itself
 */
public record AliasRequest(String scheme, String code, @Nullable String target) {

  /** A code that names an item itself. */
  public static AliasRequest item(String scheme, String code) {
    return new AliasRequest(scheme, code, null);
  }

  ObjectNode toJson() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("scheme", scheme).put("code", code);
    return target == null ? body : body.put("target", target);
  }

  /** Scheme, code and target as a query. */
  String toQuery() {
    String named = "?scheme=" + Paths.segment(scheme) + "&code=" + Paths.segment(code);
    String link = target;
    return link == null ? named : named + "&target=" + Paths.segment(link);
  }
}
