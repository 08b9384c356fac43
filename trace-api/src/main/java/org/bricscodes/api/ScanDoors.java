package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.scans.Channel;
import org.bricscodes.scans.ScanSubject;
import org.jspecify.annotations.Nullable;

/** {@code /scan/01/…}: what people see of one code, as a page or as JSON. */
final class ScanDoors {

  private static final List<String> REPRESENTATIONS = List.of("text/html", "application/json");

  private final ProvenanceReader provenance;
  private final ShownLog log;
  private final Scans scans;
  private final ScanPage page;
  private final ScanJson json;
  private final ScanCache cache;
  private final Work work;

  ScanDoors(
      ProvenanceReader provenance,
      ShownLog log,
      Scans scans,
      ScanPage page,
      ScanJson json,
      ScanCache cache,
      Work work) {
    this.provenance = provenance;
    this.log = log;
    this.scans = scans;
    this.page = page;
    this.json = json;
    this.cache = cache;
    this.work = work;
  }

  List<Door> doors() {
    Answer offline =
        Answer.of(200, "text/javascript; charset=utf-8", Resources.bytes("offline.js"))
            .with("Content-Security-Policy", "default-src 'none'; connect-src 'self'")
            .with("Cache-Control", "no-cache");
    return List.of(
        Door.open(HttpMethod.GET, "/scan/offline.js", exchange -> Future.succeededFuture(offline)),
        Door.open(HttpMethod.GET, "/scan/01/{+link}", this::scan));
  }

  private Future<Answer> scan(Exchange exchange) {
    String accept = exchange.header("Accept").orElse("*/*");
    boolean html = MediaTypes.choose(accept, REPRESENTATIONS).equals("text/html");
    String path = "/01/" + exchange.raw("link");
    Optional<Onlooker> onlooker = scans.onlookers().of(exchange);
    Reader reader = html ? reader(exchange) : Reader.ENGLISH;
    boolean small = html && Gzipped.isWanted(exchange.header("Accept-Encoding").orElse(""));
    // What a person is told counts her own look; what a program is told does not.
    String key =
        (html ? "h" + (small ? "z" : "-") + reader.language().tag() : "j")
            + (onlooker.isPresent() ? "p" : "-")
            + path
            + exchange.rawQuery().map(raw -> "?" + raw).orElse("");
    if (onlooker.isEmpty() || scans.onlookers().wasHere(onlooker.get(), path)) {
      Optional<Answer> ready = cache.find(key);
      if (ready.isPresent()) {
        return Future.succeededFuture(ready.get());
      }
    }
    DigitalLink asked;
    try {
      asked = Links.parse(path + exchange.rawQuery().map(raw -> "?" + raw).orElse(""));
    } catch (Problem malformed) {
      if (html) {
        return Future.succeededFuture(sent(page.malformed(path, reader, malformed), small));
      }
      throw malformed.with("verdict", "malformed");
    }
    Optional<Onlooker> anyone = scans.onlookers().anyone(exchange);
    Channel channel = html ? Channel.PAGE : Channel.JSON;
    Future<Answer> made =
        work.run(
            () -> {
              ScanCache.Version version = cache.version();
              Provenance found = of(asked);
              DigitalLink link = Spelling.issued(asked, found);
              ScanCache.Marked marked = marked(link);
              Scans.Looking looking =
                  onlooker
                      .map(who -> new Scans.Looking(who, scans.onlookers().arrives(who, path)))
                      .orElse(null);
              Scans.Sighting sighting = sighting(link, found, looking, channel);
              if (looking == null) {
                scans.attempt(link, found, anyone.orElse(null), channel);
              }
              Vouchers vouchers = Vouchers.of(log, found.trace());
              Answer answer =
                  sent(
                      html
                          ? page.answer(link, reader, found, sighting, vouchers)
                          : json.answer(link, found, sighting, vouchers),
                      small);
              cache.keep(key, version, ScanCache.Basis.of(found), marked, answer);
              return answer;
            });
    return html ? made.recover(failure -> later(path, reader, small, failure)) : made;
  }

  /** A fault that is not the asker's is told as a page, which says nothing of the code. */
  private Future<Answer> later(String path, Reader reader, boolean small, Throwable failure) {
    Problem problem = Front.problem(failure);
    int status = problem.kind().status();
    return status < 500
        ? Future.failedFuture(problem)
        : Future.succeededFuture(sent(page.later(path, reader, status), small).noStore());
  }

  private Reader reader(Exchange exchange) {
    return Reader.of(
        exchange.rawQuery(),
        exchange.header("Accept-Language"),
        scans.onlookers().country(exchange));
  }

  private ScanCache.@Nullable Marked marked(DigitalLink link) {
    return link.serial()
        .filter(serial -> serial.length() <= ScanSubject.MAX_SERIAL)
        .map(serial -> new ScanSubject(link.gtin().orElseThrow(), serial))
        .map(subject -> new ScanCache.Marked(subject, scans.marks().of(subject)))
        .orElse(null);
  }

  private Scans.@Nullable Sighting sighting(
      DigitalLink link, Provenance found, Scans.@Nullable Looking looking, Channel channel) {
    String serial = link.serial().orElse(null);
    return serial == null
        ? null
        : scans.see(link.gtin().orElseThrow(), serial, found, looking, channel);
  }

  private Provenance of(DigitalLink link) {
    return provenance.of(
        link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElse(null));
  }

  private static Answer sent(Answer answer, boolean small) {
    Answer headed =
        answer
            .with("Vary", "Accept, Accept-Language, Accept-Encoding")
            .with("Cache-Control", "no-cache");
    return small ? Gzipped.of(headed) : headed;
  }
}
