package org.bricscodes.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSourceTest {

  @TempDir Path directory;

  private HttpServer server = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private LogSource http() {
    URI prefix = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log");
    return LogSource.http(prefix, Duration.ofSeconds(5));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 1000, 66_000})
  void audit_ofOurOwnDirectory_isSoundWhileOpenAndAfter(int size) {
    try (TransparencyLog log = Logs.filled(directory, size)) {
      log.publish();
      assertSound(LogSource.directory(directory), size);
    }
    assertSound(LogSource.directory(directory), size);
  }

  private static void assertSound(LogSource source, int size) {
    AuditReport report = LogAudit.of(source, Logs.TRUSTED).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(size);
    assertThat(report.isSound()).isTrue();
  }

  @Test
  void audit_ofOurOwnDirectory_lostTileFile_isMissing() throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 68_000)) {
      log.publish();
    }
    for (String path : List.of("tile/0/003", "tile/entries/003", "tile/1/000")) {
      Path file = directory.resolve(path);
      byte[] content = Files.readAllBytes(file);
      Files.delete(file);

      AuditReport report = LogAudit.of(LogSource.directory(directory), Logs.TRUSTED).run();

      assertThat(report.findings())
          .anySatisfy(
              finding -> {
                assertThat(finding.kind()).isEqualTo(AuditFinding.Kind.MISSING);
                assertThat(finding.where()).isEqualTo(path);
              });
      Files.write(file, content);
    }
  }

  @Test
  void audit_ofStaticCopyOnDisk_findsStalePartialsThatLie() throws IOException {
    try (TransparencyLog log = Logs.filled(directory.resolve("log"), 300)) {
      log.publish();
      for (var body : MapSource.copyOf(log, "tile/0/000.p/9").bodies().entrySet()) {
        Path file = directory.resolve("copy").resolve(body.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, body.getValue());
      }
    }
    LogSource copy = LogSource.directory(directory.resolve("copy"));
    assertSound(copy, 300);

    Files.write(directory.resolve("copy/tile/0/000.p/9"), new byte[9 * 32]);

    assertThat(LogAudit.of(copy, Logs.TRUSTED).run().findings())
        .singleElement()
        .hasToString("tile/0/000.p/9: is not a prefix of its tile");
  }

  @Test
  void audit_overHttp_isSound_alsoWithCompressedBundles() throws IOException {
    try (TransparencyLog log = Logs.filled(directory, 700)) {
      log.publish();
      server.createContext("/log/", exchange -> serve(log, exchange));
      try (LogSource source = http()) {
        assertSound(source, 700);
      }
    }
  }

  private static void serve(TransparencyLog log, HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/log/".length());
    byte[] body = log.resource(path).map(LogResource::bytes).orElse(new byte[0]);
    if (path.startsWith("tile/entries/")) {
      var compressed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(compressed)) {
        gzip.write(body);
      }
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      body = compressed.toByteArray();
    }
    send(exchange, body.length == 0 ? 404 : 200, body);
  }

  @Test
  void http_longBody_serverError_andNotFound_areToldApart() throws IOException {
    server.createContext("/log/long", exchange -> send(exchange, 200, new byte[101]));
    server.createContext("/log/broken", exchange -> send(exchange, 500, new byte[0]));
    try (LogSource source = http()) {
      assertThatThrownBy(() -> source.read("long", 100)).isInstanceOf(IOException.class);
      assertThat(source.read("long", 101)).isPresent();
      assertThatThrownBy(() -> source.read("broken", 100)).hasMessageContaining("status 500");
      assertThat(source.read("absent", 100)).isEmpty();
    }
  }

  @Test
  void http_serverThatStopsMidBody_timesOut() {
    server.createContext(
        "/log/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush(); // and never the rest
        });
    URI prefix = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log/");
    try (LogSource source = LogSource.http(prefix, Duration.ofMillis(200))) {
      assertThatThrownBy(() -> source.read("slow", 2000)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void http_address_mustBeWeb() {
    assertThatThrownBy(() -> LogSource.http(URI.create("file:///etc"), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
