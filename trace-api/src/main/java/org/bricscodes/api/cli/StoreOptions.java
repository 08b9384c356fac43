package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bricscodes.api.StoreSettings;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine keeps the rows. */
final class StoreOptions {

  private static final int MAX_FILE_BYTES = 1 << 20;

  @Option(
      names = "--store",
      paramLabel = "ENGINE",
      defaultValue = "embedded",
      description =
          "Where rows are kept: embedded (in the data directory) or cassandra (in a cluster; log"
              + " and keys stay in the data directory). Default: ${DEFAULT-VALUE}.")
  private String store = "embedded";

  @Option(
      names = "--contact-points",
      paramLabel = "HOST:PORT,…",
      description = "With --store cassandra: some of its nodes. Port by default: 9042.")
  private @Nullable String contactPoints;

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      description =
          "With --store cassandra: its keyspace; made if it is not there. Default: trace.")
  private @Nullable String keyspace;

  @Option(
      names = "--local-datacenter",
      paramLabel = "NAME",
      description =
          "With --store cassandra: whose nodes are asked. Default: the one of the contact points.")
  private @Nullable String localDatacenter;

  @Option(
      names = "--replication",
      paramLabel = "COPIES",
      description =
          "With --store cassandra: copies of each row a new keyspace keeps, and an old one at"
              + " least. Default: 3.")
  private @Nullable Integer replication;

  @Option(
      names = "--store-login",
      paramLabel = "FILE",
      description =
          "With --store cassandra: a file of two lines, a role of the cluster's and its password.")
  private @Nullable Path login;

  @Option(
      names = "--store-ca",
      paramLabel = "FILE",
      description =
          "With --store cassandra: TLS, with nodes whose certificates are signed by one in this PEM"
              + " file.")
  private @Nullable Path authorities;

  StoreSettings settings() {
    return switch (store) {
      case "embedded" -> embedded();
      case "cassandra" -> new StoreSettings.Cluster(cluster());
      case String other ->
          throw new UnusableInput("--store must be embedded or cassandra, found " + other);
    };
  }

  private StoreSettings embedded() {
    if (contactPoints != null
        || keyspace != null
        || localDatacenter != null
        || replication != null
        || login != null
        || authorities != null) {
      throw new UnusableInput(
          "--contact-points, --keyspace, --local-datacenter, --replication, --store-login and"
              + " --store-ca say where a cluster is: give --store cassandra too");
    }
    return StoreSettings.embedded();
  }

  private CassandraSettings cluster() {
    if (contactPoints == null) {
      throw new UnusableInput(
          "--store cassandra needs --contact-points, such as 10.0.0.1:9042,10.0.0.2:9042");
    }
    try {
      return new CassandraSettings(
          CassandraSettings.contactPoints(contactPoints),
          localDatacenter,
          keyspace == null ? "trace" : keyspace,
          replication == null ? 3 : replication,
          new CassandraSettings.Access(
              login == null ? null : login(login), authorities == null ? null : tls(authorities)),
          CassandraSettings.Bounds.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static CassandraSettings.Login login(Path file) {
    try {
      bounded(file);
      List<String> lines = Files.readString(file).lines().filter(line -> !line.isBlank()).toList();
      if (lines.size() != 2) {
        throw new UnusableInput(
            "--store-login " + file + " must hold two lines, a role and its password");
      }
      return new CassandraSettings.Login(lines.get(0).strip(), lines.get(1).strip());
    } catch (IOException e) {
      throw new UnusableInput("--store-login " + file + " cannot be read", e);
    }
  }

  private static SSLContext tls(Path file) {
    try {
      bounded(file);
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      try (InputStream in = Files.newInputStream(file)) {
        int number = 0;
        for (Certificate authority :
            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          trusted.setCertificateEntry("authority" + number++, authority);
        }
        if (number == 0) {
          throw new UnusableInput("--store-ca " + file + " holds no certificate");
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UnusableInput("--store-ca " + file + " cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new UnusableInput("--store-ca " + file + " is no PEM file of certificates", e);
    }
  }

  private static void bounded(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new UnusableInput(file + " is larger than 1 MiB");
    }
  }
}
