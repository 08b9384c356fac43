package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Product codes: issuing them in batches, and fetching files of these. */
public final class Codes {

  private static final String BATCHES = "/codes/batches";

  private final Wire wire;

  Codes(Wire wire) {
    this.wire = wire;
  }

  /** Codes issued for one lot. */
  public record IssuedBatch(String id, String gtin, String lot, long quantity) {}

  /**
   * Issues codes. The same order under the same idempotency key is issued once, however often it is
   * sent.
   */
  public IssuedBatch issue(BatchRequest request, String idempotencyKey) {
    JsonNode batch =
        wire.send(
                Call.post(BATCHES, request.toJson())
                    .with("Idempotency-Key", idempotencyKey)
                    .harmlessToRepeat())
            .json();
    return new IssuedBatch(
        batch.path("id").asText(),
        batch.path("gtin").asText(),
        batch.path("lot").asText(),
        batch.path("quantity").asLong());
  }

  /** The serials of a batch, in order; for a batch that fits into memory. */
  public List<String> serials(String batchId) {
    return wire.send(Call.get(csv(batchId)))
        .text()
        .lines()
        .map(line -> line.substring(0, Math.max(0, line.indexOf(','))))
        .toList();
  }

  /**
   * Fetches a file of a batch, which takes its name when it is whole. A connection that breaks is
   * made again and the download goes on where it stood, as long as bytes keep coming now and then.
   * What is there already lies beside it as {@code FILE.part}, with its tag in {@code
   * FILE.part.tag}.
   *
   * @param begin whether to go on with what lies there from before
   * @throws ApiFailure if it cannot be fetched; what came is kept, for {@link Begin#RESUMING}
   * @throws IOException if the disk fails
   */
  public void download(
      String batchId, BatchFileRequest wanted, Path file, Begin begin, DownloadProgress progress)
      throws IOException {
    Call call = Call.get(BATCHES + "/" + Paths.segment(batchId) + "/" + wanted.target());
    new ResumableDownload(wire, call, file, progress).run(begin);
  }

  /** How a download begins. */
  public enum Begin {
    /** At the first byte. */
    ANEW,
    /** Where an earlier one broke off, if the file is still the same. */
    RESUMING
  }

  /** Fetches a file of a batch into a stream, on another thread; it is not resumed. */
  public void download(
      String batchId, BatchFileRequest wanted, OutputStream sink, DownloadProgress progress) {
    wire.download(
        Call.get(BATCHES + "/" + Paths.segment(batchId) + "/" + wanted.target()), sink, progress);
  }

  /**
   * Says what became of a code; {@link CodeLife} says more.
   *
   * @param link the path of its Digital Link, {@code /01/…/21/…}
   * @param state active, sold, recalled or void
   */
  public void state(String link, String state, String reason) {
    wire.send(
        Call.put(
            "/codes/states" + link,
            JsonNodeFactory.instance.objectNode().put("state", state).put("reason", reason)));
  }

  private static String csv(String batchId) {
    return BATCHES + "/" + Paths.segment(batchId) + "/codes.csv";
  }
}
