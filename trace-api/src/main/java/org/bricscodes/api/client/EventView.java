package org.bricscodes.api.client;

import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;

/**
 * How events are to be shown (EPCIS 2.0 §12.8).
 *
 * @param perPage events of one page at most; the service may send fewer
 * @param epcFormat how identifiers are written
 * @param cbvXmlFormat how standard words are written in XML
 */
public record EventView(
    EventForm form, int perPage, EpcFormat epcFormat, CbvXmlFormat cbvXmlFormat) {

  /** In this form, 30 events a page, identifiers and words as the service prefers. */
  public static EventView of(EventForm form) {
    return new EventView(form, 30, EpcFormat.NO_PREFERENCE, CbvXmlFormat.NO_PREFERENCE);
  }

  /** The same, with pages of another size. */
  public EventView perPage(int events) {
    return new EventView(form, events, epcFormat, cbvXmlFormat);
  }

  /** The same, with identifiers written so. */
  public EventView epcs(EpcFormat format) {
    return new EventView(form, perPage, format, cbvXmlFormat);
  }

  /** The same, with standard words in XML written so. */
  public EventView words(CbvXmlFormat format) {
    return new EventView(form, perPage, epcFormat, format);
  }

  Call apply(Call call) {
    return call.accepting(form.mediaType())
        .with("GS1-EPC-Format", epcFormat.toString())
        .with("GS1-CBV-XML-Format", cbvXmlFormat.toString());
  }
}
