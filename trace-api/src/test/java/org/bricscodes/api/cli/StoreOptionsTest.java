package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.StoreSettings;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Where rows are kept, as it is said on the command line. */
final class StoreOptionsTest {

  @TempDir private Path folder;

  @Test
  void nothingSaid_isTheEmbeddedEngine() {
    assertThat(settings()).isEqualTo(StoreSettings.embedded());
  }

  @Test
  void cassandra_withAddressesAlone_hasTheStandards() {
    CassandraSettings cluster =
        cluster("--store", "cassandra", "--contact-points", "10.0.0.1:9999,10.0.0.2");

    assertThat(cluster.contactPoints()).hasSize(2);
    assertThat(cluster.contactPoints().get(1).getPort()).isEqualTo(9042);
    assertThat(cluster.keyspace()).isEqualTo("trace");
    assertThat(cluster.replication()).isEqualTo(3);
    assertThat(cluster.localDatacenter()).isNull();
    assertThat(cluster.access()).isEqualTo(CassandraSettings.Access.OPEN);
  }

  @Test
  void cassandra_withLogin_readsItAndNeverPrintsIt() throws IOException {
    Path login = Files.writeString(folder.resolve("login"), "trace\nsecret-word\n");

    CassandraSettings cluster =
        cluster(
            "--store=cassandra",
            "--contact-points=h",
            "--keyspace=tea",
            "--local-datacenter=durban",
            "--replication=1",
            "--store-login=" + login);

    assertThat(cluster.access().login())
        .isEqualTo(new CassandraSettings.Login("trace", "secret-word"));
    assertThat(cluster.keyspace()).isEqualTo("tea");
    assertThat(cluster.localDatacenter()).isEqualTo("durban");
    assertThat(cluster.replication()).isEqualTo(1);
    assertThat(new StoreSettings.Cluster(cluster).toString()).doesNotContain("secret-word");
    assertThat(cluster.toString()).doesNotContain("secret-word");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --store=postgres | --store must be embedded or cassandra, found postgres
          --store=cassandra | --store cassandra needs --contact-points, such as 10.0.0.1:9042
          --keyspace=tea | say where a cluster is: give --store cassandra too
          --store=cassandra --contact-points=a:b | a contact point is host or host:port, such as
          --store=cassandra --contact-points=h --keyspace=Tea | keyspace must match
          --store=cassandra --contact-points=h --replication=0 | replication must be 1 to 9, found 0
          --store=cassandra --contact-points=h --store-login=none | --store-login none cannot be read
          --store=cassandra --contact-points=h --store-ca=none | --store-ca none cannot be read
          """)
  void wrongOptions_areRefusedSayingWhatIsRight(String options, String message) {
    StringWriter err = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--port=0", "--data=" + folder.resolve("data")));
    arguments.addAll(List.of(options.split(" ")));

    int exit =
        Trace.command().setErr(new PrintWriter(err)).execute(arguments.toArray(String[]::new));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void loginOfOneLine_andAnAuthorityThatIsNone_areRefused() throws IOException {
    Path login = Files.writeString(folder.resolve("login"), "trace\n");
    Path authority = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    StringWriter err = new StringWriter();
    PrintWriter to = new PrintWriter(err);
    String[] start = {"serve", "--store=cassandra", "--contact-points=h"};

    assertThat(run(to, start, "--store-login=" + login)).isEqualTo(2);
    assertThat(run(to, start, "--store-ca=" + authority)).isEqualTo(2);

    assertThat(err.toString())
        .contains("must hold two lines, a role and its password")
        .containsAnyOf("is no PEM file of certificates", "holds no certificate");
  }

  private static int run(PrintWriter err, String[] start, String option) {
    List<String> arguments = new ArrayList<>(List.of(start));
    arguments.add(option);
    return Trace.command().setErr(err).execute(arguments.toArray(String[]::new));
  }

  private static CassandraSettings cluster(String... arguments) {
    assertThat(settings(arguments)).isInstanceOf(StoreSettings.Cluster.class);
    return ((StoreSettings.Cluster) settings(arguments)).cluster();
  }

  private static StoreSettings settings(String... arguments) {
    StoreOptions options = new StoreOptions();
    new CommandLine(options).parseArgs(arguments);
    return options.settings();
  }
}
