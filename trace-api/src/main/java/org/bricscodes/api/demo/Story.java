package org.bricscodes.api.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code story.json} of a story folder says, in the order of loading. Unknown and repeated
 * fields are refused.
 *
 * @param captures event documents, each reported by a party
 * @param voided packs to void after the captures
 * @param show links worth opening; the first is the one shown as a symbol
 */
public record Story(
    String title,
    List<Party> parties,
    List<Batch> batches,
    List<Capture> captures,
    @JsonProperty("void") @Nullable List<Pack> voided,
    List<Show> show) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Somebody who acts, under a key of {@code role}. */
  public record Party(String ref, String name, String uri, String role) {}

  /** Codes to issue; the fields are those of {@code POST /codes/batches}. */
  public record Batch(
      String ref,
      String party,
      String gtin,
      String lot,
      long quantity,
      @Nullable String expiry,
      @Nullable String plant,
      @Nullable String product) {}

  /** A document under the story folder. */
  public record Capture(String file, String party) {}

  /** One pack of a batch, counted from 0. */
  public record Pack(String batch, int index) {}

  /** A link with a few words about it. */
  public record Show(String label, String code) {}

  /**
   * @throws StoryException if it cannot be read
   */
  static Story read(Path folder) {
    Path file = folder.resolve("story.json");
    try {
      return MAPPER.readValue(Files.readAllBytes(file), Story.class);
    } catch (IOException e) {
      throw new StoryException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  List<Pack> voidedOrNone() {
    return voided == null ? List.of() : voided;
  }
}
