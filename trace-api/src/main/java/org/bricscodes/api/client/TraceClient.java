package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client of a running service, with one party's key.
 *
 * <pre>{@code
 * TraceClient client = TraceClient.of(URI.create("https://trace.example"), key);
 * CaptureReceipt receipt = client.captures().capture(document, EventForm.JSON, ROLLBACK);
 * client.events().stream(EventFilter.where("EQ_bizStep", "shipping")).forEach(System.out::println);
 * }</pre>
 *
 * <p><b>Failures.</b> Every call either does what it says or throws an {@link ApiFailure}, which
 * tells a refusal with its typed faults from a service that cannot be reached.
 *
 * <p><b>Time.</b> Calls block. A connection is made within 10 seconds and an answer is whole within
 * a minute; a download may take longer as long as bytes keep coming. A busy service (503) is tried
 * again after {@code Retry-After} or a growing pause, for as long as the client's patience lasts: a
 * minute, unless {@link #patient} says otherwise. A broken connection is tried three times more
 * where repeating is harmless: reading, deleting, capturing (the service knows an event by its
 * content) and orders that carry an idempotency key. Interrupting the thread ends a call.
 *
 * <p><b>Space.</b> An answer held in memory has at most {@value Wire#MAX_ANSWER_BYTES} bytes; what
 * can be larger is streamed to where the caller says.
 *
 * <p><b>Threads.</b> Clients are immutable and may be used by many threads; those made from one
 * another share connections. Nothing needs closing.
 */
public final class TraceClient {

  private final Wire wire;

  private TraceClient(Wire wire) {
    this.wire = wire;
  }

  /**
   * @param base of the service, such as {@code https://trace.example}; a slash at its end is
   *     ignored
   * @param key null: only what is public
   */
  public static TraceClient of(URI base, @Nullable String key) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Wire.CONNECT_TIMEOUT)
            .build();
    return new TraceClient(new Wire(http, base, key, Duration.ofMinutes(1)));
  }

  /** The same service with another party's key. */
  public TraceClient as(String otherKey) {
    return new TraceClient(wire.as(otherKey));
  }

  /** The same client, which keeps trying a busy service for {@code patience} in all. */
  public TraceClient patient(Duration patience) {
    return new TraceClient(wire.patient(patience));
  }

  /** Reporting events. */
  public Captures captures() {
    return new Captures(wire);
  }

  /** Asking for events. */
  public Events events() {
    return new Events(wire);
  }

  /** Queries under names, and subscriptions. */
  public NamedQueries queries() {
    return new NamedQueries(wire);
  }

  /** Whole answers as files. */
  public Exports exports() {
    return new Exports(wire);
  }

  /** Issuing product codes, and files of them. */
  public Codes codes() {
    return new Codes(wire);
  }

  /** What becomes of product codes: reports, lists, states, waste. */
  public CodeLife life() {
    return new CodeLife(wire);
  }

  /** Codes made elsewhere. */
  public Aliases aliases() {
    return new Aliases(wire);
  }

  /** The keys codes are made with, for an admin. */
  public Epochs epochs() {
    return new Epochs(wire);
  }

  /** What product codes lead to. */
  public ProductLinks links() {
    return new ProductLinks(wire);
  }

  /** Look-ups of codes as they were recorded. */
  public RecordedScans scans() {
    return new RecordedScans(wire);
  }

  /** Giving and taking keys, for an admin. */
  public Keys keys() {
    return new Keys(wire);
  }

  /** Backups. */
  public OnlineBackups backups() {
    return new OnlineBackups(wire);
  }

  /**
   * Reads a text by its path and query, such as {@code /log/checkpoint}: for what has no typed face
   * here.
   */
  public String text(String path) {
    return wire.send(Call.get(path)).text();
  }

  /** Reads a JSON document by its path and query, such as that of a scan. */
  public JsonNode json(String path) {
    return wire.send(Call.get(path).accepting(Call.JSON)).json();
  }
}
