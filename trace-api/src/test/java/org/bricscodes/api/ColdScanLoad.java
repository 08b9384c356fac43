package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bricscodes.api.Hammer.Measured;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.Codes;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;

/**
 * Scans of items whose twelve events nobody has read since the service started, each once, against
 * the bare framework answering a constant of the same size, in one process and one run, client
 * included. No two items share an event, so that none helps the next.
 *
 * <p>Arguments: a folder, the number of items, and {@code json} or {@code html}. Items are issued
 * and captured, unless an earlier run did so and left their list in {@code folder.items}; the
 * compiler gets its work from every fourth of them, then the service starts anew, which drops the
 * block cache, and the operating system is told to drop its own; where that is refused (it takes
 * root) the program says so, and its figures are those of a full page cache.
 */
final class ColdScanLoad {

  private static final long SEED = 20261126;
  private static final int CONNECTIONS = 64;
  private static final int DOCUMENT_ITEMS = 40;
  private static final String GTIN = "09521222000018";

  private static final List<String> STEPS =
      List.of(
          "commissioning",
          "inspecting",
          "packing",
          "storing",
          "shipping",
          "receiving",
          "storing",
          "shipping",
          "arriving",
          "receiving",
          "stocking",
          "retail_selling");

  private final Path data;
  private final Hammer hammer;

  private ColdScanLoad(Path data, String accept) {
    this.data = data;
    this.hammer =
        new Hammer(
            200, Map.of("Accept", accept, "Accept-Encoding", "gzip", "User-Agent", ScanLoad.PHONE));
  }

  public static void main(String[] arguments) throws Exception {
    String accept =
        switch (arguments[2]) {
          case "json" -> "application/json";
          case "html" -> "text/html";
          default -> throw new IllegalArgumentException("the third argument is json or html");
        };
    ColdScanLoad load = new ColdScanLoad(Path.of(arguments[0]), accept);
    Path list = Path.of(arguments[0] + ".items");
    if (Files.notExists(list)) {
      Files.write(list, load.fill(Integer.parseInt(arguments[1])));
    }
    List<String> items = Files.readAllLines(list);
    Collections.shuffle(items, new Random(SEED));
    int warming = items.size() / 4;
    load.warm(items.subList(0, warming));
    load.measure(items.subList(warming, items.size()));
    System.exit(0);
  }

  private TraceServer start() throws Exception {
    return TraceServer.start(
        Config.local(data).withAdminKey(ScanLoad.ADMIN_KEY), Clock.systemUTC(), new SecureRandom());
  }

  private List<String> fill(int items) throws Exception {
    try (TraceServer server = start()) {
      TraceClient admin = TraceClient.of(server.address(), ScanLoad.ADMIN_KEY);
      String key =
          admin
              .keys()
              .issue("https://id.gs1.org/417/9521222000001", "Factory", "exporter")
              .secret();
      TraceClient exporter = admin.as(key);
      Codes.IssuedBatch batch =
          exporter
              .codes()
              .issue(
                  new BatchRequest(GTIN, "COLD", items, "2028-04-23", null, "Oolong tea"), "cold");
      List<String> serials = exporter.codes().serials(batch.id());
      List<String> jobs = new ArrayList<>();
      for (int from = 0; from < items; from += DOCUMENT_ITEMS) {
        List<String> some = serials.subList(from, Math.min(items, from + DOCUMENT_ITEMS));
        byte[] document = document(from, some).getBytes(StandardCharsets.UTF_8);
        jobs.add(exporter.captures().submit(document, EventForm.JSON, ErrorBehaviour.ROLLBACK));
      }
      for (String job : jobs) {
        if (!exporter.captures().await(job).success()) {
          throw new IllegalStateException("a document was refused");
        }
      }
      List<String> paths = new ArrayList<>();
      serials.forEach(serial -> paths.add("/scan/01/" + GTIN + "/10/COLD/21/" + serial));
      return paths;
    }
  }

  private static String document(int first, List<String> serials) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < serials.size(); i++) {
      for (int step = 0; step < STEPS.size(); step++) {
        events.add(event(first + i, serials.get(i), step));
      }
    }
    return """
    {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
     "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T09:00:00Z",
     "epcisBody":{"eventList":[%s]}}\
    """
        .formatted(String.join(",", events));
  }

  private static String event(int item, String serial, int step) {
    return """
    {"type":"ObjectEvent","eventID":"urn:uuid:00000000-0000-4000-8000-%012x",
     "eventTime":"2026-05-%02dT09:00:00.000+08:00","eventTimeZoneOffset":"+08:00",
     "action":"%s","bizStep":"%s","disposition":"in_progress",
     "epcList":["https://id.gs1.org/01/%s/21/%s"],
     "readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
     "bizLocation":{"id":"https://id.gs1.org/414/9521222000025"},
     "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:9521222000018:%s"}]}\
    """
        .formatted(
            item << 4 | step,
            1 + step,
            step == 0 ? "ADD" : "OBSERVE",
            STEPS.get(step),
            GTIN,
            serial,
            serial);
  }

  /** The compiler's work, on items that are not measured. */
  private void warm(List<String> items) throws Exception {
    try (TraceServer server = start()) {
      for (int round = 0; round < 3; round++) {
        hammer.once(server.address(), CONNECTIONS, items.size(), n -> items.get((int) n));
        hammer.once(
            server.address(), CONNECTIONS, items.size(), n -> items.get((int) n) + "?anew=" + n);
      }
    }
  }

  private void measure(List<String> items) throws Exception {
    try (TraceServer server = start()) {
      URI address = server.address();
      // One by one is how a phone meets it: nobody else's request is before it in a queue.
      List<String> alone = items.subList(0, items.size() / 3);
      List<String> crowd = items.subList(items.size() / 3, items.size());
      dropPageCache();
      Measured single = hammer.once(address, 1, alone.size(), n -> alone.get((int) n));
      print("cold, one at a time", single);
      dropPageCache();
      Measured cold = hammer.once(address, CONNECTIONS, crowd.size(), n -> crowd.get((int) n));
      print("cold, 64 connections", cold);
      Measured anew =
          hammer.once(address, CONNECTIONS, crowd.size(), n -> crowd.get((int) n) + "?anew");
      print("made anew, blocks in cache", anew);
      Duration time = Duration.ofSeconds(5);
      String one = crowd.getFirst();
      Measured ready = hammer.measure(address, CONNECTIONS, time, n -> one);
      print("nothing changed since", ready);

      Buffer body = Buffer.buffer(new byte[Math.toIntExact(single.bytes() / single.answered())]);
      URI constant = hammer.constant(response -> response.end(body).onFailure(e -> {}));
      hammer.measure(constant, CONNECTIONS, time, n -> "/");
      Measured bare = hammer.measure(constant, CONNECTIONS, time, n -> "/");
      print("constant of " + body.length() + " bytes", bare);
      System.out.println(
          String.format(
              Locale.ROOT,
              "to the constant: cold %.2f, made anew %.2f, nothing changed %.2f",
              cold.perSecond() / bare.perSecond(),
              anew.perSecond() / bare.perSecond(),
              ready.perSecond() / bare.perSecond()));
    }
  }

  private static void print(String what, Measured measured) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: %d answers, %.0f/s, %.0f per second of processor time; ms: half %.2f, 90 %% %.2f,"
                + " 99 %% %.2f, slowest %.2f",
            what,
            measured.answered(),
            measured.perSecond(),
            measured.perProcessorSecond(),
            measured.latencies().milliseconds(0.5),
            measured.latencies().milliseconds(0.9),
            measured.latencies().milliseconds(0.99),
            measured.latencies().milliseconds(1)));
  }

  private static void dropPageCache() throws InterruptedException, IOException {
    new ProcessBuilder("sync").inheritIO().start().waitFor();
    try {
      Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
    } catch (IOException e) {
      System.out.println("the page cache was not dropped: " + e);
    }
  }
}
