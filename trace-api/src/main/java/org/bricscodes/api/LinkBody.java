package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.AnchorLinks;
import org.bricscodes.resolver.DefaultLink;
import org.bricscodes.resolver.InvalidLinks;
import org.bricscodes.resolver.Link;
import org.bricscodes.resolver.LinkType;
import org.bricscodes.resolver.LinkTypes;
import org.bricscodes.resolver.Registered;
import org.jspecify.annotations.Nullable;

/**
 * The links of one anchor as JSON: {@code itemDescription}, {@code defaultLink}, {@code
 * defaultLinkMulti} and {@code links}. What is printed can be sent back.
 */
final class LinkBody {

  private static final Set<String> FIELDS =
      Set.of("itemDescription", "defaultLink", "defaultLinkMulti", "links");

  /** Fields of a line in a bulk upload besides. */
  private static final Set<String> LINE_FIELDS = Set.of("anchor", "owner");

  private static final Set<String> LINK_FIELDS =
      Set.of("linkType", "href", "title", "type", "hreflang", "context", "public");
  private static final Set<String> DEFAULT_FIELDS = Set.of("href", "title");

  private final BaseUrl baseUrl;
  private final List<Problem.Fault> faults = new ArrayList<>();

  private LinkBody(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  /**
   * Reads the document of an anchor.
   *
   * @param baseUrl of this resolver, which no link may lead back to
   * @param faults every fault is added here, by JSON pointer; the links are unusable then
   */
  static AnchorLinks read(
      Anchor anchor, JsonNode body, BaseUrl baseUrl, List<Problem.Fault> faults) {
    LinkBody reader = new LinkBody(baseUrl);
    AnchorLinks links = reader.document(anchor, body);
    faults.addAll(reader.faults);
    return links;
  }

  /** The document alone, as it is set. */
  static ObjectNode json(AnchorLinks links) {
    ObjectNode document = Json.object().put("itemDescription", links.description());
    DefaultLink standard = links.defaultLink();
    if (standard != null) {
      document.putObject("defaultLink").put("href", standard.href()).put("title", standard.title());
    }
    if (!links.multi().isEmpty()) {
      ArrayNode multi = document.putArray("defaultLinkMulti");
      links.multi().forEach(link -> write(multi.addObject(), link));
    }
    ArrayNode list = document.putArray("links");
    links
        .links()
        .forEach(link -> write(list.addObject().put("linkType", link.linkType().toString()), link));
    return document;
  }

  /** The document with its anchor and owner, as listings and exports show it. */
  static ObjectNode listed(Registered registered) {
    ObjectNode line = Json.object().put("anchor", registered.links().anchor().path());
    line.put("owner", registered.owner());
    line.setAll(json(registered.links()));
    return line;
  }

  private static void write(ObjectNode node, Link link) {
    node.put("href", link.href()).put("title", link.title());
    if (link.mediaType() != null) {
      node.put("type", link.mediaType());
    }
    if (!link.hreflang().isEmpty()) {
      ArrayNode languages = node.putArray("hreflang");
      link.hreflang().forEach(languages::add);
    }
    if (link.context() != null) {
      node.put("context", link.context());
    }
    if (link.access() == Link.Access.RESTRICTED) {
      node.put("public", false);
    }
  }

  private AnchorLinks document(Anchor anchor, JsonNode body) {
    if (!body.isObject()) {
      fault("", "must be a JSON object");
    }
    only("", body, FIELDS);
    String description = text(body, "", "itemDescription").orElse("");
    List<Link> multi = new ArrayList<>();
    List<JsonNode> variants = list(body, "defaultLinkMulti");
    for (int i = 0; i < variants.size(); i++) {
      multi.add(link("/defaultLinkMulti/" + i, variants.get(i), LinkType.DEFAULT_LINK_MULTI));
    }
    List<Link> links = new ArrayList<>();
    List<JsonNode> nodes = list(body, "links");
    for (int i = 0; i < nodes.size(); i++) {
      links.add(link("/links/" + i, nodes.get(i), null));
    }
    AnchorLinks document =
        new AnchorLinks(anchor, description, defaultLink(body.path("defaultLink")), multi, links);
    try {
      document.check();
    } catch (InvalidLinks e) {
      e.faults().forEach(f -> faultUnlessKnown(f.pointer(), f.message()));
    }
    return document;
  }

  private @Nullable DefaultLink defaultLink(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isObject()) {
      fault("/defaultLink", "must be an object with href and title");
    }
    only("/defaultLink", node, DEFAULT_FIELDS);
    String href = text(node, "/defaultLink", "href").orElse("");
    leadsAway("/defaultLink/href", href);
    return new DefaultLink(href, text(node, "/defaultLink", "title").orElse(""));
  }

  /**
   * @param fixed its type, where the place says it; null: it says it itself
   */
  private Link link(String pointer, JsonNode node, @Nullable LinkType fixed) {
    if (!node.isObject()) {
      fault(pointer, "must be an object");
    }
    only(pointer, node, LINK_FIELDS);
    LinkType type = fixed == null ? type(pointer, node) : fixed;
    if (fixed != null && node.has("linkType")) {
      fault(pointer + "/linkType", "does not belong here: the place says it");
    }
    String href = text(node, pointer, "href").orElse("");
    leadsAway(pointer + "/href", href);
    String title =
        node.has("title")
            ? text(node, pointer, "title").orElse("")
            : LinkTypes.title(type).orElse("");
    return new Link(
        type,
        href,
        title,
        optionalText(node, pointer, "type"),
        languages(pointer + "/hreflang", node.path("hreflang")),
        optionalText(node, pointer, "context"),
        access(pointer + "/public", node.path("public")));
  }

  private LinkType type(String pointer, JsonNode node) {
    Optional<LinkType> type = text(node, pointer, "linkType").flatMap(LinkType::parse);
    if (type.isEmpty()) {
      faultUnlessKnown(
          pointer + "/linkType",
          "must be a link type of GS1, such as gs1:pip, or the full URI of another");
    }
    return type.orElse(LinkType.PIP);
  }

  private List<String> languages(String pointer, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    List<String> languages = new ArrayList<>();
    for (JsonNode language : node) {
      languages.add(language.asText());
    }
    if (!node.isArray() || languages.contains("")) {
      fault(pointer, "must be a list of languages, such as [\"en\", \"zh-CN\"]");
    }
    return languages;
  }

  private Link.Access access(String pointer, JsonNode node) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      fault(pointer, "must be true or false");
    }
    return node.asBoolean(true) ? Link.Access.ANYONE : Link.Access.RESTRICTED;
  }

  /** A link into the resolver would lead in a circle. */
  private void leadsAway(String pointer, String href) {
    for (String into : List.of("/01/", "/eh", "/ex")) {
      if (baseUrl.leadsBack(href, into)) {
        fault(pointer, "leads back to this resolver; name what it should lead to");
      }
    }
  }

  private Optional<String> text(JsonNode node, String pointer, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      fault(pointer + "/" + name, value.isMissingNode() ? "is required" : "must be a text");
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  private @Nullable String optionalText(JsonNode node, String pointer, String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? null : text(node, pointer, name).orElse(null);
  }

  private List<JsonNode> list(JsonNode body, String name) {
    JsonNode list = body.path(name);
    List<JsonNode> nodes = new ArrayList<>();
    if (!list.isMissingNode() && !list.isArray()) {
      fault("/" + name, "must be a list");
    } else if (list.size() > AnchorLinks.MAX_LINKS) {
      fault("/" + name, "an anchor has at most " + AnchorLinks.MAX_LINKS + " links");
    } else {
      list.forEach(nodes::add);
    }
    return nodes;
  }

  private void only(String pointer, JsonNode node, Set<String> known) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean ofLine = pointer.isEmpty() && LINE_FIELDS.contains(field.getKey());
      if (!known.contains(field.getKey()) && !ofLine) {
        fault(
            pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"), "unknown field");
      }
    }
  }

  private void fault(String pointer, String message) {
    faults.add(new Problem.Fault(pointer, message));
  }

  private void faultUnlessKnown(String pointer, String message) {
    if (faults.stream().noneMatch(fault -> fault.where().equals(pointer))) {
      fault(pointer, message);
    }
  }
}
