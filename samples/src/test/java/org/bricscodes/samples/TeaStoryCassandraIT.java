package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The tea story with its rows in a Cassandra node: told, scanned, killed, told of again. */
@SuppressWarnings("NullAway.Init") // the node is started before the tests
@Isolated("a cluster takes the whole machine")
final class TeaStoryCassandraIT {

  @TempDir static Path folder;

  private static CassandraNode node;

  @BeforeAll
  static void start() {
    node = CassandraNode.start(folder.resolve("cluster"));
  }

  @AfterAll
  static void end() {
    node.close();
  }

  @Test
  void story_toldOverCassandra_isScannedAndSurvivesItsService() {
    Path data = folder.resolve("data");
    String genuine;
    String recalled;
    List<String> before;
    try (TeaStory story = TeaStory.tell(folder, node)) {
      genuine = story.genuine();
      recalled = story.code("a recalled pack");
      before = journey(story.visitor(), genuine);
      assertThat(before).hasSize(26).startsWith("commissioning 2026-04-18T06:30:00Z");
      assertThat(verdict(story.visitor(), genuine)).isEqualTo("genuine");
      assertThat(verdict(story.visitor(), recalled)).isEqualTo("recalled");
      assertThat(verdict(story.visitor(), story.code("a guessed serial"))).isEqualTo("not-issued");
      story.service().kill();
    }

    // The keyspace was not given back: this start waits until its owner is surely gone.
    try (ServiceProcess again = ServiceProcess.onCluster(data, node);
        Http visitor = new Http(again.address(), "")) {
      assertThat(journey(visitor, genuine)).isEqualTo(before);
      assertThat(verdict(visitor, recalled)).isEqualTo("recalled");

      ServiceProcess.Outcome second = serve(folder.resolve("other"), node.options());
      assertThat(second.exit()).as(second.output()).isEqualTo(1);
      assertThat(second.output()).contains("keyspace trace is in use by process ");
    }

    ServiceProcess.Outcome embedded = serve(data, List.of());
    assertThat(embedded.exit()).as(embedded.output()).isEqualTo(1);
    assertThat(embedded.output())
        .contains("lie in a Cassandra cluster, as ")
        .contains("give --store cassandra and --contact-points");

    List<String> elsewhere = new ArrayList<>(node.options());
    elsewhere.addAll(List.of("--keyspace", "elsewhere"));
    ServiceProcess.Outcome wrong = serve(data, elsewhere);
    assertThat(wrong.exit()).as(wrong.output()).isEqualTo(1);
    assertThat(wrong.output())
        .contains("says that the rows lie in keyspace trace ")
        .contains("give the right --keyspace or --data");
  }

  private static List<String> journey(Http visitor, String code) {
    List<String> steps = new ArrayList<>();
    for (JsonNode step : visitor.json("/scan" + code).path("journey")) {
      steps.add(step.path("bizStep").asText() + " " + step.path("eventTime").asText());
    }
    return steps;
  }

  private static String verdict(Http visitor, String code) {
    return visitor.json("/scan" + code).path("verdict").asText();
  }

  /** Runs {@code serve} where it is to be refused. */
  private static ServiceProcess.Outcome serve(Path data, List<String> options) {
    List<String> command =
        new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
    command.addAll(options);
    return ServiceProcess.run(command.toArray(String[]::new));
  }
}
