package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bricscodes.gs1.CompanyPrefixes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an event costs between the socket and the store, and back, per event of a 500-event
 * document: three serials, three links, a place extension, a bit of master data; about 1.2 KB an
 * event.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@Threads(1)
public class EventBenchmark {

  private static final int EVENTS = 500;

  private final EpcisJson json = new EpcisJson(EpcisLimits.DEFAULT);
  private final byte[] document = document();
  private final List<ParsedEvent> events = json.parse(document).events();
  private final List<RecordedEvent> recorded =
      events.stream().map(EventBenchmark::recorded).toList();
  private final EpcTranslation links =
      new EpcTranslation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CompanyPrefixes.none());

  private static RecordedEvent recorded(ParsedEvent event) {
    return new RecordedEvent(
        "urn:uuid:1",
        "p",
        Instant.EPOCH,
        event.index(),
        new byte[32],
        new byte[32],
        new byte[32],
        event.context(),
        event.bytes());
  }

  private static byte[] document() {
    String[] events = new String[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      events[i] =
          """
          {"type":"ObjectEvent","eventID":"urn:uuid:7a1b0b7e-0000-4000-8000-%1$012d",
           "eventTime":"2026-03-05T09:30:%2$02d.125+02:00","eventTimeZoneOffset":"+02:00",
           "epcList":["urn:epc:id:sgtin:0614141.011111.%1$d","urn:epc:id:sgtin:0614141.011111.%1$dA",
             "https://id.gs1.org/01/00614141111114/21/%1$dB"],
           "action":"ADD","bizStep":"commissioning","disposition":"active",
           "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.0","example:line":"L-%2$d"},
           "bizLocation":{"id":"https://id.gs1.org/414/4012345000115"},
           "bizTransactionList":[{"type":"po","bizTransaction":"urn:epc:id:gdti:4012345.11111.%1$d"}],
           "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00000"}],
           "destinationList":[{"type":"owning_party","destination":"urn:epc:id:pgln:0614141.00000"}],
           "ilmd":{"cbvmda:lotNumber":"LOT-%1$d","cbvmda:itemExpirationDate":"2028-03-05",
             "example:garden":{"example:plot":"A-%2$d","example:altitude":812.50}}}\
          """
              .formatted(i, i % 60);
    }
    return Samples.utf8(Samples.document(events));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object parse() {
    return json.parse(document);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void hash(Blackhole hole) {
    for (ParsedEvent event : events) {
      hole.consume(EventHash.of(event.event(), HashProfile.CBV_2_0));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void digest(Blackhole hole) {
    for (ParsedEvent event : events) {
      hole.consume(ContentDigest.of(event.bytes(), event.context()));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void terms(Blackhole hole) {
    for (ParsedEvent event : events) {
      hole.consume(EventTerms.of(event.event()));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void everything(Blackhole hole) {
    for (ParsedEvent event : json.parse(document).events()) {
      hole.consume(EventHash.of(event.event(), HashProfile.CBV_2_0));
      hole.consume(ContentDigest.of(event.bytes(), event.context()));
      hole.consume(EventTerms.of(event.event()));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object writeAsSent() {
    return EpcisWriter.document(recorded, Instant.EPOCH, EpcTranslation.asSent());
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object writeAsLinks() {
    return EpcisWriter.document(recorded, Instant.EPOCH, links);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object writeAsXml() {
    return EpcisXmlWriter.document(recorded, Instant.EPOCH, links, CbvXmlFormat.ALWAYS_WEB_URI);
  }
}
