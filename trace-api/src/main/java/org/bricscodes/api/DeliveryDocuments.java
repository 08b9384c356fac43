package org.bricscodes.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcTranslation;
import org.bricscodes.epcis.EpcisWriter;
import org.bricscodes.epcis.EpcisXmlWriter;
import org.bricscodes.query.DeliveryForm;
import org.bricscodes.query.Parcel;
import org.bricscodes.query.QueryLimitException;

/** Writes parcels as the documents that subscribers get (EPCIS 2.0 §12.11). */
final class DeliveryDocuments {

  private final EpcisForms forms;
  private final ProblemDocument problems;
  private final InstantSource clock;

  /** A document, and the headers that say how to read it. */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Written(Map<String, String> headers, byte[] bytes) {}

  DeliveryDocuments(EpcisForms forms, ProblemDocument problems, InstantSource clock) {
    this.forms = forms;
    this.problems = problems;
    this.clock = clock;
  }

  Written write(Parcel parcel, DeliveryForm form) {
    return switch (parcel) {
      case Parcel.Results results -> write(results, form);
      case Parcel.Failure failure -> write(failure, form.syntax());
    };
  }

  private Written write(Parcel.Results results, DeliveryForm form) {
    EpcTranslation translation = forms.translation(form.epcFormat());
    Map<String, String> headers = headers();
    headers.put("GS1-EPC-Format", translation.format().toString());
    return switch (form.syntax()) {
      case JSON -> {
        headers.put("Content-Type", EpcisForm.JSON);
        yield new Written(
            headers,
            EpcisWriter.queryDocument(
                results.events(),
                results.queryName(),
                results.subscriptionID(),
                clock.instant(),
                translation));
      }
      case XML -> {
        CbvXmlFormat cbv = cbv(form);
        headers.put("Content-Type", EpcisForm.XML);
        headers.put("GS1-CBV-XML-Format", cbv.toString());
        yield new Written(
            headers,
            EpcisXmlWriter.queryDocument(
                results.events(),
                results.queryName(),
                results.subscriptionID(),
                clock.instant(),
                translation,
                cbv));
      }
    };
  }

  /** What was wrong, as the answer to the same request would say it. */
  private Written write(Parcel.Failure failure, DeliveryForm.Syntax syntax) {
    Problem problem =
        failure.cause() instanceof QueryLimitException limit
            ? EventPages.tooMuch(limit.exceeded())
            : new Problem(
                ProblemKind.INTERNAL,
                "the query cannot be run just now; nothing is lost, it is tried again");
    String path = SubscriptionDoors.path(failure.queryName()) + "/" + failure.subscriptionID();
    String mediaType =
        switch (syntax) {
          case JSON -> ProblemDocument.MEDIA_TYPE;
          case XML -> EpcisXmlForms.PROBLEM_XML;
        };
    Answer answer = problems.answer(problem, path, mediaType);
    byte[] bytes =
        answer.body() instanceof Answer.Body.Full full ? full.bytes().getBytes() : new byte[0];
    Map<String, String> headers = headers();
    headers.put("Content-Type", mediaType);
    return new Written(headers, bytes);
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("GS1-EPCIS-Version", "2.0.0");
    headers.put("GS1-CBV-Version", "2.0.0");
    return headers;
  }

  private static CbvXmlFormat cbv(DeliveryForm form) {
    return form.cbvXmlFormat() == CbvXmlFormat.NO_PREFERENCE
        ? CbvXmlFormat.ALWAYS_WEB_URI
        : form.cbvXmlFormat();
  }
}
