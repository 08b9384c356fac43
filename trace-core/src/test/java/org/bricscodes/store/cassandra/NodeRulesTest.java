package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeRulesTest {

  @Test
  void faults_ofANodeThatLosesNothing_areNone() {
    assertThat(faults("5.0.9", Map.of())).isEmpty();
    assertThat(faults("5.0.9", Map.of("commitlog_sync", "batch"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "commitlog_sync, periodic, has commitlog_sync periodic",
    "commitlog_sync, null, has commitlog_sync null",
    "paxos_variant, v1, has paxos_variant v1: set v2 in its cassandra.yaml",
    "max_mutation_size, 8192KiB, has max_mutation_size 8192KiB: 16MiB or more is needed",
    "native_transport_max_frame_size, 1MiB, has native_transport_max_frame_size 1MiB",
    "max_mutation_size, large, has max_mutation_size large: 16MiB or more is needed",
  })
  void faults_ofOneWrongSetting_isThatOne(String name, String value, String fault) {
    assertThat(faults("5.0.9", Map.of(name, value)))
        .singleElement()
        .asString()
        .startsWith("node 127.0.0.1 " + fault);
  }

  @Test
  void faults_ofAnOldNode_nameItsVersion() {
    assertThat(faults("4.1.3", Map.of()))
        .containsExactly("node 127.0.0.1 runs Cassandra 4.1.3, this program needs 5.0");
  }

  @Test
  void faults_ofSeveralSettings_areAllNamed() {
    assertThat(faults("4.1.3", Map.of("commitlog_sync", "periodic", "paxos_variant", "v1")))
        .hasSize(3);
  }

  private static List<String> faults(String version, Map<String, String> changed) {
    Map<String, @Nullable String> settings = new HashMap<>();
    settings.put("commitlog_sync", "group");
    settings.put("paxos_variant", "v2");
    settings.put("max_mutation_size", "16384KiB");
    settings.put("native_transport_max_frame_size", "16MiB");
    settings.putAll(changed);
    return NodeRules.faults("127.0.0.1", Version.parse(version), settings);
  }
}
