package org.bricscodes.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code samples/cluster/cluster} as people use it: two API nodes with the tea story, and a
 * country's data besides.
 */
@Isolated("a cluster takes the whole machine")
final class CountryCassandraIT {

  @Test
  void country_loadedInTwoGoes_isScannedAtBothNodes(@TempDir Path home) throws IOException {
    try (CassandraNode cluster = CassandraNode.start(home)) {
      cluster.run("api", "up", "2");
      assertThat(cluster.run("api", "load", "2000")).contains("seed 1, lots 0 to 2: 2141 events");
      assertThat(cluster.run("api", "load", "1")).contains("seed 1, lots 3 to 3: 850 events");

      List<String> codes = Files.readAllLines(home.resolve("country/items.txt"));
      assertThat(codes).hasSize(76).doesNotHaveDuplicates();
      for (String code : List.of(codes.getFirst(), codes.getLast())) {
        looksGenuine(cluster.api(1), code);
        looksGenuine(cluster.api(2), code);
      }
    }
  }

  private static void looksGenuine(URI node, String code) {
    try (Http visitor = new Http(node, "")) {
      JsonNode scan = visitor.json("/scan" + code);
      assertThat(scan.path("verdict").asText()).as(code).isEqualTo("genuine");
      assertThat(scan.path("gaps")).as(code).isEmpty();
      assertThat(scan.path("journey").size()).as(code).isBetween(20, 27);
    }
  }
}
