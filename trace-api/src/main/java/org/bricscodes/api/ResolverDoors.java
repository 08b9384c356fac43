package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.bricscodes.gs1.DigitalLink;

/**
 * The GS1-conformant resolver of {@code /01/…} (GS1-Conformant Resolver 1.2): redirects to the scan
 * page, describes its links as a linkset (RFC 9264), and refuses what is no Digital Link with every
 * fault. A serial nobody issued resolves too: its page says so.
 */
final class ResolverDoors {

  private static final String LINKSET = "application/linkset+json";
  private static final String VOC = "https://ref.gs1.org/voc/";
  private static final String VARY = "Accept, Accept-Language";

  private final BaseUrl baseUrl;

  ResolverDoors(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/01/{+link}", this::resolve),
        Door.open(
            HttpMethod.GET,
            "/.well-known/gs1resolver",
            exchange -> Future.succeededFuture(description())));
  }

  private Future<Answer> resolve(Exchange exchange) {
    String query = exchange.rawQuery().map(raw -> "?" + raw).orElse("");
    DigitalLink link = Links.parse(exchange.path() + query);
    Optional<String> linkType = link.parameter("linkType");
    String accept = exchange.header("Accept").orElse("*/*");
    boolean wantsLinkset =
        linkType.filter(type -> type.equals("linkset") || type.equals("all")).isPresent()
            || (linkType.isEmpty() && accept.contains(LINKSET));
    if (wantsLinkset) {
      return Future.succeededFuture(linkset(link));
    }
    return Future.succeededFuture(
        switch (linkType.orElse("gs1:defaultLink")) {
          case "gs1:defaultLink",
              "gs1:traceability",
              "gs1:verificationService",
              "gs1:pip",
              VOC + "traceability",
              VOC + "verificationService",
              VOC + "defaultLink",
              VOC + "pip" ->
              redirect(exchange.path(), query);
          case String other ->
              throw new Problem(
                  ProblemKind.NOT_FOUND,
                  "no link of type " + other + " here; ask for linkType=linkset to see all");
        });
  }

  /** The query string travels on unchanged, and the path as it was sent. */
  private Answer redirect(String path, String query) {
    return Answer.empty(307)
        .with("Location", baseUrl.at("/scan" + path + query))
        .with(
            "Link",
            "<"
                + baseUrl.at(path + "?linkType=linkset")
                + ">; rel=\"linkset\"; type=\""
                + LINKSET
                + "\"")
        .with("Vary", VARY)
        .with("Cache-Control", "public, max-age=60");
  }

  /** Most specific first. Item links hang on GTIN and serial alone (resolver clause 2.5.9). */
  private Answer linkset(DigitalLink link) {
    ObjectNode document = Json.object();
    ArrayNode contexts = document.putArray("linkset");
    String gtin = "/01/" + Percent.encode(link.key().value());
    link.serial()
        .ifPresent(
            serial -> contexts.add(context(gtin + "/21/" + Percent.encode(serial), link.path())));
    link.lot()
        .ifPresent(
            lot -> {
              String path = gtin + "/10/" + Percent.encode(lot);
              contexts.add(context(path, path));
            });
    contexts.add(context(gtin, gtin));
    return Answer.of(200, LINKSET, Json.bytes(document))
        .with(
            "Link",
            "<https://ref.gs1.org/standards/resolver/linkset-context>;"
                + " rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"")
        .with("Vary", VARY)
        .with("Cache-Control", "public, max-age=60");
  }

  private ObjectNode context(String anchor, String target) {
    String page = baseUrl.at("/scan" + target);
    String title = "What is known of this product code";
    ObjectNode node =
        Json.object().put("anchor", baseUrl.at(anchor)).put("itemDescription", "Product code");
    node.putArray(VOC + "defaultLink").addObject().put("href", page).put("title", title);
    for (String type : List.of("traceability", "verificationService")) {
      ArrayNode links = node.putArray(VOC + type);
      ObjectNode html =
          links.addObject().put("href", page).put("title", title).put("type", "text/html");
      html.putArray("hreflang").add("en");
      links.addObject().put("href", page).put("title", title).put("type", "application/json");
    }
    return node;
  }

  private Answer description() {
    ObjectNode document =
        Json.object()
            .put("name", "BRICS Excellent Product Codes")
            .put("resolverRoot", baseUrl.at(""))
            .put("linkTypeDefaultCanBeLinkset", false)
            .put("jsonLdContextLocation", "https://ref.gs1.org/standards/resolver/linkset-context");
    document.putArray("supportedPrimaryKeys").add("01");
    document.putArray("supportedLinkType").addObject().put("namespace", VOC).put("prefix", "gs1:");
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document))
        .with("Cache-Control", "public, max-age=3600");
  }
}
