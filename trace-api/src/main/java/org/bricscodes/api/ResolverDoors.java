package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.EpcBinary;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.LanguageRanges;
import org.bricscodes.resolver.LookAlikes;
import org.bricscodes.resolver.MediaRanges;
import org.bricscodes.resolver.Resolution;
import org.bricscodes.resolver.Resolver;
import org.bricscodes.resolver.Wishes;
import org.jspecify.annotations.Nullable;

/**
 * The GS1-conformant resolver of {@code /01/…} (GS1-Conformant Resolver 1.2), and of the same links
 * compressed as EPC binary strings ({@code /eh…}, {@code /ex…}): leads to what brands registered
 * and to the scan page, describes its links as a linkset (RFC 9264), and refuses what is no Digital
 * Link with every fault. A serial nobody issued resolves too: its page says so. One of ours in
 * lower case finds what is registered on its item.
 *
 * <p>What was read before is answered on the event loop, anything else after one batched read.
 */
final class ResolverDoors {

  private static final String VARY = "Accept, Accept-Language";
  private static final Pattern COMPRESSED = Pattern.compile("/e[hx][^/]+/?");
  private static final List<String> LANGUAGES =
      Stream.of(Language.values()).map(Language::tag).toList();
  private static final String CACHED = "public, max-age=60";
  private static final String JSON_LD_CONTEXT =
      "<https://ref.gs1.org/standards/resolver/linkset-context>;"
          + " rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";

  private final LinkCache links;
  private final BaseUrl baseUrl;
  private final BaseUrl scanBase;
  private final Work work;

  /**
   * @param baseUrl of this resolver
   * @param scanBase of the service that has the scan pages
   */
  ResolverDoors(LinkCache links, BaseUrl baseUrl, BaseUrl scanBase, Work work) {
    this.links = links;
    this.baseUrl = baseUrl;
    this.scanBase = scanBase;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/01/{+link}", this::plain),
        Door.open(HttpMethod.GET, "/eh{bits}", this::compressed),
        Door.open(HttpMethod.GET, "/ex{bits}", this::compressed),
        Door.open(
            HttpMethod.GET,
            "/.well-known/gs1resolver",
            exchange -> Future.succeededFuture(description())));
  }

  /**
   * A request, read.
   *
   * @param link as asked for, without its query
   * @param rawQuery as it was sent; null: none
   * @param decompressed whether the link was compressed
   */
  private record Request(
      DigitalLink link, @Nullable String rawQuery, Wishes wishes, Form decompressed) {
    Request of(DigitalLink other) {
      return new Request(other, rawQuery, wishes, decompressed);
    }
  }

  private enum Form {
    PLAIN,
    COMPRESSED
  }

  private Future<Answer> plain(Exchange exchange) {
    return resolve(read(exchange, target(exchange.path(), exchange), Form.PLAIN));
  }

  private Future<Answer> compressed(Exchange exchange) {
    // An empty last segment of the path says nothing; the query is passed on as it is.
    String target = target(exchange.path().replaceFirst("/$", ""), exchange);
    Optional<String> plain;
    try {
      plain = EpcBinary.decompressed(target);
    } catch (Gs1Exception e) {
      throw Links.problem(e.faults());
    }
    return resolve(
        read(
            exchange,
            plain.orElseThrow(
                () -> new Problem(ProblemKind.NOT_FOUND, "nothing at " + exchange.path())),
            Form.COMPRESSED));
  }

  private static String target(String path, Exchange exchange) {
    return path + exchange.rawQuery().map(raw -> "?" + raw).orElse("");
  }

  private static Request read(Exchange exchange, String target, Form form) {
    DigitalLink link;
    try {
      link = Links.parse(target);
    } catch (Problem invalid) {
      throw hinted(invalid, exchange.path());
    }
    if (link.parameter("linkType").filter(String::isBlank).isPresent()) {
      throw Problem.invalidParameter(
          "linkType",
          "is empty: must be a type such as gs1:pip, or linkset; without it the"
              + " default link answers");
    }
    int mark = target.indexOf('?');
    Wishes wishes =
        new Wishes(
            link.parameter("linkType").orElse(null),
            link.parameter("context").orElse(null),
            MediaRanges.parse(exchange.header("Accept").orElse(null)),
            LanguageRanges.parse(exchange.header("Accept-Language").orElse(null)));
    return new Request(
        link.withoutParameters(), mark < 0 ? null : target.substring(mark + 1), wishes, form);
  }

  /** The same problem, and what may have been meant. */
  private static Problem hinted(Problem invalid, String path) {
    return invalid.with(
        LookAlikes.hints(path).stream().map(hint -> new Problem.Fault("path", hint)).toList());
  }

  private Future<Answer> resolve(Request request) {
    Optional<DigitalLink> upper = Spelling.upper(request.link());
    if (upper.isPresent()) {
      return work.run(() -> ofItem(request.of(upper.get())).orElseGet(() -> asSent(request)));
    }
    List<Anchor> walk = Anchor.walk(request.link());
    LinkCache.Found ready = links.ready(request.link(), walk);
    return ready == null
        ? work.run(() -> answer(request, links.load(request.link(), walk)))
        : Future.succeededFuture(answer(request, ready));
  }

  private Answer asSent(Request request) {
    return answer(request, links.load(request.link(), Anchor.walk(request.link())));
  }

  /** The answer, if links are registered on the very item. */
  private Optional<Answer> ofItem(Request request) {
    List<Anchor> walk = Anchor.walk(request.link());
    LinkCache.Found found = links.load(request.link(), walk);
    return switch (found) {
      case LinkCache.Found.Known known when known.tree().levels().getFirst().links() != null ->
          Optional.of(answer(request, found));
      case LinkCache.Found.Known _, LinkCache.Found.Unknown _ -> Optional.empty();
    };
  }

  private Answer answer(Request request, LinkCache.Found found) {
    return switch (found) {
      case LinkCache.Found.Unknown _ ->
          throw new Problem(
              ProblemKind.NOT_FOUND,
              "nothing is known of GTIN " + request.link().key().value() + " here");
      case LinkCache.Found.Known known ->
          answer(
              request,
              new Resolver(scanBase.at("/scan"), LANGUAGES)
                  .resolve(known.tree(), request.wishes(), request.rawQuery()));
    };
  }

  private Answer answer(Request request, Resolution resolution) {
    return switch (resolution) {
      case Resolution.Redirect(String target) ->
          headed(Answer.empty(307).with("Location", target), request);
      case Resolution.Linkset(List<Resolution.LinkContext> contexts) ->
          headed(linkset(200, contexts), request);
      case Resolution.Choices(Resolution.LinkContext candidates) ->
          headed(linkset(300, List.of(candidates)), request);
      case Resolution.NoSuchLink(String type) ->
          throw new Problem(
              ProblemKind.NOT_FOUND,
              "no link of type " + type + " here; ask for linkType=linkset to see all");
    };
  }

  private Answer linkset(int status, List<Resolution.LinkContext> contexts) {
    return Answer.of(status, Wishes.LINKSET, LinksetJson.bytes(contexts, baseUrl))
        .with("Link", JSON_LD_CONTEXT);
  }

  /** What every answer carries: where all links are, and what a compressed link says. */
  private Answer headed(Answer answer, Request request) {
    String plain = baseUrl.at(request.link().path());
    Answer linked =
        answer.with(
            "Link",
            "<" + plain + "?linkType=linkset>; rel=\"linkset\"; type=\"" + Wishes.LINKSET + "\"");
    Answer same =
        switch (request.decompressed()) {
          case PLAIN -> linked;
          case COMPRESSED -> linked.with("Link", "<" + plain + ">; rel=\"owl:sameAs\"");
        };
    return same.with("Vary", VARY).with("Cache-Control", CACHED);
  }

  /** What every answer to a link says, also one that refuses it. */
  static Answer varying(Answer answer, String path) {
    boolean link = path.startsWith("/01/") || COMPRESSED.matcher(path).matches();
    return link ? answer.with("Vary", VARY) : answer;
  }

  private Answer description() {
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(ResolverDescription.of(baseUrl)))
        .with("Cache-Control", "public, max-age=3600");
  }
}
