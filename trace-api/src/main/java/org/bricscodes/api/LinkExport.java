package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.bricscodes.resolver.LinkPage;
import org.bricscodes.resolver.LinkRegistry;
import org.bricscodes.resolver.Registered;
import org.jspecify.annotations.Nullable;

/**
 * Every registration as NDJSON, owner by owner, in bounded steps: what another resolver follows. A
 * transfer that ends well is whole; one that fails breaks its connection.
 */
final class LinkExport {

  private static final int PER_STEP = 500;

  private final LinkRegistry registry;
  private final long start;
  private final AtomicLong changes = new AtomicLong();

  /**
   * @param random tells this run of the service from any other
   */
  LinkExport(LinkRegistry registry, RandomGenerator random) {
    this.registry = registry;
    this.start = random.nextLong();
  }

  /** Links changed; call it after the change is durable. */
  void changed() {
    changes.incrementAndGet();
  }

  /** The same for as long as nothing changes; without quotation marks. */
  String tag(Caller caller) {
    HexFormat hex = HexFormat.of();
    long whose = caller.role() == Role.EXPORTER ? caller.party().hashCode() : 0;
    return hex.toHexDigits(start ^ whose) + "-" + Long.toHexString(changes.get());
  }

  /**
   * @param party whose registrations; null: everybody's
   */
  Pieces.Source pieces(@Nullable String party) {
    return new Walk(party);
  }

  private final class Walk implements Pieces.Source {
    private final Deque<String> owners = new ArrayDeque<>();
    private final boolean everybody;
    private boolean begun;
    private @Nullable String last;
    private byte @Nullable [] after;

    Walk(@Nullable String party) {
      everybody = party == null;
      if (party != null) {
        owners.add(party);
      }
    }

    @Override
    public @Nullable Buffer next() {
      if (owners.isEmpty() && everybody && (!begun || last != null)) {
        begun = true;
        List<String> more = registry.owners(last);
        last = more.isEmpty() ? null : more.getLast();
        owners.addAll(more);
      }
      String owner = owners.peek();
      if (owner == null) {
        return null;
      }
      LinkPage page = registry.page(owner, after, PER_STEP);
      after = page.next();
      if (after == null) {
        owners.remove();
      }
      Buffer lines = Buffer.buffer();
      for (Registered registered : page.registered()) {
        lines.appendBytes(Json.bytes(LinkBody.listed(registered))).appendByte((byte) '\n');
      }
      return lines;
    }
  }
}
