package org.bricscodes.capture;

/** What one refused event does to the others of its document (EPCIS 2.0 §12.6). */
public enum ErrorBehaviour {
  /** All events of the document are recorded, or none. */
  ROLLBACK,
  /** Each event is recorded or refused by itself. */
  PROCEED
}
