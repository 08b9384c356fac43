package org.bricscodes.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;

/**
 * Bytes that proofs take in a result set, against one path per event as in a proof bundle, for
 * events scattered over the log and for events side by side. Arguments: entries of the log.
 */
final class ProofSizes {

  private static final int BATCH = 50_000;

  /** A hash in JSON: base64, two quotation marks, a comma. */
  private static final int HASH_BYTES = 44 + 3;

  private ProofSizes() {}

  public static void main(String[] arguments) throws Exception {
    int entries = Integer.parseInt(arguments[0]);
    Random random = new Random(5);
    Path folder = Files.createTempDirectory("proof-sizes");
    SignerKey key = SignerKey.generate("log.example/trace", random);
    LogOptions options =
        LogOptions.standard(InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z")), random);
    try (TransparencyLog log = TransparencyLog.open(folder, key, options)) {
      for (int at = 0; at < entries; at += BATCH) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = 0; i < Math.min(BATCH, entries - at); i++) {
          byte[] entry = new byte[33];
          random.nextBytes(entry);
          batch.add(entry);
        }
        log.append(batch);
      }
      log.publish();
      for (int count : new int[] {1, 100, 1_000, 10_000}) {
        TreeSet<Long> scattered = new TreeSet<>();
        while (scattered.size() < count) {
          scattered.add(random.nextLong(entries));
        }
        print(log, "scattered", List.copyOf(scattered));
        long first = random.nextLong(entries - count + 1L);
        List<Long> together = new ArrayList<>();
        for (long index = first; index < first + count; index++) {
          together.add(index);
        }
        print(log, "together", together);
      }
    }
  }

  private static void print(TransparencyLog log, String how, List<Long> indices) {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    BundleMaker maker = new BundleMaker(log, WitnessedLog.alone(log), none, Map.of());
    SignedCheckpoint checkpoint = maker.checkpoint();
    RecordedEvent sample =
        new Story()
            .object(Story.FACTORY, "2026-05-01T00:00:00Z", "commissioning", Story.PACK, "")
            .events()
            .getFirst()
            .recorded();
    List<RecordedEvent> events = indices.stream().map(index -> at(index, sample)).toList();
    long start = System.nanoTime();
    ResultSet set = maker.of("{}", "everyone", checkpoint, events);
    double millis = (System.nanoTime() - start) / 1e6;
    long paths = 0;
    for (long index : indices) {
      paths += log.inclusion(index, checkpoint.size()).path().size();
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%,d entries, %,d events %s: shared %,.0f, apart %,.0f bytes an event (%.2f);"
                + " file %,.0f; made in %.1f ms",
            checkpoint.size(),
            indices.size(),
            how,
            (double) HASH_BYTES * set.nodes().size() / indices.size(),
            (double) HASH_BYTES * paths / indices.size(),
            (double) set.nodes().size() / paths,
            (double) BundleJson.write(set).length / indices.size(),
            millis));
  }

  private static RecordedEvent at(long index, RecordedEvent sample) {
    return new RecordedEvent(
        sample.eventID(),
        sample.party(),
        sample.recordTime(),
        index,
        sample.salt(),
        sample.contentDigest(),
        sample.eventHash(),
        sample.context(),
        sample.event());
  }
}
