package org.bricscodes.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.api.client.ApiClient;

/**
 * Loads a story folder into a running service, through its HTTP interface alone: keys for the
 * parties, batches, events in order, voids. Loading it again into the same service adds keys but no
 * batch twice, because each order carries its own idempotency key, and no event twice.
 */
public final class StoryLoader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path folder;
  private final Story story;
  private final ApiClient admin;
  private final Progress progress;
  private final Map<String, ApiClient> parties = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Placeholders.Issued> batches = new HashMap<>();

  /** Told about each step that was done. */
  public interface Progress {
    void done(int steps, int of, String what);
  }

  /** A loaded story: what to show, links relative to the service. */
  public record Loaded(String title, List<Story.Show> show, Map<String, String> keys) {}

  /**
   * @param admin a client with an admin key
   * @throws StoryException if the folder cannot be read
   */
  public StoryLoader(Path folder, ApiClient admin, Progress progress) {
    this.folder = folder;
    this.story = Story.read(folder);
    this.admin = admin;
    this.progress = progress;
  }

  /**
   * @throws StoryException if the story is at fault
   * @throws org.bricscodes.api.client.ApiFailure if the service refuses a part of it
   */
  public Loaded load() {
    int steps =
        story.parties().size()
            + story.batches().size()
            + story.captures().size()
            + story.voidedOrNone().size();
    int done = 0;
    for (Story.Party party : story.parties()) {
      register(party);
      progress.done(++done, steps, "key for " + party.name());
    }
    for (Story.Batch batch : story.batches()) {
      issue(batch);
      progress.done(++done, steps, batch.quantity() + " codes for lot " + batch.lot());
    }
    Placeholders placeholders = new Placeholders(batches);
    for (Story.Capture capture : story.captures()) {
      JsonNode job = capture(capture, placeholders);
      int events = job.path("recorded").asInt() + job.path("duplicates").asInt();
      progress.done(++done, steps, events + " events of " + capture.file());
    }
    for (Story.Pack pack : story.voidedOrNone()) {
      voidPack(pack, placeholders);
      progress.done(++done, steps, "voided pack " + pack.index() + " of " + pack.batch());
    }
    List<Story.Show> show = new ArrayList<>();
    for (Story.Show each : story.show()) {
      show.add(new Story.Show(each.label(), placeholders.fill(each.code(), "story.json")));
    }
    return new Loaded(story.title(), show, keys);
  }

  private void register(Story.Party party) {
    ObjectNode request =
        MAPPER
            .createObjectNode()
            .put("party", party.uri())
            .put("name", party.name())
            .put("role", party.role());
    String key = admin.post("/keys", request).path("key").asText();
    keys.put(party.ref(), key);
    parties.put(party.ref(), admin.as(key));
  }

  private void issue(Story.Batch batch) {
    ObjectNode order =
        MAPPER
            .createObjectNode()
            .put("gtin", batch.gtin())
            .put("lot", batch.lot())
            .put("quantity", batch.quantity());
    order.put("expiry", batch.expiry()).put("plant", batch.plant()).put("product", batch.product());
    ApiClient owner = party(batch.party());
    JsonNode issued = owner.post("/codes/batches", order, "story-" + batch.ref());
    String csv = owner.text("/codes/batches/" + issued.path("id").asText() + "/codes.csv");
    List<String> serials = csv.lines().map(line -> line.substring(0, line.indexOf(','))).toList();
    batches.put(
        batch.ref(), new Placeholders.Issued(issued.path("gtin").asText(), batch.lot(), serials));
  }

  private JsonNode capture(Story.Capture capture, Placeholders placeholders) {
    Path file = folder.resolve(capture.file());
    String document;
    try {
      document = Files.readString(file);
    } catch (IOException e) {
      throw new StoryException(file + " cannot be read", e);
    }
    byte[] filled = placeholders.fill(document, capture.file()).getBytes(StandardCharsets.UTF_8);
    JsonNode job = party(capture.party()).capture(filled, "rollback");
    if (!job.path("success").asBoolean()) {
      StringBuilder faults = new StringBuilder(file + " was refused:");
      for (JsonNode error : job.path("errors")) {
        faults
            .append("\n  ")
            .append(error.path("pointer").asText())
            .append(": ")
            .append(error.path("detail").asText());
      }
      throw new StoryException(faults.toString());
    }
    return job;
  }

  private void voidPack(Story.Pack pack, Placeholders placeholders) {
    String link =
        placeholders.fill("${link:" + pack.batch() + ":" + pack.index() + "}", "story.json");
    String owner =
        story.batches().stream()
            .filter(batch -> batch.ref().equals(pack.batch()))
            .map(Story.Batch::party)
            .findFirst()
            .orElseThrow();
    ObjectNode state =
        MAPPER.createObjectNode().put("state", "void").put("reason", "label spoiled before use");
    party(owner).put("/codes/states" + link, state);
  }

  private ApiClient party(String ref) {
    ApiClient client = parties.get(ref);
    if (client == null) {
      throw new StoryException("story.json names no party called " + ref);
    }
    return client;
  }
}
