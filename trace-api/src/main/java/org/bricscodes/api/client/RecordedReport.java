package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.bricscodes.codes.CodeState;

/**
 * A report, or one batch's part of a list, as the service keeps it.
 *
 * @param number in the batch, from 1 on, with gaps
 * @param state that its codes got into
 * @param from place of the first code; empty for a list
 * @param count codes it names
 * @param fresh those of them that nobody had reported so before
 * @param wasted codes that became void by it
 */
public record RecordedReport(
    long number,
    CodeState.Status state,
    String by,
    Instant at,
    Instant recorded,
    OptionalLong from,
    long count,
    long fresh,
    long wasted,
    Optional<String> reason) {

  static RecordedReport of(JsonNode report) {
    return new RecordedReport(
        report.path("number").asLong(),
        Fields.status(report, "state"),
        report.path("by").asText(),
        Fields.instant(report, "at"),
        Fields.instant(report, "recorded"),
        report.has("from") ? OptionalLong.of(report.path("from").asLong()) : OptionalLong.empty(),
        report.path("count").asLong(),
        report.path("fresh").asLong(),
        report.path("wasted").asLong(),
        Fields.text(report, "reason"));
  }
}
