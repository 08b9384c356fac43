package org.bricscodes.samples.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.api.client.BatchFileRequest;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.epcis.TransformationEvent;

/**
 * Every pack that a lot went into: the transformations that used it, those that used what they
 * made, and so on; and then the codes that this party issued for each lot that was reached. Any
 * thread.
 */
final class Recall {

  /** Lots one recall may reach. */
  static final int MAX_LOTS = 10_000;

  private static final int BATCHES = 1_000;

  private final TraceClient client;

  /**
   * @param client of the party that issued the codes
   */
  Recall(TraceClient client) {
    this.client = client;
  }

  /**
   * What a recall reached.
   *
   * @param lots Digital Links, the recalled one included
   * @param packs whose codes were read
   */
  record Affected(Set<String> lots, long packs) {}

  /** Asks for all of them. */
  Affected of(String lot) {
    Set<String> lots = lots(lot);
    long packs = 0;
    for (String batch : batchesOf(lots)) {
      Lines lines = new Lines();
      client.codes().download(batch, BatchFileRequest.csv(), lines, (_, _) -> {});
      packs += lines.count;
    }
    return new Affected(lots, packs);
  }

  private Set<String> lots(String first) {
    Set<String> reached = new LinkedHashSet<>(Set.of(first));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      client.events().stream(EventFilter.where("MATCH_inputEPCClass", open.remove()))
          .map(found -> (TransformationEvent) found.event())
          .flatMap(made -> made.outputQuantityList().stream())
          .map(output -> output.epcClass().canonical())
          .filter(reached::add)
          .forEach(open::add);
      if (reached.size() > MAX_LOTS) {
        throw new IllegalStateException("the lot went into more than " + MAX_LOTS + " others");
      }
    }
    return reached;
  }

  /** Of the party's newest batches. */
  private List<String> batchesOf(Set<String> lots) {
    List<String> batches = new ArrayList<>();
    for (JsonNode batch : client.json("/codes/batches?perPage=" + BATCHES).path("batches")) {
      String gtin = batch.path("gtin").asText();
      if (lots.contains("https://id.gs1.org/01/" + gtin + "/10/" + batch.path("lot").asText())) {
        batches.add(batch.path("id").asText());
      }
    }
    return batches;
  }

  private static final class Lines extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count += b == '\n' ? 1 : 0;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      for (int i = from; i < from + length; i++) {
        count += bytes[i] == '\n' ? 1 : 0;
      }
    }
  }
}
