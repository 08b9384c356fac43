package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.bricscodes.resolver.DefaultLink;
import org.bricscodes.resolver.Link;
import org.bricscodes.resolver.LinkType;
import org.bricscodes.resolver.Resolution.LinkContext;

/**
 * Linksets as JSON (RFC 9264 §4.2), within what the schema of GS1-Conformant Resolver 1.2 takes: an
 * anchor, its {@code itemDescription}, and lists of links under the URIs of their types.
 */
final class LinksetJson {

  private LinksetJson() {}

  static byte[] bytes(List<LinkContext> contexts, BaseUrl baseUrl) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("linkset");
    for (LinkContext context : contexts) {
      write(list.addObject(), context, baseUrl);
    }
    return Json.bytes(document);
  }

  private static void write(ObjectNode node, LinkContext context, BaseUrl baseUrl) {
    node.put("anchor", baseUrl.at(context.anchor())).put("itemDescription", context.description());
    DefaultLink standard = context.defaultLink();
    if (standard != null) {
      node.putArray(LinkType.DEFAULT_LINK.uri())
          .addObject()
          .put("href", standard.href())
          .put("title", standard.title());
    }
    for (Link link : context.multi()) {
      write(node, LinkType.DEFAULT_LINK_MULTI, link);
    }
    for (Link link : context.links()) {
      write(node, link.linkType(), link);
    }
  }

  private static void write(ObjectNode node, LinkType type, Link link) {
    ObjectNode target = node.withArray("/" + pointer(type.uri())).addObject();
    target.put("href", link.href()).put("title", link.title());
    if (link.mediaType() != null) {
      target.put("type", link.mediaType());
    }
    if (!link.hreflang().isEmpty()) {
      ArrayNode languages = target.putArray("hreflang");
      link.hreflang().forEach(languages::add);
    }
    if (link.context() != null) {
      target.putArray("context").add(link.context());
    }
    if (link.access() == Link.Access.RESTRICTED) {
      target.put("public", false);
    }
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
