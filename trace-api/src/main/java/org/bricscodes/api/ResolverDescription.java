package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bricscodes.resolver.LinkType;

/** The resolver description file (GS1-Conformant Resolver 1.2, clause 2.7): what it can do. */
final class ResolverDescription {

  private ResolverDescription() {}

  static ObjectNode of(BaseUrl baseUrl) {
    ObjectNode document =
        Json.object()
            .put("name", "BRICS Excellent Product Codes")
            .put("resolverRoot", baseUrl.at(""))
            .put("linkTypeDefaultCanBeLinkset", false)
            .put("jsonLdContextLocation", "https://ref.gs1.org/standards/resolver/linkset-context");
    document.putArray("supportedPrimaryKeys").add("01");
    document
        .putArray("supportedLinkType")
        .addObject()
        .put("namespace", LinkType.VOC)
        .put("prefix", LinkType.PREFIX);
    document.putObject("contact").put("fn", "BRICS Excellent Product Codes");
    return document;
  }
}
