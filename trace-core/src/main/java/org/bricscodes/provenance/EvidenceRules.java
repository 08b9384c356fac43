package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.BizTransaction;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.SensorElement;
import org.bricscodes.epcis.SensorMetadata;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * Grades what an event is worth to a reader who knows none of the parties. The grade speaks of how
 * a statement is borne out, never of whether it is true.
 *
 * <ol>
 *   <li>Declared in error by its reporter: {@link Evidence#UNKNOWN}.
 *   <li>Names a device that measured: {@link Evidence#MEASURED}.
 *   <li>An examination, reported with a certificate or test result by a party other than the brand
 *       owner: {@link Evidence#VERIFIED}, by that party.
 *   <li>Names a certificate or a business document: {@link Evidence#EVIDENCED}.
 *   <li>Else {@link Evidence#DECLARED}.
 * </ol>
 */
final class EvidenceRules {

  private static final String CBV = "https://ref.gs1.org/cbv/";
  private static final Set<String> EXAMINATIONS =
      Set.of(CBV + "BizStep-inspecting", CBV + "BizStep-sampling");
  private static final Set<String> TEST_RESULTS = Set.of(CBV + "BTT-testres", CBV + "BTT-cert");

  private EvidenceRules() {}

  /**
   * The grade of an event.
   *
   * @param by who recorded it
   * @param owner the brand owner; null: unknown, then nobody counts as independent
   */
  static Evidence grade(EpcisEvent event, String by, @Nullable String owner) {
    if (event.common().errorDeclaration() != null) {
      return Evidence.UNKNOWN;
    }
    if (namesDevice(event)) {
      return Evidence.MEASURED;
    }
    if (owner != null && !owner.equals(by) && isExamination(event) && isCertified(event)) {
      return Evidence.VERIFIED;
    }
    return documents(event).isEmpty() ? Evidence.DECLARED : Evidence.EVIDENCED;
  }

  /** Certificates first, then business documents. */
  static List<String> documents(EpcisEvent event) {
    List<String> documents = new ArrayList<>(event.common().certificationInfo());
    for (BizTransaction document : event.common().bizTransactionList()) {
      documents.add(document.bizTransaction().canonical());
    }
    return documents;
  }

  /** Those of the documents that are shown. */
  static List<String> documents(EpcisEvent event, Disclosure disclosure) {
    List<String> documents = new ArrayList<>();
    if (disclosure.showsCertificates()) {
      documents.addAll(event.common().certificationInfo());
    }
    for (BizTransaction document : event.common().bizTransactionList()) {
      if (disclosure.shows(document)) {
        documents.add(document.bizTransaction().canonical());
      }
    }
    return documents;
  }

  private static boolean namesDevice(EpcisEvent event) {
    for (SensorElement element : event.common().sensorElementList()) {
      SensorMetadata metadata = element.sensorMetadata();
      if (metadata != null && metadata.deviceID() != null) {
        return true;
      }
      if (element.sensorReport().stream().anyMatch(report -> report.deviceID() != null)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExamination(EpcisEvent event) {
    UriRef step = event.bizStep();
    return step != null && EXAMINATIONS.contains(step.canonical());
  }

  private static boolean isCertified(EpcisEvent event) {
    return !event.common().certificationInfo().isEmpty()
        || event.common().bizTransactionList().stream()
            .map(BizTransaction::type)
            .anyMatch(type -> type != null && TEST_RESULTS.contains(type.canonical()));
  }
}
