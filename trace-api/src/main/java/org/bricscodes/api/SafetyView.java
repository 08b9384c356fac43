package org.bricscodes.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.epcis.BizTransaction;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Step;

/**
 * Test results and certificates, as events name them. Nothing is concluded from them: what a
 * document says is in the document, and whether another country's rules accept it is not known
 * here.
 */
final class SafetyView {

  private static final String CBV = "https://ref.gs1.org/cbv/";
  private static final Set<String> RESULTS = Set.of(CBV + "BTT-testres", CBV + "BTT-cert");
  private static final Map<String, String> FINDINGS =
      Map.of(
          CBV + "Disp-conformant", "safety.conformant",
          CBV + "Disp-non_conformant", "safety.non-conformant");

  /** Results shown, and documents of each. */
  private static final int MAX_RESULTS = 20;

  private static final int MAX_DOCUMENTS = 4;

  private final Wording wording;
  private final JourneyView journey;

  SafetyView(Wording wording, JourneyView journey) {
    this.wording = wording;
    this.journey = journey;
  }

  /** The section stands where there is a journey at all: that nobody tested is worth saying. */
  void fill(Map<String, Object> values, Provenance found) {
    List<Object> results = new ArrayList<>();
    List<Step> steps = found.journey().steps();
    for (int i = 0; i < steps.size() && results.size() < MAX_RESULTS; i++) {
      EpcisEvent event = found.trace().events().get(i).event();
      List<String> documents = documents(event);
      if (!documents.isEmpty() && event.common().errorDeclaration() == null) {
        results.add(result(steps.get(i), event, documents));
      }
    }
    values.put("hasSafety", !steps.isEmpty());
    values.put("results", results);
    values.put("hasResults", !results.isEmpty());
  }

  private Map<String, Object> result(Step step, EpcisEvent event, List<String> documents) {
    Map<String, Object> item = new HashMap<>();
    UriRef disposition = event.disposition();
    String finding = disposition == null ? null : FINDINGS.get(disposition.canonical());
    String word = step.bizStep();
    item.put(
        "title",
        finding == null
            ? wording.ofOpen("step.", word == null ? "other" : word)
            : Phrase.own(wording.of(finding)));
    item.put("isBad", finding != null && finding.endsWith("non-conformant"));
    item.put("iso", step.eventTime().toString());
    item.put("isoDay", JourneyView.day(step).toString());
    item.put("day", wording.day(JourneyView.day(step)));
    item.put("by", wording.sentence("by", Map.of("party", JourneyView.by(step))));
    item.put("evidence", journey.evidence(step));
    item.put("evidenceWord", step.evidence().word());
    item.put("documents", documents.stream().map(Phrase::code).toList());
    return item;
  }

  private static List<String> documents(EpcisEvent event) {
    List<String> documents = new ArrayList<>(event.common().certificationInfo());
    for (BizTransaction document : event.common().bizTransactionList()) {
      UriRef type = document.type();
      if (type != null && RESULTS.contains(type.canonical())) {
        documents.add(document.bizTransaction().canonical());
      }
    }
    return documents.size() <= MAX_DOCUMENTS ? documents : documents.subList(0, MAX_DOCUMENTS);
  }
}
