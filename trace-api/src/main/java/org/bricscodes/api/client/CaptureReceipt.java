package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bricscodes.capture.ErrorBehaviour;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document. The counts are those of a finished job.
 *
 * @param success nothing has failed, so far or at all
 * @param finishedAt null while running
 * @param duplicates events the service had already; as good as recorded
 * @param errors every fault, up to a bound
 * @param errorsOmitted how many more there were
 */
public record CaptureReceipt(
    String captureID,
    boolean running,
    boolean success,
    ErrorBehaviour errorBehaviour,
    Instant createdAt,
    @Nullable Instant finishedAt,
    int recorded,
    int duplicates,
    int refused,
    List<CaptureError> errors,
    int errorsOmitted) {

  public CaptureReceipt {
    errors = List.copyOf(errors);
  }

  /**
   * Why an event was refused.
   *
   * @param event its index in the document, from 0; -1: the document as a whole
   * @param eventID empty when it has none that could be read
   * @param type of the problem, such as {@code epcisException:ValidationException}
   * @param pointer to the part at fault
   * @param detail what is wrong there and what would be right
   */
  public record CaptureError(
      int event, String eventID, String type, String pointer, String detail) {

    @Override
    public String toString() {
      return pointer.isEmpty() ? detail : pointer + ": " + detail;
    }
  }

  /** When it was finished; empty while running. */
  public Optional<Instant> finished() {
    return Optional.ofNullable(finishedAt);
  }

  static CaptureReceipt of(JsonNode job) {
    List<CaptureError> errors = new ArrayList<>();
    for (JsonNode error : job.path("errors")) {
      errors.add(
          new CaptureError(
              error.path("event").asInt(-1),
              error.path("instance").asText(),
              error.path("type").asText(),
              error.path("pointer").asText(),
              error.path("detail").asText()));
    }
    return new CaptureReceipt(
        job.path("captureID").asText(),
        job.path("running").asBoolean(),
        job.path("success").asBoolean(),
        behaviour(job.path("captureErrorBehaviour").asText("rollback")),
        Fields.instant(job, "createdAt"),
        job.has("finishedAt") ? Fields.instant(job, "finishedAt") : null,
        job.path("recorded").asInt(),
        job.path("duplicates").asInt(),
        job.path("refused").asInt(),
        errors,
        job.path("errorsOmitted").asInt());
  }

  private static ErrorBehaviour behaviour(String name) {
    return name.toUpperCase(Locale.ROOT).equals("PROCEED")
        ? ErrorBehaviour.PROCEED
        : ErrorBehaviour.ROLLBACK;
  }
}
