package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraSettingsTest {

  @Test
  void contactPoints_withAndWithoutPorts_areRead() {
    assertThat(
            CassandraSettings.contactPoints("10.0.0.1:9999, node-2.example,[::1],[fe80::1]:9043"))
        .containsExactly(
            at("10.0.0.1", 9999), at("node-2.example", 9042), at("::1", 9042), at("fe80::1", 9043));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host:", "host:0", "host:65536", "::1", "a b", ":9042", "host:port"})
  void contactPoints_ofAnythingElse_nameThePart(String part) {
    assertThatThrownBy(() -> CassandraSettings.contactPoints("10.0.0.1," + part))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a contact point is host or host:port, such as 10.0.0.1:9042, found '" + part + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Trace",
        "1trace",
        "tr-ace",
        "a2345678901234567890123456789012345678901234567890"
      })
  void keyspace_thatNeedsQuotes_isRefused(String keyspace) {
    assertThatThrownBy(() -> CassandraSettings.of(List.of(at("h", 1)), keyspace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keyspace must match ");
  }

  @Test
  void replication_outOfRange_isRefused() {
    CassandraSettings settings = CassandraSettings.of(List.of(at("h", 1)), "trace");

    assertThatThrownBy(() -> settings.withReplication(0))
        .hasMessage("replication must be 1 to 9, found 0");
    assertThat(settings.replication()).isEqualTo(3);
  }

  @Test
  void login_isNeverPrintedWithItsPassword() {
    CassandraSettings.Login login = new CassandraSettings.Login("trace", "secret-word");

    assertThat(new CassandraSettings.Access(login, null).toString())
        .contains("trace")
        .doesNotContain("secret-word");
  }

  private static InetSocketAddress at(String host, int port) {
    return InetSocketAddress.createUnresolved(host, port);
  }
}
