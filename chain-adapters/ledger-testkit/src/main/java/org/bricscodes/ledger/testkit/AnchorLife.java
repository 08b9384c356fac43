package org.bricscodes.ledger.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.bricscodes.anchoring.AnchorLoop;
import org.bricscodes.anchoring.AnchorPolicy;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.testkit.FaultScript.Disturbance;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.store.Store;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TransparencyLog;

/**
 * A process that anchors a log of its own and dies where it is told to. Arguments: a directory for
 * store and log, a {@code .properties} file of the ledger ({@code adapter} and its settings), and
 * optionally a {@link KillPoint}. It first sees through what an earlier life left, undisturbed;
 * then, with a kill point, it appends one entry and anchors it until it dies. Prints the final size
 * and transaction of each anchor. Exit code 0: all is final; {@link KillPoint#EXIT}: it died there;
 * anything else: it could not do its work.
 */
public final class AnchorLife {

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String ORIGIN = "log.example/life";

  private AnchorLife() {}

  public static void main(String[] arguments)
      throws IOException, LedgerException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(arguments[1]), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Optional<KillPoint> point =
        arguments.length > 2 ? Optional.of(KillPoint.parse(arguments[2])) : Optional.empty();
    LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());
    SignerKey key =
        SignerKeyFile.loadOrCreate(directory.resolve("log.key"), ORIGIN, context.random());
    LogOptions options = LogOptions.standard(context.clock(), context.random());
    try (Store store = RocksStore.open(directory.resolve("store"), Anchors.TABLES);
        TransparencyLog log = TransparencyLog.open(directory.resolve("log"), key, options);
        Ledger ledger = open(properties, context)) {
      live(ledger, new HaltingStore(store), log, context, point);
      print(new Anchors(store), ledger.descriptor().id());
    }
  }

  private static Ledger open(Properties properties, LedgerContext context)
      throws LedgerException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    String adapter = settings.remove("adapter");
    if (adapter == null) {
      throw new IllegalArgumentException("the ledger's file names no adapter");
    }
    return LedgerProviders.load(AnchorLife.class.getClassLoader())
        .open(adapter, new LedgerConfig(settings), context);
  }

  private static void live(
      Ledger ledger,
      HaltingStore store,
      TransparencyLog log,
      LedgerContext context,
      Optional<KillPoint> point)
      throws InterruptedException {
    Armed armed = new Armed();
    AnchorLoop loop =
        new AnchorLoop(
            new FaultyLedger(ledger, armed),
            store,
            () -> log.size() == 0 ? Optional.empty() : Optional.of(Anchor.of(log.checkpoint())),
            policy(),
            context.clock(),
            context.random());
    Anchors anchors = new Anchors(store);
    LedgerId id = ledger.descriptor().id();
    seeThrough(loop, anchors, id, log, context.clock());
    if (point.isPresent()) {
      long entry = log.append(List.of(("entry " + log.size()).getBytes(StandardCharsets.UTF_8)));
      var _ = log.publish();
      say("entry " + entry + " to be anchored, death " + point.get());
      point.get().change().ifPresent(n -> store.arm(n, point.get().when()));
      armed.script = point.get().script();
      seeThrough(loop, anchors, id, log, context.clock());
      throw new IllegalStateException("the life never came " + point.get());
    }
  }

  /** Passes until the whole log is final. */
  private static void seeThrough(
      AnchorLoop loop, Anchors anchors, LedgerId id, TransparencyLog log, InstantSource clock)
      throws InterruptedException {
    var deadline = clock.instant().plus(PATIENCE);
    Duration pause = loop.pass();
    while (anchors.latest(id).map(anchor -> anchor.size()).orElse(0L) < log.size()) {
      LockSupport.parkNanos(pause.toNanos());
      pause = loop.pass();
      if (clock.instant().isAfter(deadline)) {
        throw new IllegalStateException("not final in eight minutes: " + anchors.recent(id, 5));
      }
    }
  }

  private static AnchorPolicy policy() {
    return new AnchorPolicy(
        Duration.ZERO,
        Duration.ofMillis(100),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(40));
  }

  private static void print(Anchors anchors, LedgerId id) {
    anchors
        .finals(id, Long.MAX_VALUE, 1_000)
        .forEach(anchor -> say("final " + anchor.size() + " " + anchor.txId()));
  }

  private static void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }

  /** Calm until it is given a script. */
  private static final class Armed implements FaultScript {
    private volatile FaultScript script = FaultScript.calm();

    @Override
    public Optional<Disturbance> next(Operation operation) {
      return script.next(operation);
    }
  }
}
