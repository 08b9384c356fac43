package org.bricscodes.api;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.RecordedEvent;

/**
 * Rows per second of exports over HTTP, against reading the same stored bodies in the order of
 * recording, and reading and parsing them, without a server; all in one run, client included.
 * Arguments: documents of 500 events to capture first.
 */
final class ExportLoad {

  private static final String ADMIN_KEY = "admin-key-of-this-load";
  private static final int EVENTS = 500;

  private ExportLoad() {}

  public static void main(String[] arguments) throws Exception {
    int documents = Integer.parseInt(arguments[0]);
    Path data = Files.createTempDirectory("export-load");
    try (TraceServer server =
        TraceServer.start(
            Config.local(data).withAdminKey(ADMIN_KEY), Clock.systemUTC(), new SecureRandom())) {
      TraceClient admin = TraceClient.of(server.address(), ADMIN_KEY);
      for (int i = 0; i < documents; i++) {
        admin.captures().capture(document(i), EventForm.JSON, ErrorBehaviour.ROLLBACK);
      }
      for (int round = 0; round < 3; round++) {
        for (String format : new String[] {"ndjson", "csv", "parquet"}) {
          export(server.address(), format, documents * EVENTS);
        }
      }
    }
    try (Assembly assembly =
        Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom())) {
      for (int round = 0; round < 3; round++) {
        read(assembly.parts().archive());
      }
    }
    System.exit(0);
  }

  private static void export(URI server, String format, int rows) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                server.resolve(
                    "/export/events." + format + "?orderBy=recordTime&orderDirection=ASC"))
            .header("Authorization", "Bearer " + ADMIN_KEY)
            .build();
    long start = System.nanoTime();
    long bytes = 0;
    try (HttpClient client = HttpClient.newHttpClient();
        InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      byte[] piece = new byte[1 << 16];
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        bytes += read;
      }
    }
    print(format, rows, bytes, start);
  }

  private static void read(EventArchive archive) {
    long size = archive.size();
    long bytes = 0;
    long start = System.nanoTime();
    for (long at = 0; at < size; at += 256) {
      for (RecordedEvent event : archive.bySequence(at, 256)) {
        bytes += event.event().length;
      }
    }
    print("bodies read", (int) size, bytes, start);
    EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);
    long parsed = System.nanoTime();
    for (long at = 0; at < size; at += 256) {
      for (RecordedEvent event : archive.bySequence(at, 256)) {
        reader.parseEvent(event.event(), event.context());
      }
    }
    print("bodies read and parsed", (int) size, bytes, parsed);
  }

  private static void print(String what, int rows, long bytes, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT, "%s: %,.0f rows/s, %d bytes a row", what, rows / seconds, bytes / rows));
  }

  private static byte[] document(int number) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      String serial = number + "-" + i;
      events.append(i == 0 ? "" : ",");
      events.append(
          """
          {"type":"ObjectEvent","eventID":"urn:x:%1$s","eventTime":"2026-05-02T10:00:00.000+08:00",
           "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"shipping",
           "disposition":"in_transit","readPoint":{"id":"https://id.gs1.org/414/9521222000018"},
           "bizLocation":{"id":"https://id.gs1.org/414/9521222000018"},
           "epcList":["https://id.gs1.org/01/09521222000018/21/A%1$s",
            "https://id.gs1.org/01/09521222000018/21/B%1$s",
            "https://id.gs1.org/01/09521222000018/21/C%1$s"],
           "bizTransactionList":[{"type":"po","bizTransaction":"urn:example:po:%1$s"}]}
          """
              .formatted(serial));
    }
    return ("{\"@context\":\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
            + "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
            + "\"creationDate\":\"2026-05-04T17:00:00+08:00\",\"epcisBody\":{\"eventList\":["
            + events
            + "]}}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
