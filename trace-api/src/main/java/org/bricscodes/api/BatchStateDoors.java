package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.StateLines;
import org.bricscodes.codes.WasteCount;
import org.bricscodes.codes.WasteReport;
import org.jspecify.annotations.Nullable;

/** What became of a batch: the state of every code, streamed, and where the codes have gone. */
final class BatchStateDoors {

  private final CodeBook codes;
  private final CodeLife life;
  private final OwnedBatches batches;
  private final Work work;

  BatchStateDoors(CodeBook codes, CodeLife life, Work work) {
    this.codes = codes;
    this.life = life;
    this.batches = new OwnedBatches(codes);
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(
                HttpMethod.GET,
                "/codes/batches/{batchId}/states.csv",
                exchange -> states(exchange, StateForm.CSV))
            .only(Role.EXPORTER),
        Door.open(
                HttpMethod.GET,
                "/codes/batches/{batchId}/states.ndjson",
                exchange -> states(exchange, StateForm.NDJSON))
            .only(Role.EXPORTER),
        Door.open(
                HttpMethod.GET,
                "/codes/batches/{batchId}/waste",
                exchange -> waste(exchange, WasteForm.JSON))
            .only(Role.EXPORTER),
        Door.open(
                HttpMethod.GET,
                "/codes/batches/{batchId}/waste.csv",
                exchange -> waste(exchange, WasteForm.CSV))
            .only(Role.EXPORTER));
  }

  private Future<Answer> states(Exchange exchange, StateForm form) {
    String id = exchange.decoded("batchId");
    QueryString query = exchange.query();
    query.only(Set.of("state"));
    Predicate<CodeState> wanted = query.value("state").map(this::only).orElse(_ -> true);
    return work.run(
        () -> {
          Batch batch = batches.find(id, exchange.caller());
          StateLines lines =
              CodesProblems.translate(
                  () -> form.lines(codes.serials(batch), life.states(batch), wanted));
          return Answer.streamed(
                  form.mediaType(), new Pieces(work, new Lines(Buffer.buffer(form.head()), lines)))
              .with(
                  "Content-Disposition",
                  "attachment; filename=\"" + batch.id() + "-states." + form.suffix() + "\"")
              .noStore();
        });
  }

  private Predicate<CodeState> only(String word) {
    CodeState.Status status =
        CodeState.Status.of(word)
            .orElseThrow(
                () ->
                    Problem.invalidParameter(
                        "state",
                        "must be ordered, printed, applied, active, sold, recalled or void"));
    return state -> state.status() == status;
  }

  private Future<Answer> waste(Exchange exchange, WasteForm form) {
    String id = exchange.decoded("batchId");
    return work.run(
        () -> {
          WasteCount count = life.countWaste(batches.find(id, exchange.caller()));
          WasteReport first = count.next();
          return first == null
              ? Answer.streamed(form.mediaType(), new Pieces(work, new WastePieces(count, form)))
                  .noStore()
              : Answer.of(200, form.mediaType(), form.write(first)).noStore();
        });
  }

  /** The heading, then the lines. */
  private static final class Lines implements Pieces.Source {

    private final StateLines lines;
    private Optional<Buffer> head;

    Lines(Buffer head, StateLines lines) {
      this.head = head.length() == 0 ? Optional.empty() : Optional.of(head);
      this.lines = lines;
    }

    @Override
    public @Nullable Buffer next() {
      if (head.isPresent()) {
        Buffer first = head.get();
        head = Optional.empty();
        return first;
      }
      byte[] chunk = lines.next();
      return chunk == null ? null : Buffer.buffer(chunk);
    }
  }
}
