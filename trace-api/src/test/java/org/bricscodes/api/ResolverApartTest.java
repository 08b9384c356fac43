package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.api.LinkFollower.Emptied.FOLLOWS;
import static org.bricscodes.api.LinkFollower.Emptied.KEEPS;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.AnchorLinks;
import org.bricscodes.resolver.Issuers;
import org.bricscodes.resolver.Link;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.resolver.LinkType;
import org.bricscodes.resolver.Precondition;
import org.bricscodes.resolver.Registrar;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace serve --only resolver}. */
final class ResolverApartTest {

  private static final String PRODUCT = "/01/09521222000018";
  private static final String KEY = "admin-key-of-this-resolver";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  ResolverApartTest() {}

  @Test
  void resolver_answersFromItsOwnLinks_andOpensNothingElse() throws Exception {
    ResolverSettings settings =
        new ResolverSettings("https://trace.example", null, null, Duration.ofSeconds(30), false);
    try (ResolverServer resolver = start(settings)) {
      TraceClient admin = TraceClient.of(resolver.address(), KEY);
      assertThat(get(resolver, PRODUCT).statusCode()).isEqualTo(404);

      admin.links().importLines(line(PRODUCT + "/10/L", "https://b.example/"));

      assertThat(location(resolver, PRODUCT + "/10/L/21/S?a=b"))
          .isEqualTo("https://trace.example/scan" + PRODUCT + "/10/L/21/S?a=b");
      assertThat(location(resolver, PRODUCT + "/10/L?linkType=gs1:pip"))
          .isEqualTo("https://b.example/?linkType=gs1:pip");
      assertThat(get(resolver, "/ready").statusCode()).isEqualTo(200);
      assertThat(get(resolver, "/epcis/events").statusCode()).isEqualTo(404);
      assertThat(get(resolver, "/scan" + PRODUCT).statusCode()).isEqualTo(404);
    }
    try (var files = Files.list(folder.resolve("apart"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("store");
    }
  }

  @Test
  void follower_takesOverWhatChanges_andRemovesWhatIsGone() throws Exception {
    try (RunningServer main = RunningServer.in(folder.resolve("main"))) {
      String auditor = main.key("https://id.gs1.org/417/9521777000006", "auditor");
      TraceClient brand =
          TraceClient.of(
              main.server().address(),
              main.key("https://id.gs1.org/417/9521222000001", "exporter"));
      brand
          .links()
          .importLines(
              line(PRODUCT, "https://b.example/1")
                  + "\n"
                  + line(PRODUCT + "/21/S", "https://b.example/s"));
      LinkRegistry copy =
          new LinkRegistry(
              new InMemoryStore(LinkRegistry.tables()), new SecureRandom(), Issuers.NONE);
      try (LinkFollower follower = follower(main.server().address(), auditor, copy, KEEPS)) {

        assertThat(follower.look()).isTrue();
        assertThat(follower.look()).isFalse();
        assertThat(owner(copy, PRODUCT)).isEqualTo("https://id.gs1.org/417/9521222000001");
        assertThat(owner(copy, PRODUCT + "/21/S"))
            .isEqualTo("https://id.gs1.org/417/9521222000001");

        brand.links().remove(PRODUCT + "/21/S");
        brand.links().importLines(line(PRODUCT, "https://b.example/2"));

        assertThat(follower.look()).isTrue();
        assertThat(owner(copy, PRODUCT + "/21/S")).isEmpty();
        assertThat(copy.find(List.of(anchor(PRODUCT))).links().toString())
            .contains("https://b.example/2");
        assertThat(folder.resolve("followed.ndjson")).doesNotExist();
      }
    }
  }

  @Test
  void follower_withAnExportersKey_refuses_andKeepsTheLinksOfOthers() throws Exception {
    try (RunningServer main = RunningServer.in(folder.resolve("main"))) {
      String brand = main.key("https://id.gs1.org/417/9521222000001", "exporter");
      TraceClient.of(main.server().address(), brand)
          .links()
          .importLines(line(PRODUCT, "https://b.example/1"));
      LinkRegistry copy = copyOf("https://other.example", "/01/09521222000025");
      try (LinkFollower follower = follower(main.server().address(), brand, copy, FOLLOWS)) {

        assertThatThrownBy(follower::look).hasMessageEndingWith("give an auditor's");
        assertThat(owner(copy, "/01/09521222000025")).isEqualTo("https://other.example");
      }
    }
  }

  @Test
  void follower_ofAnEmptiedService_keepsItsCopy_unlessToldOtherwise() throws Exception {
    try (RunningServer main = RunningServer.in(folder.resolve("main"))) {
      String auditor = main.key("https://id.gs1.org/417/9521777000006", "auditor");
      LinkRegistry copy = copyOf("https://b.example", PRODUCT);
      try (LinkFollower follower = follower(main.server().address(), auditor, copy, KEEPS)) {
        assertThatThrownBy(follower::look).hasMessageEndingWith("--follow-empty takes that over");
        assertThat(owner(copy, PRODUCT)).isEqualTo("https://b.example");
      }
      try (LinkFollower follower = follower(main.server().address(), auditor, copy, FOLLOWS)) {
        assertThat(follower.look()).isTrue();
        assertThat(owner(copy, PRODUCT)).isEmpty();
      }
    }
  }

  @Test
  void lineThatTodaysRulesRefuse_staysAsItWasCopied_andStopsNoOther() throws Exception {
    LinkRegistry copy = copyOf("https://b.example", PRODUCT + "/10/L", PRODUCT + "/10/M");
    try (Exporter source =
        new Exporter(
            owned(PRODUCT, "https://b.example/"),
            owned(PRODUCT + "/10/L", "gopher://b.example/"),
            owned(PRODUCT + "/21/S", "https://b.example/s"))) {
      try (LinkFollower follower = follower(source.address(), KEY, copy, KEEPS)) {
        assertThat(follower.look()).isTrue();
      }
    }
    assertThat(owner(copy, PRODUCT)).isEqualTo("https://b.example");
    assertThat(owner(copy, PRODUCT + "/10/L")).isEqualTo("https://b.example");
    assertThat(owner(copy, PRODUCT + "/10/M")).isEmpty();
    assertThat(owner(copy, PRODUCT + "/21/S")).isEqualTo("https://b.example");
  }

  @Test
  void lineThatSaysNotWhereItBelongs_orStandsOutOfOrder_removesNothing() throws Exception {
    LinkRegistry copy = copyOf("https://b.example", PRODUCT + "/10/L");
    try (Exporter source =
            new Exporter(owned(PRODUCT, "https://b.example/"), "{\"anchor\":\"/01/1\"}");
        LinkFollower follower = follower(source.address(), KEY, copy, KEEPS)) {
      assertThat(follower.look()).isTrue();
    }
    try (Exporter source =
            new Exporter(
                owned(PRODUCT + "/21/S", "https://b.example/"),
                owned(PRODUCT, "https://b.example/"));
        LinkFollower follower = follower(source.address(), KEY, copy, KEEPS)) {
      assertThatThrownBy(follower::look).hasMessage("line 2 is out of order");
    }
    assertThat(owner(copy, PRODUCT + "/10/L")).isEqualTo("https://b.example");
  }

  @Test
  void followingResolver_knowsWhatItsServiceKnows_andAnswersWithoutIt() throws Exception {
    RunningServer main = RunningServer.in(folder.resolve("main"));
    String auditor = main.key("https://id.gs1.org/417/9521777000006", "auditor");
    main.post(
        RunningServer.ADMIN_KEY,
        "/codes/batches",
        "{\"gtin\":\"09521222000018\",\"lot\":\"L\",\"quantity\":1}");
    URI upstream = main.server().address();
    ResolverSettings settings =
        new ResolverSettings(upstream.toString(), upstream, auditor, Duration.ofSeconds(1), false);
    try (ResolverServer resolver = start(settings)) {
      assertThat(location(resolver, PRODUCT + "/21/S"))
          .isEqualTo(upstream + "/scan" + PRODUCT + "/21/S");
      assertThat(get(resolver, "/01/09521222000025").statusCode()).isEqualTo(404);

      main.close();

      assertThat(location(resolver, PRODUCT + "/21/T"))
          .isEqualTo(upstream + "/scan" + PRODUCT + "/21/T");
      assertThat(location(resolver, "/01/09521222000032"))
          .isEqualTo(upstream + "/scan/01/09521222000032");
    }
  }

  /** A service that exports these lines to whoever asks. */
  private static final class Exporter implements AutoCloseable {
    private final HttpServer server;

    Exporter(String... lines) throws IOException {
      byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/links.ndjson",
          exchange -> {
            exchange.getResponseHeaders().set("Trace-Links-Of", "everybody");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private LinkFollower follower(
      URI source, String key, LinkRegistry copy, LinkFollower.Emptied emptied) {
    return new LinkFollower(
        TraceClient.of(source, key).links(),
        copy,
        folder,
        emptied,
        Executors.newSingleThreadScheduledExecutor());
  }

  private static LinkRegistry copyOf(String owner, String... paths) {
    LinkRegistry copy =
        new LinkRegistry(
            new InMemoryStore(LinkRegistry.tables()), new SecureRandom(), Issuers.NONE);
    Link link = Link.of(LinkType.PIP, "https://b.example/old", "Tea", null);
    for (String path : paths) {
      copy.put(
          new AnchorLinks(anchor(path), "Tea", null, List.of(), List.of(link)),
          new Registrar(owner, Registrar.Powers.GIVE),
          new Precondition.None());
    }
    return copy;
  }

  private static String owned(String anchor, String href) {
    return line(anchor, href).replace("{\"anchor\"", "{\"owner\":\"https://b.example\",\"anchor\"");
  }

  private ResolverServer start(ResolverSettings settings) {
    Config config = Config.local(folder.resolve("apart")).withAdminKey(KEY);
    return ResolverServer.start(config, settings, Clock.systemUTC(), new SecureRandom());
  }

  private static String line(String anchor, String href) {
    return "{\"anchor\":\"%s\",\"itemDescription\":\"Tea\",\"links\":[{\"linkType\":\"gs1:pip\",\"href\":\"%s\"}]}"
        .formatted(anchor, href);
  }

  private static Anchor anchor(String path) {
    return Anchor.of(Links.parse(path)).orElseThrow();
  }

  private static String owner(LinkRegistry registry, String path) {
    var registered = registry.get(anchor(path));
    return registered == null ? "" : registered.owner();
  }

  private static String location(ResolverServer resolver, String path)
      throws IOException, InterruptedException {
    return get(resolver, path).headers().firstValue("Location").orElse("");
  }

  private static HttpResponse<String> get(ResolverServer resolver, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(resolver.address() + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
