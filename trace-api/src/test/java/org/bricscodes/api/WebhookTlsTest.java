package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bricscodes.gs1.CompanyPrefixes;
import org.bricscodes.query.DeliveryForm;
import org.bricscodes.query.DeliveryOutcome;
import org.bricscodes.query.Parcel;
import org.bricscodes.query.Subscription;
import org.bricscodes.query.Trigger;
import org.bricscodes.query.Visibility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection goes to the address that was judged, and the certificate is that of the name. */
final class WebhookTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<String> hosts = new ArrayList<>();
  private Path keys;
  private HttpsServer server;

  @SuppressWarnings("NullAway.Init") // set before each test
  WebhookTlsTest() {}

  @BeforeEach
  void start() throws IOException, InterruptedException, GeneralSecurityException {
    keys = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=subscriber",
            "-ext",
            "san=dns:subscriber.example",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys.toString(),
            "-storepass",
            new String(PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.close().await();
  }

  @Test
  void name_isThatOfTheCertificate_addressThatWhichWasJudged() throws Exception {
    HttpClientOptions trusting =
        new HttpClientOptions()
            .setTrustOptions(
                new PfxOptions().setPath(keys.toString()).setPassword(new String(PASSWORD)));

    try (Webhooks webhooks = webhooks(trusting)) {
      assertThat(deliver(webhooks, "subscriber.example"))
          .isEqualTo(new DeliveryOutcome.Delivered());
      assertThat(hosts).containsExactly("subscriber.example:" + server.getAddress().getPort());
      assertThat(deliver(webhooks, "impostor.example"))
          .isEqualTo(new DeliveryOutcome.Failed(0, "its certificate, or TLS, is not good"));
    }
    assertThat(hosts).hasSize(1);
  }

  @Test
  void certificateNobodyVouchesFor_isNotTrusted() throws Exception {
    try (Webhooks webhooks = webhooks(new HttpClientOptions())) {
      assertThat(deliver(webhooks, "subscriber.example"))
          .isEqualTo(new DeliveryOutcome.Failed(0, "its certificate, or TLS, is not good"));
    }
    assertThat(hosts).isEmpty();
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private Webhooks webhooks(HttpClientOptions options) {
    return new Webhooks(
        vertx,
        options,
        new Destinations(Subscribers.ANYWHERE, host -> List.of(InetAddress.getLoopbackAddress())),
        new DeliveryDocuments(
            new EpcisForms(CompanyPrefixes.none()),
            new ProblemDocument(new BaseUrl("https://trace.example"), Limits.STANDARD),
            InstantSource.system()),
        subscription -> true);
  }

  private DeliveryOutcome deliver(Webhooks webhooks, String host) throws Exception {
    Instant now = Instant.parse("2026-05-04T00:00:00Z");
    Subscription subscription =
        new Subscription(
            "df5a33e3-5aa3-4403-ae01-99b83234e27b",
            "all",
            "tea",
            Visibility.everyone(),
            URI.create("https://" + host + ":" + server.getAddress().getPort() + "/in"),
            null,
            DeliveryForm.DEFAULT,
            new Trigger.Stream(),
            now,
            now,
            now);
    return webhooks
        .to(subscription)
        .deliver(new Parcel.Results("all", subscription.id(), List.of()))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }
}
