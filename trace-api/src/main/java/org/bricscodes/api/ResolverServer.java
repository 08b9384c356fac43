package org.bricscodes.api;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.resolver.Issuers;
import org.bricscodes.resolver.KnownProducts;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.scans.PlaceTable;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * The resolver apart from the rest: links and API keys, in a data directory of its own; no codes,
 * no events, no log. Scan pages are those of another service, which it can also follow. {@link
 * #start} returns when it answers.
 */
public final class ResolverServer implements AutoCloseable {

  private static final int POOL_THREADS = 16;
  private static final int POOL_QUEUE = 4096;
  private static final Duration UPSTREAM_PATIENCE = Duration.ofSeconds(2);

  private final Store store;
  private final Vertx vertx;
  private final Work work;
  private final BaseUrl baseUrl;
  private final String address;

  /** Null where nothing is followed, and while a start fails. */
  private final @Nullable LinkFollower follower;

  private final @Nullable String firstAdminKey;
  private volatile boolean stopping;

  @SuppressWarnings("IllegalCatch") // whatever went wrong, nothing is left running
  private ResolverServer(
      Config config, ResolverSettings settings, Clock clock, SecureRandom random) {
    Path folder = DataDirectory.storeAlone(config.data());
    this.store = config.store().open(folder, tables(), clock, random);
    this.vertx = Vertx.vertx(TraceServer.vertxOptions());
    this.work = new Work(vertx, "resolver-work", POOL_THREADS, POOL_QUEUE);
    this.baseUrl = new BaseUrl(config.baseUrl());
    try {
      Limits limits = Limits.STANDARD;
      ApiKeys keys = ApiKeys.open(store, random, clock);
      Metrics metrics = TraceServer.metrics(work);
      LinkRegistry registry = new LinkRegistry(store, random, Issuers.NONE);
      TraceClient upstream =
          settings.follow() == null
              ? null
              : TraceClient.of(settings.follow(), settings.followKey());
      LinkFollower following =
          upstream == null ? null : follower(upstream, registry, config.data(), settings);
      KnownProducts known =
          upstream == null
              ? link -> false
              : new UpstreamProducts(upstream.patient(UPSTREAM_PATIENCE));
      LinkCache cache =
          new LinkCache(registry, known, following == null ? () -> 0 : following::taken);
      Doors doors = new Doors(doors(registry, cache, settings, keys, metrics, limits, random));
      Front front =
          new Front(
              doors,
              () -> keys,
              new ProblemDocument(baseUrl, limits),
              metrics,
              limits,
              config.timing(),
              new Onlookers(config.scans(), () -> PlaceTable.NONE)::address,
              () -> stopping,
              System::nanoTime);
      front.measure();
      int port =
          Listener.listen(
                  vertx,
                  config,
                  limits,
                  Listener.Answering.by(
                      front, vertx, Listener.EVERYTHING_HERE, config.timing().drain()))
              .port();
      this.address = TraceServer.address(config, port);
      baseUrl.listening(address);
      this.firstAdminKey = TraceServer.admin(config, keys);
      this.follower = following;
      if (following != null) {
        following.start(settings.followEvery());
      }
    } catch (RuntimeException | Error e) {
      stop(null);
      throw e;
    }
  }

  /**
   * Starts. Blocks until requests are answered.
   *
   * @throws RuntimeException if the port is taken or the data directory cannot be opened; nothing
   *     is left running then
   */
  public static ResolverServer start(
      Config config, ResolverSettings settings, Clock clock, SecureRandom random) {
    return new ResolverServer(config, settings, clock, random);
  }

  /** Where it listens. */
  public URI address() {
    return URI.create(address);
  }

  /** The admin key made at the first start, to be shown once; otherwise empty. */
  public Optional<String> firstAdminKey() {
    return Optional.ofNullable(firstAdminKey);
  }

  @Override
  public void close() {
    stop(follower);
  }

  private void stop(@Nullable LinkFollower running) {
    stopping = true;
    if (running != null) {
      running.close();
    }
    vertx.close().await();
    work.close();
    store.close();
  }

  private LinkFollower follower(
      TraceClient upstream, LinkRegistry registry, Path data, ResolverSettings settings) {
    return new LinkFollower(
        upstream.links(),
        registry,
        data,
        settings.followEmpty() ? LinkFollower.Emptied.FOLLOWS : LinkFollower.Emptied.KEEPS,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("link-follower").daemon().factory()));
  }

  private List<Door> doors(
      LinkRegistry registry,
      LinkCache cache,
      ResolverSettings settings,
      ApiKeys keys,
      Metrics metrics,
      Limits limits,
      SecureRandom random) {
    LinkExport export = new LinkExport(registry, random);
    registry.follow(cache::changed);
    registry.follow(gtin -> export.changed());
    List<Door> all = new ArrayList<>();
    all.addAll(
        new OperationDoors(metrics, OpenApi.load(), () -> ready() ? "" : "starting or stopping")
            .doors());
    // Names of parties are shown on scan pages, of which there are none here.
    all.addAll(new KeyDoors(keys, () -> {}, work, limits).doors());
    all.addAll(new ResolverDoors(cache, baseUrl, new BaseUrl(settings.scanBase()), work).doors());
    all.addAll(new LinkDoors(registry, export, baseUrl, work, limits).doors());
    return all;
  }

  private boolean ready() {
    return !stopping && store.health().state() == StoreHealth.State.SERVING;
  }

  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(LinkRegistry.tables());
    tables.add(ApiKeys.TABLE);
    return tables;
  }
}
