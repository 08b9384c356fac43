package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "east", "line-2", "a2345678901234567890123456789012"})
  void log_ofAName_hasItsIdAndName(String name) {
    Part part = Part.log(name);

    assertThat(part.id()).isEqualTo("log-" + name);
    assertThat(part.log()).contains(name);
    assertThat(new Part(part.id())).isEqualTo(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "-a", "East", "a b", "a:b", "a2345678901234567890123456789012x", "ä"})
  void log_ofNoName_isRefusedNamingIt(String name) {
    assertThatThrownBy(() -> Part.log(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no part of a keyspace is called \"log-" + name + "\"");
  }

  @Test
  void service_isNoLog() {
    assertThat(Part.SERVICE.id()).isEqualTo("store");
    assertThat(Part.SERVICE.log()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stores", "wants-store", "wants-log-a:00"})
  void part_ofAnotherId_isRefused(String id) {
    assertThatThrownBy(() -> new Part(id)).isInstanceOf(IllegalArgumentException.class);
  }
}
