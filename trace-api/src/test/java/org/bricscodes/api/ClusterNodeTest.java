package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node is refused for, and what nodes have in common. */
@SuppressWarnings("NullAway.Init") // set before the tests
final class ClusterNodeTest {

  private static final String ADDRESS = "http://10.0.0.5:8080";

  @TempDir Path folder;

  @Test
  void start_overAnEmbeddedStore_isRefused() {
    assertRefused(
        Config.local(folder).withBaseUrl("https://trace.example"),
        ADDRESS,
        "several nodes need a store they all reach: give --store cassandra");
  }

  @Test
  void start_withoutTheBaseUrlThatNodesShare_isRefused() {
    assertRefused(
        clustered().withBaseUrl(null),
        ADDRESS,
        "the nodes of one service answer for each other: give all of them one --base-url");
  }

  @Test
  void start_withAnAddressThatIsNone_isRefused() {
    for (String text :
        List.of(
            "10.0.0.5:8080",
            "ftp://10.0.0.5",
            "http://10.0.0.5:8080/trace",
            "http://u@h",
            "http://10.0.0.256",
            "http://10.0.0.5:99999")) {
      assertRefused(
          clustered(),
          text,
          "--node-address takes how the other nodes reach this one, such as http://10.0.0.5:8080,"
              + " found "
              + text);
    }
  }

  @Test
  void start_withALogThatCannotBeOne_isRefused() {
    for (String name : List.of("", "B", "1b", "b_1", "tile", "b".repeat(33))) {
      assertRefused(
          clustered(),
          NodeSettings.at(ADDRESS).withLog(name),
          "--log takes a letter of a-z and up to 31 more of a-z, 0-9 and -, and not tile, found "
              + name);
    }
  }

  @Test
  void start_withSeveralFaults_namesThemAll() {
    assertRefused(
        Config.local(folder).withBaseUrl("https://trace.example"),
        NodeSettings.at("10.0.0.5:8080").withTasks(NodeSettings.Tasks.CAPTURE),
        "several nodes need a store they all reach: give --store cassandra; --node-address takes"
            + " how the other nodes reach this one, such as http://10.0.0.5:8080, found"
            + " 10.0.0.5:8080; --only capture takes --log: the log this node records with");
  }

  @Test
  void keysOfALog_areNeverMade_alsoWhereNoOtherNodeSaidAnything() {
    assertThatThrownBy(() -> keys("c").markOfLog(""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lacks log.key, code-events.key, cursor.key, scan.key");
    assertThat(folder.resolve("c/keys")).isEmptyDirectory();

    String mark = keys("a").mark("");

    assertThat(keys("a").markOfLog("")).isEqualTo(mark);
    assertThat(keys("a").markOfLog(mark)).isEqualTo(mark);
  }

  @Test
  void start_asAWitnessOfOtherLogs_isRefused() throws Exception {
    Path list = Files.createDirectories(folder.resolve("witness")).resolve("logs");
    Files.writeString(list, "logs/v0\n");

    assertRefused(
        clustered(),
        ADDRESS,
        list
            + " makes this a witness of other logs, which must remember what it cosigned and so"
            + " cannot move between nodes: run the witness as a service of its own");
  }

  @Test
  void keys_ofTheFirstNode_areMade_andTheSameMarkIsTheirsForGood() {
    String mark = keys("a").mark("");

    assertThat(mark).matches("[0-9a-f]{32}");
    assertThat(keys("a").mark("")).isEqualTo(mark);
    assertThat(keys("b").mark("")).isNotEqualTo(mark);
  }

  @Test
  void keys_thatAreMissing_areNamedAndNotMade() {
    String mark = keys("a").mark("");

    assertThatThrownBy(() -> keys("b").mark(mark))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "this keyspace belongs to a service that has keys already, and "
                + folder.resolve("b/keys")
                + " lacks log.key, code-events.key, cursor.key, scan.key: copy the folder keys/ of"
                + " one of its nodes there, all of it but scan-salt-*");
    assertThat(folder.resolve("b/keys")).isEmptyDirectory();
  }

  @Test
  void keys_ofAnotherService_areRefused() throws Exception {
    String mark = keys("a").mark("");
    keys("b").mark("");

    assertThatThrownBy(() -> keys("b").mark(mark))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("are not those of the service this keyspace belongs to");
  }

  @Test
  void keys_withoutTheMasterKey_areRefused_andItIsNotMadeAgain() throws Exception {
    String mark = keys("a").mark("");
    byte[] master = Files.readAllBytes(folder.resolve("a/keys/master.key"));
    Files.delete(folder.resolve("a/keys/master.key"));

    assertThatThrownBy(() -> keys("a").mark(mark))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            folder.resolve("a/keys/master.key")
                + " is missing: copy it from another node of this service, or give"
                + " TRACE_MASTER_KEY");
    assertThat(folder.resolve("a/keys/master.key")).doesNotExist();
    Files.write(folder.resolve("a/keys/master.key"), master);
    assertThat(keys("a").mark(mark)).isEqualTo(mark);
  }

  private NodeKeys keys(String name) {
    return new NodeKeys(
        new DataDirectory(folder.resolve(name), new SecureRandom()), KeySettings.FILES);
  }

  private Config clustered() {
    CassandraSettings settings =
        CassandraSettings.of(CassandraSettings.contactPoints("127.0.0.1"), "trace");
    return Config.local(folder)
        .withBaseUrl("https://trace.example")
        .withStore(new StoreSettings.Cluster(settings));
  }

  private static void assertRefused(Config config, String address, String message) {
    assertRefused(config, NodeSettings.at(address), message);
  }

  private static void assertRefused(Config config, NodeSettings settings, String message) {
    assertThatThrownBy(
            () ->
                ClusterNode.start(
                    config, settings, Clock.systemUTC(), new SecureRandom(), writing -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
