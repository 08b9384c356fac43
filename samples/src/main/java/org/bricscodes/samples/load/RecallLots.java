package org.bricscodes.samples.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;

/** One lot of raw material, and ten lots of packs made of it in two steps. */
final class RecallLots {

  private static final int LOTS = 10;

  private RecallLots() {}

  /**
   * Makes them at a service.
   *
   * @param run names them, so that no other run's are meant
   * @return the Digital Link of the raw lot
   */
  static String make(TraceClient client, String gtin, long packs, String run) {
    String raw = "https://id.gs1.org/01/" + gtin + "/10/" + run + "R";
    List<String> events = new ArrayList<>();
    String half = "https://id.gs1.org/01/" + gtin + "/10/" + run + "H";
    events.add(event(run, 0, raw, half));
    for (int i = 0; i < LOTS; i++) {
      long share = packs / LOTS + (i < packs % LOTS ? 1 : 0);
      String lot = run + "P" + i;
      client.codes().issue(BatchRequest.of(gtin, lot, share), "recall-" + lot);
      events.add(event(run, 1 + i, half, "https://id.gs1.org/01/" + gtin + "/10/" + lot));
    }
    byte[] document =
        """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-01T09:00:00Z",
         "epcisBody":{"eventList":[%s]}}\
        """
            .formatted(String.join(",", events))
            .getBytes(StandardCharsets.UTF_8);
    CaptureReceipt receipt =
        client.captures().capture(document, EventForm.JSON, ErrorBehaviour.ROLLBACK);
    if (!receipt.success()) {
      throw new IllegalStateException("the lots were refused: " + receipt.errors());
    }
    return raw;
  }

  private static String event(String run, int number, String from, String to) {
    return """
    {"type":"TransformationEvent","eventTime":"2026-05-%02dT09:%02d:00.000Z",
     "eventTimeZoneOffset":"+00:00","bizStep":"creating_class_instance",
     "transformationID":"urn:epcglobal:cbv:xform:9529999000019:%s-%d",
     "inputQuantityList":[{"epcClass":"%s","quantity":1,"uom":"KGM"}],
     "outputQuantityList":[{"epcClass":"%s","quantity":1,"uom":"KGM"}],
     "readPoint":{"id":"https://id.gs1.org/414/9529999000019"}}\
    """
        .formatted(number == 0 ? 1 : 2, number, run, number, from, to);
  }
}
