package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.bricscodes.capture.CaptureFault;
import org.bricscodes.capture.CaptureJob;

/**
 * Capture jobs as EPCIS 2.0 §12.6 writes them, with what it leaves room for: how many events were
 * recorded, known and refused, and for each error the event and the place in it.
 */
final class CaptureJobForm {

  private CaptureJobForm() {}

  static byte[] bytes(EpcisForm form, CaptureJob job) {
    return form.isXml() ? EpcisXmlForms.captureJob(job) : Json.bytes(json(job));
  }

  static byte[] bytes(EpcisForm form, List<CaptureJob> jobs) {
    if (form.isXml()) {
      return EpcisXmlForms.captureJobs(jobs);
    }
    ArrayNode list = Json.object().putArray("jobs");
    jobs.forEach(job -> list.add(json(job)));
    return Json.bytes(list);
  }

  /** The value of the header {@code GS1-Capture-Error-Behaviour}. */
  static String behaviour(CaptureJob job) {
    return job.errorBehaviour().name().toLowerCase(Locale.ROOT);
  }

  /** The kind of problem a fault is. */
  static ProblemKind kind(CaptureFault fault) {
    return switch (fault.kind()) {
      case INVALID -> ProblemKind.INVALID_BODY;
      case CONFLICT -> ProblemKind.CONFLICT;
      case INTERNAL -> ProblemKind.INTERNAL;
    };
  }

  private static ObjectNode json(CaptureJob job) {
    ObjectNode node =
        Json.object()
            .put("captureID", job.captureID())
            .put("createdAt", job.createdAt().toString())
            .put("running", job.running())
            .put("success", job.success())
            .put("captureErrorBehaviour", behaviour(job));
    ArrayNode errors = node.putArray("errors");
    CaptureJob.Result result = job.result();
    if (result != null) {
      node.put("finishedAt", result.finishedAt().toString())
          .put("recorded", result.recorded())
          .put("duplicates", result.duplicates())
          .put("refused", result.refused())
          .put("errorsOmitted", result.faultsOmitted());
      result.faults().forEach(fault -> errors.add(json(fault)));
    }
    return node;
  }

  private static ObjectNode json(CaptureFault fault) {
    ProblemKind kind = kind(fault);
    return Json.object()
        .put("type", kind.epcisType())
        .put("title", kind.title())
        .put("status", kind.status())
        .put("detail", fault.message())
        .put("instance", instance(fault))
        .put("event", fault.event())
        .put("pointer", fault.pointer());
  }

  /** What the fault is about, as a reference: the event's identifier, or its place. */
  static String instance(CaptureFault fault) {
    return fault.eventID().isEmpty() ? "#" + fault.pointer() : fault.eventID();
  }
}
