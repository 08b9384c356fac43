package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.Stage;
import org.bricscodes.codes.WasteReport;

/**
 * What becomes of product codes: ranges of a batch are reported printed, applied and active; lists
 * of single codes are sold, recalled or voided; and what follows for every code is asked for. All
 * of it may be sent again: a report under its idempotency key, a list always.
 */
public final class CodeLife {

  private static final String BATCHES = "/codes/batches/";
  private static final String LINES = "text/plain";

  private final Wire wire;

  CodeLife(Wire wire) {
    this.wire = wire;
  }

  /**
   * What a list did.
   *
   * @param changed codes that it set
   * @param unchanged codes that stood so already
   * @param refused codes that became something else while it was applied
   * @param reports one for each batch, state and reason
   */
  public record ListReceipt(int changed, int unchanged, int refused, List<RecordedReport> reports) {

    public ListReceipt {
      reports = List.copyOf(reports);
    }
  }

  /** What became of one code. */
  public record Standing(String gtin, String lot, String serial, CodeState state) {}

  /** How the states of a batch's codes are written. */
  public enum StatesForm {
    /** {@code serial,state,at,by,reason} lines under a heading. */
    CSV("states.csv"),
    /** One JSON object a line. */
    NDJSON("states.ndjson");

    private final String segment;

    StatesForm(String segment) {
      this.segment = segment;
    }
  }

  /**
   * Reports what was done with a range of a batch.
   *
   * @param idempotencyKey the same report under the same key is kept once, however often it is sent
   * @return as it is kept
   */
  public RecordedReport report(String batchId, RangeReport report, String idempotencyKey) {
    return RecordedReport.of(
        wire.send(
                Call.post(batch(batchId, "reports"), report.toJson())
                    .with("Idempotency-Key", idempotencyKey)
                    .harmlessToRepeat())
            .json());
  }

  /** The reports and lists of a batch, oldest first, read page by page as the stream is. */
  public Stream<RecordedReport> reports(String batchId) {
    return Pages.from(wire, Call.get(batch(batchId, "reports?perPage=1000")))
        .flatMap(page -> StreamSupport.stream(page.json().path("reports").spliterator(), false))
        .map(RecordedReport::of);
  }

  /**
   * Voids codes of one batch: all of them, or none. Void is final.
   *
   * @param codes serials, or Digital Links; at most 100,000
   * @throws ApiFailure.Refused naming every code at fault by its line, 1 for the first
   */
  public ListReceipt voidCodes(String batchId, List<String> codes, String reason) {
    return list(batch(batchId, "voids?reason=" + Paths.segment(reason)), codes);
  }

  /**
   * Sets the state of codes of any of the party's batches: all of them, or none.
   *
   * @param links their Digital Links; at most 100,000
   * @throws ApiFailure.Refused naming every code at fault by its line, 1 for the first
   */
  public ListReceipt set(CodeState.Status state, List<String> links, String reason) {
    return list("/codes/states?state=" + state.word() + "&reason=" + Paths.segment(reason), links);
  }

  /**
   * What became of one code.
   *
   * @param link the path of its Digital Link, {@code /01/…/21/…}
   */
  public Standing standing(String link) {
    return standing(wire.send(Call.get("/codes/states" + link)).json());
  }

  /**
   * Says what became of one code; as it stands then.
   *
   * @param link the path of its Digital Link, {@code /01/…/21/…}
   */
  public Standing set(CodeState.Status state, String link, String reason) {
    JsonNode body =
        JsonNodeFactory.instance.objectNode().put("state", state.word()).put("reason", reason);
    return standing(wire.send(Call.put("/codes/states" + link, body)).json());
  }

  /**
   * Writes the state of every code of a batch to a stream, in the order of issue, on another
   * thread.
   *
   * @param only codes in this state; empty: all of them
   * @throws ApiFailure.Unreachable if it broke off; what was written is then not whole
   * @throws java.io.UncheckedIOException if the stream fails
   */
  public void writeStates(
      String batchId,
      StatesForm form,
      Optional<CodeState.Status> only,
      OutputStream sink,
      DownloadProgress progress) {
    String query = only.map(state -> "?state=" + state.word()).orElse("");
    wire.download(Call.get(batch(batchId, form.segment + query)), sink, progress);
  }

  /**
   * Writes them to a file, which takes its name when it is whole.
   *
   * @throws ApiFailure.Unreachable if it broke off; nothing is left then
   */
  public void saveStates(
      String batchId,
      StatesForm form,
      Optional<CodeState.Status> only,
      Path file,
      DownloadProgress progress)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        writeStates(batchId, form, only, out, progress);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Where the codes of a batch have gone. Counting may take long where very much was said of single
   * codes; it is waited for as long as the service works on it.
   */
  public WasteReport waste(String batchId) {
    BoundedBytes kept = new BoundedBytes();
    Reply reply = wire.download(Call.get(batch(batchId, "waste")), kept, DownloadProgress.NONE);
    return waste(new Reply(reply.request(), reply.answer(), kept.bytes()).json());
  }

  private ListReceipt list(String path, List<String> codes) {
    codes.stream()
        .filter(code -> code.lines().count() != 1 || code.isBlank())
        .findFirst()
        .ifPresent(
            _ -> {
              throw new IllegalArgumentException("a code is a serial or a link, on one line");
            });
    byte[] lines = String.join("\n", codes).getBytes(StandardCharsets.UTF_8);
    JsonNode answer = wire.send(Call.post(path, LINES, lines).harmlessToRepeat()).json();
    List<RecordedReport> reports = new ArrayList<>();
    answer.path("reports").forEach(report -> reports.add(RecordedReport.of(report)));
    return new ListReceipt(
        answer.path("changed").asInt(),
        answer.path("unchanged").asInt(),
        answer.path("refused").asInt(),
        reports);
  }

  private static Standing standing(JsonNode answer) {
    CodeState.Status status = Fields.status(answer, "state");
    CodeState state =
        Fields.optionalInstant(answer, "at")
            .map(
                at ->
                    new CodeState(
                        status, answer.path("by").asText(), at, answer.path("reason").asText()))
            .orElse(new CodeState(status, null, null, null));
    return new Standing(
        answer.path("gtin").asText(),
        answer.path("lot").asText(),
        answer.path("serial").asText(),
        state);
  }

  private static WasteReport waste(JsonNode answer) {
    Map<CodeState.Status, Long> standing = new EnumMap<>(CodeState.Status.class);
    for (CodeState.Status status : CodeState.Status.values()) {
      standing.put(status, answer.path("standing").path(status.word()).asLong());
    }
    List<WasteReport.Wasted> wasted = new ArrayList<>();
    for (JsonNode part : answer.path("waste")) {
      Stage stage =
          Stage.of(part.path("stage").asText())
              .orElseThrow(() -> new ApiFailure.Unreadable("the answer names no stage of waste"));
      wasted.add(
          new WasteReport.Wasted(stage, part.path("reason").asText(), part.path("count").asLong()));
    }
    return new WasteReport(
        answer.path("ordered").asLong(),
        answer.path("printed").asLong(),
        answer.path("applied").asLong(),
        answer.path("active").asLong(),
        standing,
        wasted);
  }

  private static String batch(String batchId, String rest) {
    return BATCHES + Paths.segment(batchId) + "/" + rest;
  }
}
