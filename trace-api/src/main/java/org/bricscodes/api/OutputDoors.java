package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.bricscodes.api.output.BatchFile;
import org.bricscodes.api.output.BatchFiles;
import org.bricscodes.api.output.BatchFormat;
import org.bricscodes.api.output.FileOptions;
import org.bricscodes.api.output.FileReader;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.api.output.OptionsException;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.shares.FairShares;
import org.jspecify.annotations.Nullable;

/**
 * The files of a batch under {@code /codes/batches/{batchId}/}, made as the client takes them, and
 * resumable: one range of bytes at a time, under a strong entity tag that names the bytes for good
 * (RFC 9110 §13, §14).
 *
 * <p>A file whose length only shows when it has been made goes out in chunks, the first time. A
 * range of it has to be measured for first, by the clock for no longer than {@link #PATIENCE}; what
 * is measured by then is kept, so whoever comes again after the 503 finds less to do.
 */
final class OutputDoors {

  /** Less than a connection may be silent. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** After so long the thread is for others. */
  private static final Duration STEP = Duration.ofMillis(200);

  private static final int AHEAD = 4;

  /** How many files may be under way: each holds some blocks of memory. */
  static final int MAX_UNDER_WAY = 16;

  private final CodeBook codes;
  private final OwnedBatches owned;
  private final Work work;
  private final Executor helpers;
  private final BaseUrl baseUrl;
  private final LongSupplier nanoTime;
  private final BatchFiles files;
  private final FairSlots slots = new FairSlots(MAX_UNDER_WAY, "files");

  /**
   * @param fonts that labels are set in
   * @param helpers make blocks ahead; may refuse
   * @param nanoTime as {@link System#nanoTime}
   */
  OutputDoors(
      CodeBook codes,
      LabelFonts fonts,
      Work work,
      Executor helpers,
      BaseUrl baseUrl,
      LongSupplier nanoTime) {
    this.files = new BatchFiles(fonts);
    this.codes = codes;
    this.owned = new OwnedBatches(codes);
    this.work = work;
    this.helpers = helpers;
    this.baseUrl = baseUrl;
    this.nanoTime = nanoTime;
  }

  List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    for (BatchFormat format : BatchFormat.values()) {
      doors.add(
          Door.open(
                  HttpMethod.GET,
                  "/codes/batches/{batchId}/" + format.segment(),
                  exchange -> file(exchange, format))
              .only(Role.EXPORTER));
    }
    return doors;
  }

  private Future<Answer> file(Exchange exchange, BatchFormat format) {
    FileOptions options = options(exchange.query(), format);
    String id = exchange.decoded("batchId");
    Caller caller = exchange.caller();
    return work.run(() -> found(id, caller, format, options))
        .compose(file -> answer(exchange, file));
  }

  private BatchFile found(String id, Caller caller, BatchFormat format, FileOptions options) {
    return CodesProblems.translate(
        () -> {
          try {
            Batch batch = owned.find(id, caller);
            if (options.tellsInnerCodes() && !batch.owner().equals(caller.party())) {
              throw new Problem(
                  ProblemKind.NOT_YOURS, "inner codes are for the party that ordered the batch");
            }
            return files.file(codes.serials(batch), baseUrl.at(""), format, options);
          } catch (OptionsException e) {
            throw invalid(e);
          }
        });
  }

  private Future<Answer> answer(Exchange exchange, BatchFile file) {
    List<String> ifMatch = exchange.headers("If-Match");
    if (!ifMatch.isEmpty() && !EntityTags.anyIs(ifMatch, file.tag(), false)) {
      throw new Problem(
          ProblemKind.PRECONDITION_FAILED,
          "the file with these options has the tag " + EntityTags.quoted(file.tag()));
    }
    if (EntityTags.anyIs(exchange.headers("If-None-Match"), file.tag(), true)) {
      return Future.succeededFuture(described(Answer.empty(304), file));
    }
    Optional<ByteRange> range =
        exchange.isHead()
            ? Optional.empty()
            : exchange
                .header("Range")
                .filter(field -> stillThat(exchange, file))
                .flatMap(ByteRange::parse);
    if (range.isEmpty()) {
      return Future.succeededFuture(whole(exchange, file));
    }
    FairShares.Share slot = slots.take(Lane.of(exchange.caller()));
    return measured(file, nanoTime.getAsLong() + PATIENCE.toNanos())
        .map(length -> part(file, range.get(), length, slot))
        .onFailure(e -> slot.close());
  }

  /** If-Range: a date never matches, since the file has none. */
  private static boolean stillThat(Exchange exchange, BatchFile file) {
    return exchange
        .header("If-Range")
        .map(tag -> tag.strip().equals(EntityTags.quoted(file.tag())))
        .orElse(true);
  }

  private Answer whole(Exchange exchange, BatchFile file) {
    OptionalLong length = file.length();
    if (length.isEmpty() && !exchange.takesChunks()) {
      throw new Problem(
          ProblemKind.MALFORMED_REQUEST, "this file is sent in chunks; ask by HTTP/1.1");
    }
    FairShares.Share slot = slots.take(Lane.of(exchange.caller()));
    Answer answer =
        described(Answer.streamed(file.mediaType(), pieces(file.read(helpers, AHEAD), slot)), file)
            .with("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
    return length.isPresent()
        ? answer.with("Content-Length", String.valueOf(length.getAsLong()))
        : answer;
  }

  private Answer part(BatchFile file, ByteRange range, long length, FairShares.Share slot) {
    ByteRange.Span span =
        range
            .of(length)
            .orElseThrow(
                () ->
                    new Problem(
                            ProblemKind.RANGE_NOT_SATISFIABLE,
                            "the file ends before that range begins; it has " + length + " bytes")
                        .with("length", String.valueOf(length)));
    FileReader reader = file.read(span.from(), span.to(), helpers, AHEAD);
    return described(Answer.streamed(file.mediaType(), pieces(reader, slot)).status(206), file)
        .with("Content-Range", span.contentRange(length))
        .with("Content-Length", String.valueOf(span.to() - span.from()))
        .with("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
  }

  private static Answer described(Answer answer, BatchFile file) {
    return answer
        .with("ETag", EntityTags.quoted(file.tag()))
        .with("Accept-Ranges", "bytes")
        .noStore();
  }

  /** The length, measured step by step so that others get their turn. */
  private Future<Long> measured(BatchFile file, long deadline) {
    OptionalLong length = file.length();
    if (length.isPresent()) {
      return Future.succeededFuture(length.getAsLong());
    }
    if (nanoTime.getAsLong() - deadline > 0) {
      return Future.failedFuture(
          new Problem(
              ProblemKind.OVERLOADED,
              "the file is being measured for its ranges; come again, it goes on from there"));
    }
    return work.run(
            () -> {
              long end = nanoTime.getAsLong() + STEP.toNanos();
              return file.measure(() -> nanoTime.getAsLong() - end < 0);
            })
        .compose(done -> measured(file, deadline));
  }

  private Pieces pieces(FileReader reader, FairShares.Share slot) {
    return new Pieces(work, new FilePieces(reader, slot));
  }

  private static FileOptions options(QueryString query, BatchFormat format) {
    Map<String, String> given = new LinkedHashMap<>();
    query.pairs().forEach(pair -> given.put(pair.name(), pair.value()));
    try {
      return FileOptions.parse(format, given);
    } catch (OptionsException e) {
      throw invalid(e);
    }
  }

  private static Problem invalid(OptionsException e) {
    return new Problem(
        ProblemKind.INVALID_PARAMETER,
        String.valueOf(e.getMessage()),
        e.faults().stream()
            .map(fault -> new Problem.Fault(fault.option(), fault.message()))
            .toList());
  }

  private static final class FilePieces implements Pieces.Source {

    private final FileReader reader;
    private final FairShares.Share slot;
    private volatile boolean closed;

    FilePieces(FileReader reader, FairShares.Share slot) {
      this.reader = reader;
      this.slot = slot;
    }

    @Override
    public @Nullable Buffer next() {
      try {
        FileReader.Piece piece = reader.next();
        return piece == null
            ? null
            : Buffer.buffer(piece.length())
                .appendBytes(piece.bytes(), piece.from(), piece.length());
      } catch (CancellationException e) {
        if (closed) {
          return null; // the client went away in the midst of it
        }
        throw e;
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        reader.close();
      } finally {
        slot.close();
      }
    }
  }
}
