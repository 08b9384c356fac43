package org.bricscodes.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.api.client.ProductLinks;
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
 * <p><b>What is never removed.</b> Nothing by an export that broke off: it is fetched whole first.
 * Nothing by one that holds a single party's links, is out of order, or is empty while the copy is
 * not, unless the operator said that it may be. A line that today's rules refuse is reported and
 * passed over, and its document stays as it was copied before; if a line does not even say where it
 * belongs, that look removes nothing.
 *
 * <p>A crash leaves a copy that is partly old, and the next look completes it. While the other
 * service cannot be reached, the copy answers as it is. Memory does not grow with the export: both
 * sides are read in the same order. Runs on the scheduler's thread, one look after the other.
 */
final class LinkFollower implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LinkFollower.class.getName());

  /** Whether a link leads in a circle was judged where it was set. */
  private static final BaseUrl JUDGED_THERE = new BaseUrl(null);

  /** Characters of the lines that are registered at once. */
  private static final int MAX_TOGETHER = 4 << 20;

  private final ProductLinks source;
  private final LinkRegistry registry;
  private final Path folder;
  private final Emptied emptied;
  private final ScheduledExecutorService scheduler;
  private final AtomicLong looks = new AtomicLong();
  private @Nullable String tag;

  /** What becomes of the copy when the other service has no links any more. */
  enum Emptied {
    /** It stays, and every look fails: more likely the other service lost them. */
    KEEPS,
    FOLLOWS
  }

  /** What the first reading of an export found. */
  private enum Reading {
    NOTHING,
    /** A line does not say where it belongs. */
    SOME_PLACES,
    ALL_PLACES
  }

  /**
   * @param folder where an export is kept while it is taken over
   * @param scheduler used for this alone, and ended with it
   */
  LinkFollower(
      ProductLinks source,
      LinkRegistry registry,
      Path folder,
      Emptied emptied,
      ScheduledExecutorService scheduler) {
    this.source = source;
    this.registry = registry;
    this.folder = folder;
    this.emptied = emptied;
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
      Optional<ProductLinks.Exported> next;
      try (OutputStream out = Files.newOutputStream(file)) {
        next = source.export(out, tag);
      }
      if (next.isEmpty()) {
        return false;
      }
      if (!next.get().ofEverybody()) {
        throw new IllegalStateException(
            "the key to follow with is shown one party's links only; give an auditor's");
      }
      takeOver(file);
      tag = next.get().tag();
      looks.incrementAndGet();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private void takeOver(Path file) throws IOException {
    switch (register(file)) {
      case NOTHING -> {
        if (emptied == Emptied.KEEPS && holdsAny()) {
          throw new IllegalStateException(
              "the export is empty and the copy is not: it stays; --follow-empty takes that over");
        }
        removeAllBut(file);
      }
      case SOME_PLACES ->
          LOG.log(
              System.Logger.Level.WARNING,
              "nothing is removed: of some lines of the export it is not known what they are of");
      case ALL_PLACES -> removeAllBut(file);
    }
  }

  private Reading register(Path file) throws IOException {
    Reading reading = Reading.NOTHING;
    FollowedExport.Place last = null;
    List<LinkLines.Line> some = new ArrayList<>();
    int characters = 0;
    try (FollowedExport export = FollowedExport.open(file)) {
      for (FollowedExport.Line line = export.next(); line != null; line = export.next()) {
        FollowedExport.Place place = line.place();
        if (place == null) {
          reading = Reading.SOME_PLACES;
        } else {
          if (last != null && last.compareTo(place) >= 0) {
            throw new IllegalStateException("line " + line.number() + " is out of order");
          }
          last = place;
          reading = reading == Reading.NOTHING ? Reading.ALL_PLACES : reading;
        }
        if (some.size() == LinkRegistry.MAX_BATCH
            || (characters += line.text().length()) > MAX_TOGETHER) {
          register(some);
          some.clear();
          characters = line.text().length();
        }
        judged(line).ifPresent(some::add);
      }
    }
    register(some);
    return reading;
  }

  /** Reports what today's rules refuse, so that one such line does not stop all others. */
  private static Optional<LinkLines.Line> judged(FollowedExport.Line line) {
    try {
      return LinkLines.read(line.text().getBytes(StandardCharsets.UTF_8), JUDGED_THERE).stream()
          .filter(read -> read.owner() != null)
          .findFirst();
    } catch (Problem refused) {
      LOG.log(
          System.Logger.Level.WARNING,
          "line {0} of the export is passed over: {1}",
          String.valueOf(line.number()),
          refused.detail());
      return Optional.empty();
    }
  }

  private void register(List<LinkLines.Line> lines) {
    Map<String, List<LinkRegistry.Order>> byOwner = new HashMap<>();
    for (LinkLines.Line line : lines) {
      byOwner
          .computeIfAbsent(String.valueOf(line.owner()), key -> new ArrayList<>())
          .add(new LinkRegistry.Order(line.links(), new Precondition.None()));
    }
    byOwner.forEach(
        (owner, orders) -> registry.putAll(orders, new Registrar(owner, Registrar.Powers.GIVE)));
  }

  private boolean holdsAny() {
    List<String> owners = registry.owners(null);
    while (!owners.isEmpty()) {
      for (String owner : owners) {
        for (byte[] after = null; ; ) {
          LinkPage page = registry.page(owner, after, LinkRegistry.MAX_BATCH);
          if (!page.registered().isEmpty()) {
            return true;
          }
          after = page.next();
          if (after == null) {
            break;
          }
        }
      }
      owners = registry.owners(owners.getLast());
    }
    return false;
  }

  /** Walks the copy and the export side by side. */
  private void removeAllBut(Path file) throws IOException {
    try (FollowedExport export = FollowedExport.open(file)) {
      Sweep sweep = new Sweep(export);
      List<String> owners = registry.owners(null);
      while (!owners.isEmpty()) {
        for (String owner : owners) {
          sweep.sweep(owner);
        }
        owners = registry.owners(owners.getLast());
      }
    }
  }

  private final class Sweep {
    private final FollowedExport export;
    private FollowedExport.@Nullable Place kept;

    Sweep(FollowedExport export) throws IOException {
      this.export = export;
      this.kept = place();
    }

    void sweep(String owner) throws IOException {
      byte[] after = null;
      do {
        LinkPage page = registry.page(owner, after, LinkRegistry.MAX_BATCH);
        for (Registered registered : page.registered()) {
          FollowedExport.Place here = new FollowedExport.Place(owner, registered.links().anchor());
          if (!isKept(here)) {
            registry.remove(
                here.anchor(),
                new Registrar(owner, Registrar.Powers.GIVE),
                new Precondition.None());
          }
        }
        after = page.next();
      } while (after != null);
    }

    private boolean isKept(FollowedExport.Place here) throws IOException {
      while (kept != null && kept.compareTo(here) < 0) {
        kept = place();
      }
      return kept != null && kept.compareTo(here) == 0;
    }

    private FollowedExport.@Nullable Place place() throws IOException {
      FollowedExport.Line line = export.next();
      return line == null ? null : line.place();
    }
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
