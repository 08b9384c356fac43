package org.bricscodes.api.cli;

import java.nio.file.Path;
import java.util.Map;
import org.bricscodes.api.Config;
import org.bricscodes.api.Subscribers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--subscribers",
      paramLabel = "WHICH",
      defaultValue = "public",
      description =
          "Where events may be delivered to: public (only https, only public addresses) or anywhere"
              + " (also http, also addresses of private networks and of this machine). Default:"
              + " ${DEFAULT-VALUE}.")
  private String subscribers = "public";

  @Mixin private KeyOptions keys = new KeyOptions();

  @Mixin private ScanOptions scans = new ScanOptions();

  @Mixin private ReportOptions reports = new ReportOptions();

  @Mixin private LabelOptions labels = new LabelOptions();

  @Mixin private DisclosureOptions disclosure = new DisclosureOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private TimingOptions timing = new TimingOptions();

  /** With {@code TRACE_ADMIN_KEY} and the keys of product codes of {@code environment}. */
  Config config(Path data, Map<String, String> environment) {
    try {
      String base = baseUrl == null ? null : baseUrl.replaceAll("/+$", "");
      return new Config(
          host,
          port,
          data,
          base,
          secret(environment, "TRACE_ADMIN_KEY"),
          keys.settings(environment),
          subscribers(),
          scans.settings(),
          labels.fonts(),
          reports.settings(),
          disclosure.disclosure(),
          store.settings(),
          timing.timing());
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private Subscribers subscribers() {
    return switch (subscribers) {
      case "public" -> Subscribers.PUBLIC;
      case "anywhere" -> Subscribers.ANYWHERE;
      case String other ->
          throw new UnusableInput("--subscribers must be public or anywhere, found " + other);
    };
  }

  private static @Nullable String secret(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }
}
