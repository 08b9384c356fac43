package org.bricscodes.api.cli;

import java.net.URI;
import org.bricscodes.api.client.TraceClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach a running service. */
final class RemoteOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Address of the service. Default: ${DEFAULT-VALUE}.")
  private String url = "http://127.0.0.1:8080";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "API key; better kept in the environment, as TRACE_KEY.")
  private @Nullable String key;

  TraceClient client() {
    return client(url, key);
  }

  /**
   * @param key null: that of the environment
   */
  static TraceClient client(String url, @Nullable String key) {
    String bearer = key == null ? System.getenv("TRACE_KEY") : key;
    if (bearer == null) {
      throw new UnusableInput("an API key is needed: --key KEY, or TRACE_KEY in the environment");
    }
    try {
      return TraceClient.of(URI.create(url), bearer);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--url is not an address: " + url, e);
    }
  }
}
