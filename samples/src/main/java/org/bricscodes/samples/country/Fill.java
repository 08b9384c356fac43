package org.bricscodes.samples.country;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bricscodes.api.Assembly;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.EventOutcome;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;

/**
 * Fills a data directory without a service: codes are issued, documents parsed, events hashed,
 * indexed, made durable and logged by the service's own code; only HTTP, the keys of parties and
 * the master data of their places are left out. One thread.
 */
public final class Fill {

  /** Documents on their way to the disk at once. */
  private static final int UNDER_WAY = 48;

  private final Assembly assembly;
  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
  private final Deque<CompletableFuture<List<EventOutcome>>> underWay = new ArrayDeque<>();

  public Fill(Assembly assembly) {
    this.assembly = assembly;
  }

  /** Records a lot; returns while its last documents are still under way. */
  public void record(Lot lot) {
    for (CountryDocument document : lot.documents()) {
      ParsedDocument parsed = reader.parse(document.bytes());
      if (!parsed.isSound()) {
        throw new IllegalStateException(document.fileName() + ": " + parsed.faults());
      }
      while (underWay.size() >= UNDER_WAY) {
        underWay.remove().join();
      }
      underWay.add(
          assembly
              .recorder()
              .record(document.party().uri(), parsed.events(), ErrorBehaviour.ROLLBACK)
              .toCompletableFuture());
    }
  }

  /** Waits until everything is durable. */
  public void settle() {
    while (!underWay.isEmpty()) {
      underWay.remove().join();
    }
  }
}
