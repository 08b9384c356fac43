package org.bricscodes.api.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.Codes;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;

/**
 * Loads a story folder into a running service, through its HTTP interface alone: keys for the
 * parties, batches, events in order, voids. Loading it again into the same service adds keys but no
 * batch twice, because each order carries its own idempotency key, and no event twice.
 */
public final class StoryLoader {

  private final Path folder;
  private final Story story;
  private final TraceClient admin;
  private final Progress progress;
  private final Map<String, TraceClient> parties = new HashMap<>();
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
  public StoryLoader(Path folder, TraceClient admin, Progress progress) {
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
      CaptureReceipt receipt = capture(capture, placeholders);
      int events = receipt.recorded() + receipt.duplicates();
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
    String key = admin.keys().issue(party.uri(), party.name(), party.role()).secret();
    keys.put(party.ref(), key);
    parties.put(party.ref(), admin.as(key));
  }

  private void issue(Story.Batch batch) {
    Codes codes = party(batch.party()).codes();
    BatchRequest request =
        new BatchRequest(
            batch.gtin(),
            batch.lot(),
            batch.quantity(),
            batch.expiry(),
            batch.plant(),
            batch.product());
    Codes.IssuedBatch issued = codes.issue(request, "story-" + batch.ref());
    batches.put(
        batch.ref(),
        new Placeholders.Issued(issued.gtin(), batch.lot(), codes.serials(issued.id())));
  }

  private CaptureReceipt capture(Story.Capture capture, Placeholders placeholders) {
    Path file = folder.resolve(capture.file());
    String document;
    try {
      document = Files.readString(file);
    } catch (IOException e) {
      throw new StoryException(file + " cannot be read", e);
    }
    byte[] filled = placeholders.fill(document, capture.file()).getBytes(StandardCharsets.UTF_8);
    CaptureReceipt receipt =
        party(capture.party()).captures().capture(filled, EventForm.JSON, ErrorBehaviour.ROLLBACK);
    if (!receipt.success()) {
      StringBuilder faults = new StringBuilder(file + " was refused:");
      receipt.errors().forEach(error -> faults.append("\n  ").append(error));
      throw new StoryException(faults.toString());
    }
    return receipt;
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
    party(owner).codes().state(link, "void", "label spoiled before use");
  }

  private TraceClient party(String ref) {
    TraceClient client = parties.get(ref);
    if (client == null) {
      throw new StoryException("story.json names no party called " + ref);
    }
    return client;
  }
}
