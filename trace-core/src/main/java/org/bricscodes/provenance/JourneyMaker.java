package org.bricscodes.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/** Turns a trace into what a reader sees: named, graded steps and the gaps between them. */
final class JourneyMaker {

  private final Names names;
  private final LogStatus log;
  private final GapFinder gaps;
  private final Disclosure disclosure;

  JourneyMaker(Names names, LogStatus log, Disclosure disclosure) {
    this.disclosure = disclosure;
    this.names = names;
    this.log = log;
    this.gaps = new GapFinder(names, GapFinder.THRESHOLD);
  }

  /**
   * A journey as of {@code now}.
   *
   * @param owner the brand owner, null if unknown
   */
  Journey of(Trace trace, @Nullable String owner, Instant now) {
    long published = log.published();
    List<Step> steps = new ArrayList<>(trace.events().size());
    for (TracedEvent traced : trace.events()) {
      steps.add(step(traced, owner, published));
    }
    return new Journey(steps, gaps.gaps(trace, now), trace.complete());
  }

  private Step step(TracedEvent traced, @Nullable String owner, long published) {
    EpcisEvent event = traced.event();
    String by = traced.recorded().party();
    String byName = names.party(by).orElse(null);
    long sequence = traced.recorded().sequence();
    Evidence evidence = EvidenceRules.grade(event, by, owner);
    return new Step(
        traced.recorded().eventID(),
        sequence,
        event.type(),
        event.eventTime(),
        event.common().eventTimeZoneOffset(),
        word(event.bizStep()),
        event.bizStep() == null ? null : event.bizStep().canonical(),
        word(event.disposition()),
        traced.via(),
        traced.subject(),
        Places.of(event, names),
        by,
        byName,
        evidence,
        evidence == Evidence.VERIFIED ? (byName == null ? by : byName) : null,
        EvidenceRules.documents(event, disclosure),
        sequence < published,
        log.anchored(sequence));
  }

  /** {@code shipping} for {@code …/BizStep-shipping}, {@code withering} for {@code …/withering}. */
  static @Nullable String word(@Nullable UriRef name) {
    if (name == null) {
      return null;
    }
    String uri = name.canonical();
    String last = uri.substring(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':')) + 1);
    boolean standard = uri.startsWith("https://ref.gs1.org/cbv/");
    return standard ? last.substring(last.indexOf('-') + 1) : last;
  }
}
