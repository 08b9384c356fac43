package org.bricscodes.samples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;

/**
 * The Java client in five lines, as the README of trace-api shows it: {@code ClientExample URL KEY
 * FILE} has a JSON-LD document captured and prints every shipping event since April.
 */
public final class ClientExample {

  private ClientExample() {}

  /** See the class. */
  public static void main(String... args) throws IOException {
    TraceClient client = TraceClient.of(URI.create(args[0]), args[1]);
    byte[] document = Files.readAllBytes(Path.of(args[2]));
    CaptureReceipt receipt =
        client.captures().capture(document, EventForm.JSON, ErrorBehaviour.ROLLBACK);
    receipt.errors().forEach(System.err::println);
    EventFilter shipped =
        EventFilter.where("EQ_bizStep", "shipping").and("GE_eventTime", "2026-04-01T00:00:00Z");
    client.events().stream(shipped).forEach(event -> System.out.println(event.json()));
  }
}
