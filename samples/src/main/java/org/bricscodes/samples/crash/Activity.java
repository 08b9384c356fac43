package org.bricscodes.samples.crash;

/** What clients are doing when the service is struck. */
enum Activity {
  /** Single events are recorded; they are logged and anchored behind the answer. */
  EVENTS("events"),
  /** Documents are captured by jobs. */
  DOCUMENTS("documents"),
  /** Batches of codes are issued. */
  BATCHES("batches"),
  /** Stages of batches are reported. */
  STAGES("stages"),
  /** Single codes change their state. */
  STATES("states"),
  /** Lists of codes change their state. */
  LISTS("lists"),
  /** Codes are looked up. */
  SCANS("scans"),
  /** Consumers report problems, and their owner answers. */
  REPORTS("reports"),
  /** Somebody else's log has its checkpoints cosigned. */
  WITNESSING("witnessing"),
  /** All of it at once. */
  EVERYTHING("everything");

  private final String word;

  Activity(String word) {
    this.word = word;
  }

  /** As the table has it. */
  String word() {
    return word;
  }
}
