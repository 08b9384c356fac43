package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tea story, told by a service in a process of its own. */
final class TeaStory implements AutoCloseable {

  private static final Pattern SHOWN = Pattern.compile("(?m)^  (\\S.*)\\n    http\\S+?(/01/\\S+)$");

  private final ServiceProcess service;
  private final Http visitor;
  private final Map<String, String> shown = new TreeMap<>();

  private TeaStory(ServiceProcess service) {
    this.service = service;
    this.visitor = new Http(service.address(), "");
    Matcher matcher = SHOWN.matcher(service.said());
    while (matcher.find()) {
      shown.put(matcher.group(1), matcher.group(2));
    }
  }

  /** Tells it in a data directory below {@code folder}; it is told when this returns. */
  static TeaStory tell(Path folder) {
    return new TeaStory(
        ServiceProcess.demo(folder.resolve("data"), Tree.root().resolve("samples/tea")));
  }

  /** The same, with its rows in a Cassandra node. */
  static TeaStory tell(Path folder, CassandraNode node) {
    return new TeaStory(
        ServiceProcess.demoOnCluster(
            folder.resolve("data"), Tree.root().resolve("samples/tea"), node));
  }

  ServiceProcess service() {
    return service;
  }

  /** Somebody without a key. */
  Http visitor() {
    return visitor;
  }

  /**
   * Path of a code, below {@code /scan} and at the resolver, by what the demonstration calls it.
   */
  String code(String label) {
    String code = shown.get(label);
    assertThat(code).as("shown: %s%nsaid: %s", shown, service.said()).isNotNull();
    return String.valueOf(code);
  }

  String genuine() {
    return code("a genuine pack on the shelf in Durban");
  }

  /** Address of the page about the code of that path. */
  String page(String code) {
    return service.address() + "/scan" + code;
  }

  /** Waits until the directory ledger has called an anchor over all of the pack's events final. */
  String anchoredBundle() throws IOException {
    Instant deadline = Instant.now().plusSeconds(60);
    String bundle = visitor.get("/scan" + genuine() + "/proof", "application/json").body();
    while (Http.tree(bundle).path("anchors").isEmpty() && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      bundle = visitor.get("/scan" + genuine() + "/proof", "application/json").body();
    }
    return bundle;
  }

  @Override
  public void close() {
    visitor.close();
    service.close();
  }
}
