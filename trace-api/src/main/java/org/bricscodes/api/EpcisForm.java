package org.bricscodes.api;

import org.bricscodes.epcis.CbvNames;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcTranslation;
import org.bricscodes.epcis.UriRef;

/**
 * The form of an EPCIS answer: media type, how identifiers are written, and in XML the vocabulary.
 *
 * @param mediaType one of those here
 * @param cbv never {@link CbvXmlFormat#NO_PREFERENCE}
 */
record EpcisForm(String mediaType, EpcTranslation translation, CbvXmlFormat cbv) {

  static final String JSON = "application/json";
  static final String LD_JSON = "application/ld+json";
  static final String XML = "application/xml";
  static final String TEXT_XML = "text/xml";

  /** A listed EPC. */
  String epc(UriRef epc) {
    return translation.of(epc.written());
  }

  /**
   * A listed value of another field.
   *
   * @param canonical as it is compared by
   */
  String member(TopLevel resource, String canonical) {
    return switch (resource) {
      case EVENT_TYPES -> canonical;
      case BIZ_STEPS, DISPOSITIONS ->
          isXml() ? CbvNames.inXml(canonical, cbv) : resource.word(canonical);
      case EPCS, BIZ_LOCATIONS, READ_POINTS -> translation.of(canonical);
    };
  }

  boolean isXml() {
    return mediaType.equals(XML) || mediaType.equals(TEXT_XML);
  }

  /** An answer with events in this form. */
  Answer answer(int status, byte[] body) {
    Answer answer =
        EpcisDoors.versioned(Answer.of(status, mediaType, body))
            .with("GS1-EPC-Format", translation.format().toString())
            .with("Vary", "Accept, GS1-EPC-Format, GS1-CBV-XML-Format")
            .noStore();
    return isXml() ? answer.with("GS1-CBV-XML-Format", cbv.toString()) : answer;
  }
}
