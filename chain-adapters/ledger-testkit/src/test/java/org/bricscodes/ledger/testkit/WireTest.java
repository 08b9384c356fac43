package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WireTest {

  private final List<String> received = new CopyOnWriteArrayList<>();
  private ServerSocket node;
  private Wire wire;

  @SuppressWarnings("NullAway.Init") // set before each test
  WireTest() {}

  @BeforeEach
  void start() throws IOException {
    node = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(this::echo);
    wire = Wire.to("127.0.0.1", node.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
    node.close();
  }

  @Test
  void wire_carrying_bringsBothWaysAndKeepsWhatWasSent() throws IOException {
    try (Socket adapter = connect()) {
      assertThat(ask(adapter, "ping")).isEqualTo("ping");
    }

    assertThat(new String(wire.sent(), StandardCharsets.UTF_8)).isEqualTo("ping");
  }

  @Test
  void wire_losingAnswers_leavesTheAdapterWithoutOne() throws IOException {
    wire.mode(Wire.Mode.LOSE_ANSWERS);
    try (Socket adapter = connect()) {
      assertThatThrownBy(() -> ask(adapter, "lost")).isInstanceOf(SocketTimeoutException.class);
    }

    assertThat(received).containsExactly("lost");
  }

  @Test
  void wire_losingRequests_leavesTheNodeWithoutThem() throws IOException {
    wire.mode(Wire.Mode.LOSE_REQUESTS);
    try (Socket adapter = connect()) {
      assertThatThrownBy(() -> ask(adapter, "lost")).isInstanceOf(SocketTimeoutException.class);
    }
    wire.mend();
    try (Socket adapter = connect()) {
      assertThat(ask(adapter, "again")).isEqualTo("again");
    }

    assertThat(received).containsExactly("again");
  }

  @Test
  void wire_cut_endsConnectionsAndTakesNone() throws IOException {
    try (Socket adapter = connect()) {
      assertThat(ask(adapter, "ping")).isEqualTo("ping");
      wire.mode(Wire.Mode.CUT);

      assertThat(ended(adapter)).isTrue();
    }
    try (Socket adapter = connect()) {
      assertThat(ended(adapter)).isTrue();
    }
  }

  private void echo() {
    while (!node.isClosed()) {
      try {
        Socket socket = node.accept();
        var _ = Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void echo(Socket socket) {
    byte[] buffer = new byte[100];
    try (socket) {
      for (int n = socket.getInputStream().read(buffer);
          n > 0;
          n = socket.getInputStream().read(buffer)) {
        received.add(new String(buffer, 0, n, StandardCharsets.UTF_8));
        socket.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException e) {
      // ended by the other side
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
    socket.setSoTimeout(700);
    return socket;
  }

  private static String ask(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    byte[] answer = new byte[text.length()];
    int n = socket.getInputStream().readNBytes(answer, 0, answer.length);
    return new String(answer, 0, n, StandardCharsets.UTF_8);
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return !(e instanceof SocketTimeoutException);
    }
  }
}
