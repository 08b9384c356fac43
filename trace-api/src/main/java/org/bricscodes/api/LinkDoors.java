package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.AnchorLinks;
import org.bricscodes.resolver.Change;
import org.bricscodes.resolver.LinkPage;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.resolver.Precondition;
import org.bricscodes.resolver.Registered;
import org.bricscodes.resolver.Registrar;
import org.jspecify.annotations.Nullable;

/**
 * {@code /links}: what a brand's codes lead to, one document for each product, lot or item. A
 * product is its first registrant's, or of those who issued its codes; an admin may change all.
 */
final class LinkDoors {

  private static final HexFormat HEX = HexFormat.of();

  private final LinkRegistry registry;
  private final LinkExport export;
  private final BaseUrl baseUrl;
  private final Work work;
  private final Limits limits;

  LinkDoors(LinkRegistry registry, LinkExport export, BaseUrl baseUrl, Work work, Limits limits) {
    this.registry = registry;
    this.export = export;
    this.baseUrl = baseUrl;
    this.work = work;
    this.limits = limits;
  }

  List<Door> doors() {
    String anchor = "/links/01/{+link}";
    return List.of(
        Door.open(HttpMethod.GET, "/links", this::list).only(Role.EXPORTER),
        Door.open(HttpMethod.GET, "/links.ndjson", this::all).only(Role.EXPORTER, Role.AUDITOR),
        Door.open(HttpMethod.POST, "/links/import", this::bulk)
            .only(Role.EXPORTER)
            .body(limits.maxCaptureBytes()),
        Door.open(HttpMethod.GET, anchor, this::show).only(Role.EXPORTER, Role.AUDITOR),
        Door.open(HttpMethod.PUT, anchor, this::put)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.DELETE, anchor, this::remove).only(Role.EXPORTER));
  }

  private Future<Answer> show(Exchange exchange) {
    Anchor anchor = anchor(exchange);
    return work.run(
        () -> {
          Registered found = registry.get(anchor);
          if (found == null) {
            throw absent();
          }
          boolean own = exchange.caller().party().equals(registry.owner(anchor.gtin()));
          if (exchange.caller().role() == Role.EXPORTER && !own) {
            throw notYours();
          }
          return answer(200, found);
        });
  }

  private Future<Answer> put(Exchange exchange) {
    MediaTypes.requireJson(exchange);
    Anchor anchor = anchor(exchange);
    Precondition condition = condition(exchange);
    List<Problem.Fault> faults = new ArrayList<>();
    AnchorLinks links = LinkBody.read(anchor, Json.read(exchange.body()), baseUrl, faults);
    if (!faults.isEmpty()) {
      Problem.Fault first = faults.getFirst();
      throw new Problem(ProblemKind.INVALID_BODY, first.where() + ": " + first.message(), faults);
    }
    return work.run(
        () ->
            switch (registry.put(links, registrar(exchange.caller()), condition)) {
              case Change.Created(Registered now) ->
                  answer(201, now).with("Location", baseUrl.at("/links" + anchor.path()));
              case Change.Replaced(Registered now) -> answer(200, now);
              case Change.Unchanged(Registered now) -> answer(200, now);
              case Change.NotYours _ -> throw notYours();
              case Change.Stale _ -> throw stale();
              case Change.Removed _, Change.Absent _ ->
                  throw new IllegalStateException("nothing was to be removed");
            });
  }

  private Future<Answer> remove(Exchange exchange) {
    Anchor anchor = anchor(exchange);
    Precondition condition = condition(exchange);
    return work.run(
        () ->
            switch (registry.remove(anchor, registrar(exchange.caller()), condition)) {
              case Change.Removed _ -> Answer.empty(204);
              case Change.Absent _ -> throw absent();
              case Change.NotYours _ -> throw notYours();
              case Change.Stale _ -> throw stale();
              case Change.Created _, Change.Replaced _, Change.Unchanged _ ->
                  throw new IllegalStateException("nothing was to be written");
            });
  }

  private Future<Answer> list(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("perPage", "cursor"));
    int perPage = query.number("perPage", 1, LinkRegistry.MAX_BATCH).orElse(100);
    byte[] after = query.value("cursor").map(LinkDoors::cursor).orElse(null);
    return work.run(
        () -> {
          LinkPage page = registry.page(exchange.caller().party(), after, perPage);
          ObjectNode document = Json.object();
          ArrayNode list = document.putArray("links");
          page.registered().forEach(registered -> list.add(LinkBody.listed(registered)));
          Answer answer = Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
          byte[] next = page.next();
          return next == null
              ? answer
              : answer.with(
                  "Link",
                  "<"
                      + baseUrl.at("/links?perPage=" + perPage + "&cursor=" + text(next))
                      + ">; rel=\"next\"");
        });
  }

  /** A follower that has it all asks again at no cost. */
  private Future<Answer> all(Exchange exchange) {
    Caller caller = exchange.caller();
    String tag = export.tag(caller);
    if (EntityTags.anyIs(exchange.headers("If-None-Match"), tag, true)) {
      return Future.succeededFuture(Answer.empty(304).with("ETag", EntityTags.quoted(tag)));
    }
    String party = caller.role() == Role.EXPORTER ? caller.party() : null;
    return Future.succeededFuture(
        Answer.streamed("application/x-ndjson", new Pieces(work, export.pieces(party)))
            .with("ETag", EntityTags.quoted(tag))
            .with("Trace-Links-Of", party == null ? "everybody" : "caller")
            .with("Content-Disposition", "attachment; filename=\"links.ndjson\"")
            .noStore());
  }

  private Future<Answer> bulk(Exchange exchange) {
    Caller caller = exchange.caller();
    return work.run(
        () -> {
          List<LinkLines.Line> lines = LinkLines.read(exchange.body(), baseUrl);
          Map<Registrar, List<LinkLines.Line>> byRegistrar = new LinkedHashMap<>();
          for (LinkLines.Line line : lines) {
            byRegistrar
                .computeIfAbsent(registrar(caller, line.owner()), r -> new ArrayList<>())
                .add(line);
          }
          refuseForeign(byRegistrar);
          Tally tally = new Tally();
          byRegistrar.forEach((by, some) -> register(by, some, tally));
          return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(tally.json(lines.size()))).noStore();
        });
  }

  private void refuseForeign(Map<Registrar, List<LinkLines.Line>> byRegistrar) {
    List<Problem.Fault> faults = new ArrayList<>();
    byRegistrar.forEach(
        (by, lines) -> {
          Set<Gtin> gtins = new HashSet<>();
          lines.forEach(line -> gtins.add(line.links().anchor().gtin()));
          Set<Gtin> refused = registry.refused(gtins, by);
          for (LinkLines.Line line : lines) {
            if (refused.contains(line.links().anchor().gtin())) {
              faults.add(
                  new Problem.Fault(
                      "line " + line.number() + " /anchor", "this product is another party's"));
            }
          }
        });
    if (!faults.isEmpty()) {
      throw new Problem(ProblemKind.NOT_YOURS, "nothing was registered", faults);
    }
  }

  private void register(Registrar by, List<LinkLines.Line> lines, Tally tally) {
    for (int from = 0; from < lines.size(); from += LinkRegistry.MAX_BATCH) {
      List<LinkRegistry.Order> orders =
          lines.subList(from, Math.min(from + LinkRegistry.MAX_BATCH, lines.size())).stream()
              .map(line -> new LinkRegistry.Order(line.links(), new Precondition.None()))
              .toList();
      registry.putAll(orders, by).forEach(tally::count);
    }
  }

  /** What became of the lines of an upload. */
  private static final class Tally {
    private int created;
    private int replaced;
    private int unchanged;

    void count(Change change) {
      switch (change) {
        case Change.Created _ -> created++;
        case Change.Replaced _ -> replaced++;
        case Change.Unchanged _ -> unchanged++;
        case Change.NotYours _ -> throw notYours(); // it became so a moment ago
        case Change.Removed _, Change.Absent _, Change.Stale _ ->
            throw new IllegalStateException("an upload has no conditions");
      }
    }

    ObjectNode json(int lines) {
      return Json.object()
          .put("lines", lines)
          .put("created", created)
          .put("replaced", replaced)
          .put("unchanged", unchanged);
    }
  }

  private static Anchor anchor(Exchange exchange) {
    return Anchor.of(Links.parse("/01/" + exchange.raw("link")))
        .orElseThrow(() -> new Problem(ProblemKind.INVALID_LINK, Anchor.SHAPES));
  }

  private static Registrar registrar(Caller caller) {
    return registrar(caller, null);
  }

  /** What an admin says of an owner counts; a party speaks for itself alone. */
  private static Registrar registrar(Caller caller, @Nullable String owner) {
    if (caller.role() != Role.ADMIN) {
      return new Registrar(caller.party(), Registrar.Powers.OWN);
    }
    return owner == null
        ? new Registrar(caller.party(), Registrar.Powers.ANY)
        : new Registrar(owner, Registrar.Powers.GIVE);
  }

  /**
   * {@code If-Match}, with tags or {@code *}, and {@code If-None-Match}, with {@code *} (RFC 9110
   * §13.1).
   */
  private static Precondition condition(Exchange exchange) {
    List<String> match = exchange.headers("If-Match");
    if (!match.isEmpty()) {
      return EntityTags.list(match, "If-Match")
          .<Precondition>map(tags -> new Precondition.OneOf(revisions(tags)))
          .orElseGet(Precondition.Present::new);
    }
    Optional<String> noneMatch = exchange.header("If-None-Match");
    if (noneMatch.isEmpty()) {
      return new Precondition.None();
    }
    if (!noneMatch.get().strip().equals("*")) {
      throw Problem.invalidParameter("If-None-Match", "must be * when something is set");
    }
    return new Precondition.Absent();
  }

  /** Those of the tags that could be ours; none: nothing that stands there can match. */
  private static Set<Long> revisions(Set<String> tags) {
    return tags.stream()
        .filter(tag -> tag.matches("[0-9a-f]{16}"))
        .map(HexFormat::fromHexDigitsToLong)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Answer answer(int status, Registered registered) {
    return Answer.of(status, Json.MEDIA_TYPE, Json.bytes(LinkBody.listed(registered)))
        .with("ETag", "\"" + HEX.toHexDigits(registered.revision()) + "\"")
        .noStore();
  }

  private static String text(byte[] cursor) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  private static byte[] cursor(String text) {
    try {
      byte[] cursor = Base64.getUrlDecoder().decode(text);
      if (cursor.length > 0 && cursor.length <= 256) {
        return cursor;
      }
    } catch (IllegalArgumentException _) {
      // answered below
    }
    throw Problem.invalidParameter("cursor", "must be one this service gave");
  }

  private static Problem absent() {
    return new Problem(ProblemKind.NOT_FOUND, "no links are registered on exactly this");
  }

  private static Problem notYours() {
    return new Problem(ProblemKind.NOT_YOURS, "this product is another party's");
  }

  private static Problem stale() {
    return new Problem(
        ProblemKind.PRECONDITION_FAILED, "read it again, and set it with the ETag it has then");
  }
}
