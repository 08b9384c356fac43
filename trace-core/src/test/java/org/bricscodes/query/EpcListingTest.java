package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.ErrorBehaviour;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.capture.Recorder;
import org.bricscodes.capture.RecorderOptions;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.ParsedDocument;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EpcListingTest {

  private static final String EPC = "https://id.gs1.org/01/09521234543213/21/";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z"));

  private final InMemoryStore store = new InMemoryStore(tables());
  private final TermIndex index = new TermIndex(store, CaptureTables.TERM);
  private final EventArchive archive = new EventArchive(store, index);
  private final Recorder recorder =
      Recorder.open(store, index, RecorderOptions.DEFAULT, CLOCK, new Random(1));
  private final PageTokens tokens = new PageTokens(new byte[32], store, Duration.ofHours(1), CLOCK);
  private final EpcListing listing =
      new EpcListing(index, new Archived(archive), tokens, new QueryOptions(1_000, 1_000));

  @AfterEach
  void close() {
    recorder.close();
  }

  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(CaptureTables.all());
    tables.add(PageTokens.REVOKED);
    return tables;
  }

  @Test
  void epc_namedInAnyRole_isListedOnce_asItWasWritten() {
    record("tea", object(1, "\"urn:epc:id:sgtin:9521234.054321.A\",\"" + EPC + "B\""));
    record("tea", object(2, "\"" + EPC + "A\""));
    record(
        "tea",
        """
        {"type":"AggregationEvent","eventTime":"2026-03-04T00:03:00Z","eventTimeZoneOffset":"+00:00",
         "parentID":"https://id.gs1.org/00/095212345678901235","childEPCs":["%sB","%sC"],
         "action":"ADD"}\
        """
            .formatted(EPC, EPC));

    assertThat(written(Visibility.everyone(), 100))
        .containsExactly(
            "urn:epc:id:sgtin:9521234.054321.A",
            EPC + "B",
            EPC + "C",
            "https://id.gs1.org/00/095212345678901235");
  }

  @Test
  void epcs_ofOthers_areNotListed() {
    record("tea", object(5, "\"" + EPC + "A\""));
    record("ship", object(1, "\"" + EPC + "A\",\"" + EPC + "S\""));

    assertThat(written(Visibility.of("tea"), 100)).containsExactly(EPC + "A");
    assertThat(written(Visibility.of("ship"), 100)).containsExactly(EPC + "A", EPC + "S");
    assertThat(written(Visibility.of("stranger"), 100)).isEmpty();
  }

  @Test
  void pages_holdEveryEpcOnce_alsoWhileOlderEventsArriveInBetween() {
    long seed = 20261125;
    Random random = new Random(seed);
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      List<String> epcs = new ArrayList<>();
      for (int n = 0; n <= random.nextInt(6); n++) {
        String epc = EPC + random.nextInt(300);
        if (!epcs.contains("\"" + epc + "\"")) {
          epcs.add("\"" + epc + "\"");
          expected.add(epc);
        }
      }
      record("tea", object(100 + random.nextInt(1_000), String.join(",", epcs)));
    }

    List<String> listed = new ArrayList<>();
    String token = null;
    int late = 0;
    do {
      EpcListing.Epcs page = listing.page(7, token, Visibility.everyone()).orElseThrow();
      page.epcs().forEach(epc -> listed.add(epc.canonical()));
      token = page.next() == null ? null : page.next().token();
      record("late", object(late % 60, "\"" + EPC + (late * 7 % 300) + "\",\"" + EPC + "L\""));
      late++;
    } while (token != null);

    assertThat(listed).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(listed)).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void longEvent_isCutIntoPages() {
    List<String> epcs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      epcs.add("\"" + EPC + i + "\"");
    }
    record("tea", object(1, String.join(",", epcs)));

    assertThat(listing.page(8, null, Visibility.everyone()).orElseThrow().epcs()).hasSize(8);
    assertThat(written(Visibility.everyone(), 8)).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void token_ofAnotherAsker_orRevoked_isRefused() {
    record("tea", object(1, "\"" + EPC + "A\",\"" + EPC + "B\""));
    PageTokens.Issued next = listing.page(1, null, Visibility.of("tea")).orElseThrow().next();
    assertThat(next).isNotNull();
    String token = next == null ? "" : next.token();

    assertThat(listing.page(1, token, Visibility.everyone())).isEmpty();
    tokens.revoke(token).toCompletableFuture().join();
    assertThat(listing.page(1, token, Visibility.of("tea"))).isEmpty();
  }

  private List<String> written(Visibility visibility, int perPage) {
    List<String> written = new ArrayList<>();
    String token = null;
    do {
      EpcListing.Epcs page = listing.page(perPage, token, visibility).orElseThrow();
      page.epcs().stream().map(UriRef::written).forEach(written::add);
      token = page.next() == null ? null : page.next().token();
    } while (token != null);
    return written;
  }

  private static String object(int minute, String epcs) {
    return """
    {"type":"ObjectEvent","eventTime":"2026-03-04T%02d:%02d:00Z","eventTimeZoneOffset":"+00:00",
     "epcList":[%s],"action":"OBSERVE"}\
    """
        .formatted(minute / 60 % 24, minute % 60, epcs);
  }

  private void record(String party, String event) {
    String document =
        """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T00:00:00Z",
         "epcisBody":{"eventList":[%s]}}\
        """
            .formatted(event);
    ParsedDocument parsed =
        new EpcisJson(EpcisLimits.DEFAULT).parse(document.getBytes(StandardCharsets.UTF_8));
    assertThat(parsed.faults()).isEmpty();
    recorder.record(party, parsed.events(), ErrorBehaviour.ROLLBACK).toCompletableFuture().join();
  }

  /** The archive as queries read it. */
  private record Archived(EventArchive archive) implements EventSource {

    @Override
    public long size() {
      return archive.size();
    }

    @Override
    public List<@Nullable RecordedEvent> at(List<Posting> postings) {
      return archive.at(postings);
    }

    @Override
    public List<RecordedEvent> bySequence(long first, int limit) {
      return archive.bySequence(first, limit);
    }

    @Override
    public boolean awaitAbove(long size, Duration atMost) {
      return archive.size() > size;
    }
  }
}
