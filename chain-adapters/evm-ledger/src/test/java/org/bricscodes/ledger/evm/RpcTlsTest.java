package org.bricscodes.ledger.evm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bricscodes.ledger.evm.RpcException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS that fails: before a call went out it took nothing, afterwards it may have. */
final class RpcTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NOISE = "this is no record of TLS at all, and a long one, too\n";

  /** What becomes of one connection. */
  private interface Act {
    void on(Socket connection) throws Exception;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;
  private Path keys;
  private ServerSocket server;
  private HttpClient http;

  /** Set before each test. */
  @SuppressWarnings("NullAway.Init")
  RpcTlsTest() {}

  @BeforeEach
  void start() throws Exception {
    keys = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
                "-dname",
                "CN=node",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    http = HttpClient.newBuilder().sslContext(context()).build();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    threads.shutdownNow();
    http.shutdownNow();
  }

  /** Noise makes the client's TLS itself fail, nothing more a connection that ends. */
  @ParameterizedTest
  @ValueSource(strings = {"", NOISE})
  void connectionCutAfterTheCall_mayHaveTakenIt(String last) {
    serve(
        connection -> {
          readCall(connection);
          connection.getOutputStream().write(last.getBytes(US_ASCII));
        });

    assertThat(kindOfSending(http)).isEqualTo(Kind.LOST);
    assertThat(seen).singleElement().asString().contains("eth_sendRawTransaction");
  }

  @Test
  void handshakeThatFails_tookNothing() {
    serve(
        connection -> {
          connection.getOutputStream().write(NOISE.getBytes(US_ASCII));
          // Closed with its hello unread, the connection would be reset, and the noise lost.
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        });

    assertThat(kindOfSending(http)).isEqualTo(Kind.UNSENT);
    assertThat(seen).isEmpty();
  }

  @Test
  void certificateNobodyVouchesFor_isSentNothing() {
    serve(this::readCall);

    try (HttpClient trustsNobody = HttpClient.newHttpClient()) {
      assertThat(kindOfSending(trustsNobody)).isEqualTo(Kind.UNSENT);
      trustsNobody.shutdownNow();
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void answerUnderTls_isRead() throws Exception {
    serve(connection -> answer(readCall(connection)));

    assertThat(node(http).send(new byte[] {1})).isEqualTo("0x07");
  }

  private void serve(Act act) {
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
              act.on(connection);
            } catch (Exception e) {
              // The client went away, or the test is over.
            }
          }
        });
  }

  /** Shakes hands and reads one whole call. */
  private SSLSocket readCall(Socket connection) throws Exception {
    SSLSocket tls =
        (SSLSocket)
            context()
                .getSocketFactory()
                .createSocket(connection, "127.0.0.1", connection.getPort(), false);
    tls.setUseClientMode(false);
    InputStream in = tls.getInputStream();
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the call ended in its head");
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?is).*content-length: *([0-9]+).*", "$1");
    seen.add(new String(in.readNBytes(Integer.parseInt(length)), UTF_8));
    return tls;
  }

  private void answer(SSLSocket tls) throws IOException {
    String id = seen.getLast().replaceAll(".*\"id\":([0-9]+).*", "$1");
    String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":\"0x07\"}";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    tls.getOutputStream().write(answer.getBytes(US_ASCII));
    tls.getOutputStream().flush();
    tls.close();
  }

  private SSLContext context() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private Node node(HttpClient client) {
    URI address = URI.create("https://127.0.0.1:" + server.getLocalPort());
    return new Node(new RpcEndpoint(address, client, PATIENCE), Deadline.in(PATIENCE));
  }

  private Kind kindOfSending(HttpClient client) {
    try {
      throw new AssertionError("was answered: " + node(client).send(new byte[] {1}));
    } catch (RpcException e) {
      return e.kind();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
