package org.bricscodes.tlog;

import java.util.List;
import java.util.stream.Collectors;

/** What a {@link Witness} answers to a checkpoint it is asked to cosign. */
public sealed interface WitnessAnswer {

  /** Media type of a {@link Conflict}. */
  String SIZE_TYPE = "text/x.tlog.size";

  /**
   * Cosigned, and that is durable: status 200.
   *
   * @param signatures one for each key of the witness
   */
  record Cosigned(List<NoteSignature> signatures) implements WitnessAnswer {
    public Cosigned {
      signatures = List.copyOf(signatures);
    }

    /** The body: one line a signature. */
    public String body() {
      return signatures.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
  }

  /** The request has not the form of one, or its old size exceeds the checkpoint's: 400. */
  record Malformed(String reason) implements WitnessAnswer {}

  /** No line of the checkpoint is a signature of the log, or one that says so is not: 403. */
  record Unsigned(String reason) implements WitnessAnswer {}

  /** A log this witness does not follow: 404. */
  record UnknownLog(String origin) implements WitnessAnswer {}

  /**
   * The witness knows another size: 409. Ask again with a proof from there.
   *
   * @param size of the tree cosigned last; 0 if there was none
   */
  record Conflict(long size) implements WitnessAnswer {
    /** The body, in {@link #SIZE_TYPE}. */
    public String body() {
      return size + "\n";
    }
  }

  /** The checkpoint does not extend, or is not shown to extend, what was cosigned: 422. */
  record Inconsistent(String reason) implements WitnessAnswer {}

  /** The log asks more often than its entry in the list allows. */
  record TooOften(long retrySeconds) implements WitnessAnswer {}
}
