package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import java.time.Duration;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.bricscodes.store.StoreException;

/** Sessions, with everything the driver is told. */
final class Connection {

  /** For one try; longer than a node gives itself, so that it answers what went wrong. */
  private static final Duration TRY = Duration.ofSeconds(12);

  private Connection() {}

  /**
   * Connects.
   *
   * @throws StoreException.Unavailable if no contact point answers, or none lets us in
   */
  static CqlSession open(CassandraSettings settings) {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .addContactPoints(settings.contactPoints())
            .withConfigLoader(options(settings));
    if (settings.localDatacenter() != null) {
      builder = builder.withLocalDatacenter(settings.localDatacenter());
    }
    CassandraSettings.Login login = settings.access().login();
    if (login != null) {
      builder = builder.withAuthCredentials(login.user(), login.password());
    }
    SSLContext tls = settings.access().tls();
    if (tls != null) {
      builder = builder.withSslEngineFactory(new ProgrammaticSslEngineFactory(tls, null, true));
    }
    try {
      return builder.build();
    } catch (DriverException | IllegalStateException | IllegalArgumentException e) {
      throw new StoreException.Unavailable(
          "no Cassandra node can be used at "
              + settings.contactPoints().stream()
                  .map(point -> point.getHostString() + ":" + point.getPort())
                  .collect(Collectors.joining(", "))
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static DriverConfigLoader options(CassandraSettings settings) {
    ProgrammaticDriverConfigLoaderBuilder options =
        DriverConfigLoader.programmaticBuilder()
            // With V5, a compare-and-set that times out breaks its connection (driver 4.19.3).
            .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
            .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
            .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "SERIAL")
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TRY)
            // Every statement here may be sent twice; see Requests.
            .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, TRY)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, TRY)
            .withDuration(
                DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, Duration.ofSeconds(30))
            .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, 2)
            .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
            .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
            .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(5))
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(20))
            .withString(DefaultDriverOption.METRICS_FACTORY_CLASS, "NoopMetricsFactory")
            // When a session closes, everything has been answered.
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            .withBoolean(DefaultDriverOption.NETTY_DAEMON, true);
    if (settings.localDatacenter() == null) {
      options =
          options.withString(
              DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS,
              DcInferringLoadBalancingPolicy.class.getName());
    }
    return options.build();
  }
}
