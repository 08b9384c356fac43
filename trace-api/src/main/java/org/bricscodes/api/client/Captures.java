package org.bricscodes.api.client;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bricscodes.capture.ErrorBehaviour;

/**
 * Reporting events (EPCIS 2.0 §12.6). Sending a document again is harmless: the service knows each
 * of its events and counts it as a duplicate.
 */
public final class Captures {

  private static final String JOBS = "/epcis/capture";
  private static final Duration FIRST_LOOK = Duration.ofMillis(5);
  private static final Duration LAST_LOOK = Duration.ofMillis(250);

  private final Wire wire;

  Captures(Wire wire) {
    this.wire = wire;
  }

  /** What one document may be at most, as the service announces it. */
  public DocumentLimits limits() {
    Reply reply = wire.send(Call.options(JOBS));
    return new DocumentLimits(
        (int) number(reply, "GS1-EPCIS-Capture-Limit", Integer.MAX_VALUE),
        number(reply, "GS1-EPCIS-Capture-File-Size-Limit", Long.MAX_VALUE));
  }

  /**
   * Has a document captured and waits for what became of it, for as long as the service works on
   * it.
   *
   * @return of the finished job; it names what was refused, which is no failure of this call
   * @throws ApiFailure.Refused if nothing of the document can be taken
   */
  public CaptureReceipt capture(byte[] document, EventForm form, ErrorBehaviour behaviour) {
    return await(submit(document, form, behaviour));
  }

  /**
   * Has a document accepted, and does not wait. It is then durable, and will be worked off.
   *
   * @return the captureID of its job
   * @throws ApiFailure.Refused if nothing of the document can be taken
   */
  public String submit(byte[] document, EventForm form, ErrorBehaviour behaviour) {
    Reply reply =
        wire.send(
            Call.post(JOBS, form.mediaType(), document)
                .with("GS1-Capture-Error-Behaviour", behaviour.name().toLowerCase(Locale.ROOT))
                .harmlessToRepeat());
    return Paths.lastSegment(
        reply
            .header("Location")
            .orElseThrow(() -> new ApiFailure.Unreadable("the answer names no capture job")));
  }

  /** Waits until a job is finished. */
  public CaptureReceipt await(String captureID) {
    Duration pause = FIRST_LOOK;
    CaptureReceipt receipt = find(captureID);
    while (receipt.running()) {
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : pause;
      receipt = find(captureID);
    }
    return receipt;
  }

  /** How a job stands. */
  public CaptureReceipt find(String captureID) {
    return CaptureReceipt.of(wire.send(Call.get(JOBS + "/" + Paths.segment(captureID))).json());
  }

  /** The party's jobs, newest first, read page by page as the stream is. */
  public Stream<CaptureReceipt> list() {
    return Pages.from(wire, Call.get(JOBS + "?perPage=100"))
        .flatMap(page -> Pages.items(page.json()))
        .map(CaptureReceipt::of);
  }

  /**
   * Reports one event, and waits until it is recorded.
   *
   * @param event with its own {@code @context}, or as an XML event
   */
  public RecordedReceipt event(byte[] event, EventForm form) {
    Reply reply =
        wire.send(
            Call.post("/epcis/events", form.mediaType(), event)
                .accepting(form.mediaType())
                .harmlessToRepeat());
    return new RecordedReceipt(
        Paths.decoded(Paths.lastSegment(reply.header("Location").orElse(""))), reply.text());
  }

  private static long number(Reply reply, String header, long otherwise) {
    String text = reply.header(header).orElse("");
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : otherwise;
  }
}
