package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Alias;
import org.bricscodes.codes.AliasCode;
import org.bricscodes.codes.AliasPage;
import org.bricscodes.codes.AliasScheme;
import org.bricscodes.codes.AliasTarget;
import org.bricscodes.codes.Aliases;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.resolver.Registered;
import org.bricscodes.resolver.Registrar;
import org.jspecify.annotations.Nullable;

/** {@code /codes/aliases}: codes made elsewhere, and what they stand for. */
final class AliasDoors {

  /** Room for {@link Aliases#MAX_CODES} lines. */
  private static final int MAX_LIST_BYTES = 8 << 20;

  private static final Set<String> FIELDS = Set.of("scheme", "code", "target", "owner");
  private static final String FOREIGN_PRODUCT = "this product is another party's";

  private final Aliases aliases;
  private final LinkRegistry products;
  private final ScanCache scans;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  /**
   * @param products says whose a product is
   */
  AliasDoors(
      Aliases aliases,
      LinkRegistry products,
      ScanCache scans,
      Work work,
      BaseUrl baseUrl,
      Limits limits) {
    this.aliases = aliases;
    this.products = products;
    this.scans = scans;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/codes/aliases", this::find).anyKey(),
        Door.open(HttpMethod.PUT, "/codes/aliases", this::put)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.POST, "/codes/aliases", this::putAll)
            .only(Role.EXPORTER)
            .body(MAX_LIST_BYTES),
        Door.open(HttpMethod.DELETE, "/codes/aliases", this::remove).only(Role.EXPORTER));
  }

  private Future<Answer> find(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("code", "perPage", "cursor"));
    Optional<String> code = query.value("code");
    int perPage = query.number("perPage", 1, 1000).orElse(100);
    return work.run(
        () ->
            code.isPresent()
                ? Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json(aliases.find(code.get()))))
                    .noStore()
                : list(exchange.caller(), query.value("cursor").orElse(null), perPage));
  }

  private Answer list(Caller caller, @Nullable String cursor, int perPage) {
    AliasPage page;
    try {
      page = aliases.page(caller.party(), cursor, perPage);
    } catch (IllegalArgumentException e) {
      throw Problem.invalidParameter("cursor", "must be one this service gave");
    }
    Answer answer = Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json(page.aliases()))).noStore();
    String next = page.next();
    return next == null
        ? answer
        : answer.with(
            "Link",
            "<"
                + baseUrl.at("/codes/aliases?perPage=" + perPage + "&cursor=" + next)
                + ">; rel=\"next\"");
  }

  private Future<Answer> put(Exchange exchange) {
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(FIELDS);
    String scheme = fields.text("scheme", 1, 40).orElse(null);
    String code = fields.text("code", 1, AliasCode.MAX_TEXT).orElse(null);
    String target = fields.optionalText("target", 1, 1000).orElse(null);
    Optional<String> owner = fields.optionalText("owner", 1, Registered.MAX_OWNER);
    fields.check();
    String party = party(exchange.caller(), owner);
    Aliases.Order given =
        given(
            String.valueOf(scheme),
            String.valueOf(code),
            target,
            (field, message) -> fields.fault("/" + field, message));
    fields.check();
    if (given == null) {
      throw new AssertionError("what could not be read has a fault");
    }
    return work.run(
        () -> {
          if (!foreign(Set.of(given.target().gtin()), exchange.caller()).isEmpty()) {
            throw new Problem(ProblemKind.NOT_YOURS, FOREIGN_PRODUCT);
          }
          Aliases.Outcome outcome =
              CodesProblems.translate(
                  () ->
                      owner.isPresent()
                          ? aliases.give(party, given.code(), given.target())
                          : aliases.put(party, given.code(), given.target()));
          scans.changed();
          return switch (outcome) {
            case Aliases.Outcome.Registered(Alias alias) -> answer(201, alias);
            case Aliases.Outcome.Unchanged(Alias alias) -> answer(200, alias);
            case Aliases.Outcome.Taken _ ->
                throw new Problem(ProblemKind.CONFLICT, "another party has registered this code");
          };
        });
  }

  private Future<Answer> putAll(Exchange exchange) {
    return work.run(
        () -> {
          AliasLines list = AliasLines.read(exchange.body(), exchange.header("Content-Type"));
          List<Aliases.Order> orders = new ArrayList<>(list.lines().size());
          List<Integer> numbers = new ArrayList<>(list.lines().size());
          for (AliasLines.Line line : list.lines()) {
            Aliases.Order given =
                given(
                    line.scheme(),
                    line.code(),
                    line.target(),
                    (field, message) -> list.fault(line.number(), field + " " + message));
            if (given != null) {
              orders.add(given);
              numbers.add(line.number());
            }
          }
          refuse(list, orders, numbers, exchange.caller());
          list.check();
          try {
            return putAll(exchange.caller().party(), orders);
          } finally {
            scans.changed(); // also after a failure: some may be registered
          }
        });
  }

  /** Notes the lines whose code or product is another's; one batched read each. */
  private void refuse(
      AliasLines list, List<Aliases.Order> orders, List<Integer> numbers, Caller caller) {
    List<Boolean> taken = aliases.taken(caller.party(), orders);
    Set<Gtin> gtins = new HashSet<>();
    orders.forEach(order -> gtins.add(order.target().gtin()));
    Set<Gtin> foreign = foreign(gtins, caller);
    for (int i = 0; i < orders.size(); i++) {
      if (taken.get(i)) {
        list.fault(numbers.get(i), "another party has registered this code");
      }
      if (foreign.contains(orders.get(i).target().gtin())) {
        list.fault(numbers.get(i), FOREIGN_PRODUCT);
      }
    }
  }

  private Answer putAll(String party, List<Aliases.Order> orders) {
    int registered = 0;
    int unchanged = 0;
    int taken = 0;
    for (Aliases.Outcome outcome : CodesProblems.translate(() -> aliases.putAll(party, orders))) {
      switch (outcome) {
        case Aliases.Outcome.Registered _ -> registered++;
        case Aliases.Outcome.Unchanged _ -> unchanged++;
        case Aliases.Outcome.Taken _ -> taken++;
      }
    }
    ObjectNode document =
        Json.object().put("registered", registered).put("unchanged", unchanged).put("taken", taken);
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }

  private Future<Answer> remove(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(FIELDS);
    List<Problem.Fault> faults = new ArrayList<>();
    Aliases.Order given =
        given(
            query.value("scheme").orElse(""),
            query.value("code").orElse(""),
            query.value("target").orElse(null),
            (field, message) -> faults.add(new Problem.Fault(field, message)));
    if (given == null) {
      throw new Problem(
          ProblemKind.INVALID_PARAMETER,
          faults.getFirst().where() + " " + faults.getFirst().message(),
          faults);
    }
    String party = party(exchange.caller(), query.value("owner"));
    return work.run(
        () -> {
          if (!aliases.remove(party, given.code(), given.target())) {
            throw new Problem(ProblemKind.NOT_FOUND, party + " has registered no such code");
          }
          scans.changed();
          return Answer.empty(204);
        });
  }

  /** For whom something is done: the caller alone, unless an admin says whose it is. */
  private static String party(Caller caller, Optional<String> owner) {
    if (owner.isPresent() && caller.role() != Role.ADMIN) {
      throw new Problem(ProblemKind.NOT_YOURS, "owner is for an admin to say");
    }
    return owner.orElse(caller.party());
  }

  /** By the rule for links: of a product that is another's, nobody else says what it is. */
  private Set<Gtin> foreign(Set<Gtin> gtins, Caller caller) {
    return caller.role() == Role.ADMIN
        ? Set.of()
        : products.refused(gtins, new Registrar(caller.party(), Registrar.Powers.OWN));
  }

  /** Takes note of a fault of a field. */
  private interface Faults {
    void add(String field, String message);
  }

  /** What was given; null if it has faults, which are noted then. */
  private static Aliases.@Nullable Order given(
      String scheme, String text, @Nullable String link, Faults faults) {
    AliasCode code = null;
    AliasTarget target = null;
    try {
      AliasScheme known = new AliasScheme(scheme);
      try {
        code = AliasCode.parse(known, text);
      } catch (IllegalArgumentException e) {
        faults.add("code", String.valueOf(e.getMessage()));
      }
    } catch (IllegalArgumentException e) {
      faults.add("scheme", String.valueOf(e.getMessage()));
    }
    try {
      target = target(code, link);
    } catch (IllegalArgumentException e) {
      faults.add("target", String.valueOf(e.getMessage()));
    }
    return code == null || target == null ? null : new Aliases.Order(code, target);
  }

  /** The target; a code that names an item needs none, but may say of which lot it is. */
  private static @Nullable AliasTarget target(@Nullable AliasCode code, @Nullable String link) {
    AliasTarget given = link == null ? null : AliasTarget.parse(link);
    if (code == null) {
      return given;
    }
    Optional<AliasTarget> itself = code.item();
    if (itself.isEmpty()) {
      if (given == null) {
        throw new IllegalArgumentException("is missing; give a link to a product, lot or item");
      }
      return given;
    }
    AliasTarget item = itself.get();
    if (given != null
        && (!given.gtin().equals(item.gtin())
            || !(given.serial() == null || given.serial().equals(item.serial())))) {
      throw new IllegalArgumentException("is another item than the code names");
    }
    return given == null
        ? item
        : new AliasTarget(
            item.gtin(), given.lot() == null ? item.lot() : given.lot(), item.serial());
  }

  private static Answer answer(int status, Alias alias) {
    return Answer.of(status, Json.MEDIA_TYPE, Json.bytes(json(alias))).noStore();
  }

  private static ObjectNode json(List<Alias> found) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("aliases");
    found.forEach(alias -> list.add(json(alias)));
    return document;
  }

  private static JsonNode json(Alias alias) {
    return Json.object()
        .put("scheme", alias.code().scheme().name())
        .put("code", alias.code().text())
        .put("target", alias.target().link())
        .put("gtin", alias.target().gtin().digits())
        .put("owner", alias.owner())
        .put("registered", alias.registered().toString());
  }
}
