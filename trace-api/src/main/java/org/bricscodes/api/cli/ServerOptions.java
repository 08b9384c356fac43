package org.bricscodes.api.cli;

import java.nio.file.Path;
import org.bricscodes.api.Config;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that starts the service. */
final class ServerOptions {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 picks a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0 for every network. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "How clients reach the service, such as https://trace.example; printed in links and"
              + " codes. Default: http://HOST:PORT.")
  private @Nullable String baseUrl;

  /**
   * @param adminKey from the environment, or null
   */
  Config config(Path data, @Nullable String adminKey) {
    try {
      String base = baseUrl == null ? null : baseUrl.replaceAll("/+$", "");
      String key = adminKey == null || adminKey.isBlank() ? null : adminKey.strip();
      return new Config(host, port, data, base, key);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }
}
