package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests that no HTTP client would send: the target goes out exactly as it is given. */
final class RawHttp {

  private RawHttp() {}

  /** The status of a GET of {@code target}. */
  static int status(URI server, String target) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(30_000);
      String request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: id.other-brand.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      byte[] head = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(head, 9, 3, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(target, e);
    }
  }
}
