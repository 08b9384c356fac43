package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.api.export.ExportFormat;
import org.bricscodes.api.export.ExportSnapshot;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.provenance.BundleJson;
import org.bricscodes.provenance.BundleMaker;
import org.bricscodes.provenance.ResultSet;
import org.bricscodes.query.EventQueries;
import org.bricscodes.query.EventWalk;
import org.bricscodes.query.QueryLimitException;
import org.bricscodes.query.Visibility;
import org.bricscodes.shares.FairShares;
import org.bricscodes.tlog.SignedCheckpoint;

/**
 * {@code /export}: the whole answer to an EPCIS query, as a file for one's own tools or as one that
 * proves itself. Parameters are those of {@code /epcis/events}; an auditor gets every event, a
 * partner or exporter those of its own party.
 *
 * <p>What is recorded at the start is what is exported. Rows are sent as the client takes them, in
 * chunks: one that is missing its end broke off, and the connection with it.
 */
final class ExportDoors {

  /** How many exports may be under way: each holds up to a few row groups of memory. */
  static final int MAX_UNDER_WAY = 8;

  /** Steps of the walk for a file that is made whole before it is sent. */
  static final int MAX_PROOF_STEPS = 500;

  private static final String EVERYONE = "everyone";

  private final EventQueries queries;
  private final BundleMaker bundles;
  private final Work work;
  private final FairSlots slots = new FairSlots(MAX_UNDER_WAY, "exports");

  ExportDoors(EventQueries queries, BundleMaker bundles, Work work) {
    this.queries = queries;
    this.bundles = bundles;
    this.work = work;
  }

  List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    for (ExportFormat format : ExportFormat.values()) {
      doors.add(
          Door.open(
                  HttpMethod.GET,
                  "/export/events." + format.suffix(),
                  exchange -> export(exchange, format))
              .anyKey());
    }
    doors.add(Door.open(HttpMethod.GET, "/export/events.proof.json", this::proof).anyKey());
    return doors;
  }

  private Future<Answer> export(Exchange exchange, ExportFormat format) {
    EventQuery query = query(exchange);
    Visibility visibility = exchange.caller().visibility();
    if (!exchange.takesChunks()) {
      throw new Problem(
          ProblemKind.MALFORMED_REQUEST, "an export is sent in chunks; ask by HTTP/1.1");
    }
    Lane lane = Lane.of(exchange.caller());
    return work.run(() -> begin(query, visibility, format, lane));
  }

  private Answer begin(EventQuery query, Visibility visibility, ExportFormat format, Lane lane) {
    FairShares.Share slot = slots.take(lane);
    boolean begun = false;
    try {
      // The checkpoint first: what it covers is recorded, so the snapshot holds all of it.
      SignedCheckpoint checkpoint = bundles.checkpoint();
      EventWalk walk = queries.walk(query, visibility);
      ExportSnapshot snapshot =
          new ExportSnapshot(query.canonical(), name(visibility), walk.snapshot(), checkpoint);
      ExportPieces pieces = new ExportPieces(walk, step(walk), format.begin(snapshot), slot);
      Answer answer =
          Answer.streamed(format.mediaType(), new Pieces(work, pieces))
              .with(
                  "Content-Disposition", "attachment; filename=\"events." + format.suffix() + "\"")
              .with("Trace-Snapshot-Size", String.valueOf(snapshot.size()))
              .with("Trace-Checkpoint-Size", String.valueOf(checkpoint.size()))
              .with("Trace-Checkpoint", base64(checkpoint))
              .noStore();
      begun = true;
      return answer;
    } finally {
      if (!begun) {
        slot.close();
      }
    }
  }

  private Future<Answer> proof(Exchange exchange) {
    EventQuery query = query(exchange);
    Visibility visibility = exchange.caller().visibility();
    Lane lane = Lane.of(exchange.caller());
    return work.run(() -> gathering(query, visibility, lane))
        .compose(gathering -> gather(gathering).onComplete(ignored -> gathering.slot.close()));
  }

  private Gathering gathering(EventQuery query, Visibility visibility, Lane lane) {
    // The checkpoint's size is how much of the record the answer speaks of.
    SignedCheckpoint checkpoint = bundles.checkpoint();
    EventWalk walk = queries.walk(query, visibility, checkpoint.size());
    return new Gathering(query.canonical(), name(visibility), checkpoint, walk, slots.take(lane));
  }

  /** One bounded step after the other, so that others get their turn on the pool. */
  private Future<Answer> gather(Gathering gathering) {
    return work.run(gathering::step)
        .compose(
            answer ->
                answer.isPresent() ? Future.succeededFuture(answer.get()) : gather(gathering));
  }

  /** A result set in the making. */
  private final class Gathering {

    private final String query;
    private final String visibility;
    private final SignedCheckpoint checkpoint;
    private final EventWalk walk;
    private final FairShares.Share slot;
    private final List<RecordedEvent> events = new ArrayList<>();
    private long bytes;
    private int steps;

    Gathering(
        String query,
        String visibility,
        SignedCheckpoint checkpoint,
        EventWalk walk,
        FairShares.Share slot) {
      this.query = query;
      this.visibility = visibility;
      this.checkpoint = checkpoint;
      this.walk = walk;
      this.slot = slot;
    }

    /** Empty as long as there is more to do. */
    Optional<Answer> step() {
      if (++steps > MAX_PROOF_STEPS) {
        throw new Problem(
            ProblemKind.QUERY_TOO_COMPLEX,
            "finding the events takes more than " + MAX_PROOF_STEPS + " steps; narrow the query");
      }
      Optional<List<EventWalk.Found>> batch = ExportDoors.step(walk);
      batch.ifPresent(found -> found.forEach(result -> add(result.recorded())));
      return batch.isPresent() ? Optional.empty() : Optional.of(answer());
    }

    private void add(RecordedEvent event) {
      events.add(event);
      bytes += event.event().length;
      if (events.size() > ResultSet.MAX_EVENTS) {
        throw new Problem(
            ProblemKind.RESULT_TOO_LARGE,
            "a result set holds " + ResultSet.MAX_EVENTS + " events at most; narrow the query");
      }
      requireBytes(bytes);
    }

    private Answer answer() {
      events.sort(Comparator.comparingLong(RecordedEvent::sequence));
      byte[] file = BundleJson.write(bundles.of(query, visibility, checkpoint, events));
      requireBytes(file.length);
      return Answer.of(200, Json.MEDIA_TYPE, file)
          .with("Content-Disposition", "attachment; filename=\"events.proof.json\"")
          .with("Trace-Snapshot-Size", String.valueOf(checkpoint.size()))
          .with("Trace-Checkpoint-Size", String.valueOf(checkpoint.size()))
          .with("Trace-Checkpoint", base64(checkpoint))
          .noStore();
    }

    private static void requireBytes(long bytes) {
      if (bytes > ResultSet.MAX_BYTES) {
        throw new Problem(
            ProblemKind.RESULT_TOO_LARGE,
            "a result set takes " + ResultSet.MAX_BYTES + " bytes at most; narrow the query");
      }
    }
  }

  private static Optional<List<EventWalk.Found>> step(EventWalk walk) {
    try {
      return walk.nextFound();
    } catch (QueryLimitException e) {
      throw EventPages.tooMuch(e.exceeded());
    }
  }

  private static EventQuery query(Exchange exchange) {
    for (String paging : Paging.PARAMETERS) {
      if (exchange.query().value(paging).isPresent()) {
        throw Problem.invalidParameter(paging, "an export has no pages; leave it out");
      }
    }
    return EventPages.query(exchange, Map.of());
  }

  private static String name(Visibility visibility) {
    String party = visibility.party();
    return party == null ? EVERYONE : party;
  }

  private static String base64(SignedCheckpoint checkpoint) {
    return Base64.getEncoder()
        .encodeToString(checkpoint.note().toString().getBytes(StandardCharsets.UTF_8));
  }
}
