package org.bricscodes.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.api.client.ProductLinks;
import org.bricscodes.resolver.Anchor;
import org.bricscodes.resolver.LinkPage;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.resolver.Precondition;
import org.bricscodes.resolver.Registered;
import org.bricscodes.resolver.Registrar;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a registry a copy of another service's: asks for its whole export, at no cost as long as
 * nothing changed there, and takes over what differs; what is not in the export is removed.
 *
 * <p>Nothing is removed by an export that broke off: it is fetched whole first. A crash leaves a
 * copy that is partly old, and the next look completes it. While the other service cannot be
 * reached, the copy answers as it is. Runs on the scheduler's thread, one look after the other.
 */
final class LinkFollower implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LinkFollower.class.getName());

  /** Whether a link leads in a circle was judged where it was set. */
  private static final BaseUrl JUDGED_THERE = new BaseUrl(null);

  private final ProductLinks source;
  private final LinkRegistry registry;
  private final Path folder;
  private final ScheduledExecutorService scheduler;
  private final AtomicLong looks = new AtomicLong();
  private @Nullable String tag;

  /**
   * @param folder where an export is kept while it is taken over
   * @param scheduler used for this alone, and ended with it
   */
  LinkFollower(
      ProductLinks source, LinkRegistry registry, Path folder, ScheduledExecutorService scheduler) {
    this.source = source;
    this.registry = registry;
    this.folder = folder;
    this.scheduler = scheduler;
  }

  /** Looks at once, and again after every pause. */
  void start(Duration pause) {
    // Ends with the scheduler; what fails is logged by each look.
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::lookSafely, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many exports were taken over. */
  long taken() {
    return looks.get();
  }

  @SuppressWarnings("IllegalCatch") // one look that fails must not end all that follow
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the links to follow could not be taken over", e);
    }
  }

  /** One look: true if something was taken over. */
  boolean look() {
    Path file = folder.resolve("followed.ndjson");
    try {
      Optional<String> next;
      try (OutputStream out = Files.newOutputStream(file)) {
        next = source.export(out, tag);
      }
      if (next.isEmpty()) {
        return false;
      }
      Set<Anchor> present = takeOver(file);
      removeAllBut(present);
      tag = next.get();
      looks.incrementAndGet();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private Set<Anchor> takeOver(Path file) throws IOException {
    Set<Anchor> present = new HashSet<>();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (lines.size() == LinkRegistry.MAX_BATCH) {
          register(lines, present);
          lines.clear();
        }
      }
    }
    if (!lines.isEmpty()) {
      register(lines, present);
    }
    return present;
  }

  private void register(List<String> lines, Set<Anchor> present) {
    byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    Map<String, List<LinkRegistry.Order>> byOwner = new HashMap<>();
    for (LinkLines.Line line : LinkLines.read(body, JUDGED_THERE)) {
      String owner = line.owner();
      if (owner == null) {
        throw new IllegalStateException("the export names no owner in line " + line.number());
      }
      present.add(line.links().anchor());
      byOwner
          .computeIfAbsent(owner, key -> new ArrayList<>())
          .add(new LinkRegistry.Order(line.links(), new Precondition.None()));
    }
    byOwner.forEach(
        (owner, orders) -> registry.putAll(orders, new Registrar(owner, Registrar.Powers.GIVE)));
  }

  private void removeAllBut(Set<Anchor> present) {
    String last = null;
    List<String> owners = registry.owners(null);
    while (!owners.isEmpty()) {
      for (String owner : owners) {
        removeAllBut(present, owner);
        last = owner;
      }
      owners = registry.owners(last);
    }
  }

  private void removeAllBut(Set<Anchor> present, String owner) {
    byte[] after = null;
    do {
      LinkPage page = registry.page(owner, after, LinkRegistry.MAX_BATCH);
      for (Registered registered : page.registered()) {
        Anchor anchor = registered.links().anchor();
        if (!present.contains(anchor)) {
          registry.remove(
              anchor, new Registrar(owner, Registrar.Powers.GIVE), new Precondition.None());
        }
      }
      after = page.next();
    } while (after != null);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a taken-over export could not be deleted", e);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      if (!scheduler.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "a look at the followed links did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
