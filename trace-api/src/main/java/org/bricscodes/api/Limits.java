package org.bricscodes.api;

import java.time.Duration;

/**
 * What a request may be at most; stated in the OpenAPI document.
 *
 * @param maxUriBytes of the request line; more is 414
 * @param maxHeaderBytes of all headers; more is 431
 * @param maxBodyBytes of a plain API body; more is 413
 * @param maxCaptureBytes of an EPCIS document; more is 413
 * @param maxCaptureEvents in one document; more is 413
 * @param pageTokenLife how long a page token leads on
 * @param receiving a body must have been received within this
 * @param idle a connection without traffic is closed after this
 */
record Limits(
    int maxUriBytes,
    int maxHeaderBytes,
    int maxBodyBytes,
    int maxCaptureBytes,
    int maxCaptureEvents,
    Duration pageTokenLife,
    Duration receiving,
    Duration idle) {

  static final Limits STANDARD =
      new Limits(
          8 << 10,
          16 << 10,
          64 << 10,
          4 << 20,
          500,
          Duration.ofHours(24),
          Duration.ofMinutes(2),
          Duration.ofSeconds(60));
}
