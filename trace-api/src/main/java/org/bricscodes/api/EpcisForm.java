package org.bricscodes.api;

import java.util.List;
import java.util.Optional;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;
import org.bricscodes.epcis.EpcTranslation;
import org.bricscodes.epcis.UriRef;
import org.bricscodes.gs1.CompanyPrefixes;

/**
 * The form an EPCIS answer takes, as the request's headers ask for it (EPCIS 2.0 §12.8): media
 * type, identifiers, and in XML the vocabulary.
 *
 * @param mediaType one of {@link #OFFERED}
 * @param epcs never {@link EpcFormat#NO_PREFERENCE}: where neither side has a wish the standard
 *     says Digital Links
 * @param cbv never {@link CbvXmlFormat#NO_PREFERENCE}
 */
record EpcisForm(String mediaType, EpcFormat epcs, CbvXmlFormat cbv) {

  static final String JSON = "application/json";
  static final String LD_JSON = "application/ld+json";
  static final String XML = "application/xml";
  static final String TEXT_XML = "text/xml";

  private static final CompanyPrefixes PREFIXES = CompanyPrefixes.shipped();

  private static final List<String> OFFERED = List.of(JSON, LD_JSON);

  /**
   * @throws Problem {@link ProblemKind#NOT_ACCEPTABLE} if no offered media type will do, {@link
   *     ProblemKind#INVALID_PARAMETER} for a format that does not exist
   */
  static EpcisForm of(Exchange exchange) {
    String accept = exchange.header("Accept").orElse("*/*");
    String mediaType =
        MediaTypes.accepted(accept, OFFERED)
            .orElseThrow(
                () ->
                    new Problem(
                        ProblemKind.NOT_ACCEPTABLE,
                        "offered here: " + String.join(", ", OFFERED),
                        List.of(new Problem.Fault("Accept", "names none of these"))));
    EpcFormat epcs = epcFormat(exchange).orElse(EpcFormat.NO_PREFERENCE);
    CbvXmlFormat cbv = cbvFormat(exchange).orElse(CbvXmlFormat.NO_PREFERENCE);
    return new EpcisForm(
        mediaType,
        epcs == EpcFormat.NO_PREFERENCE ? EpcFormat.ALWAYS_GS1_DIGITAL_LINK : epcs,
        cbv == CbvXmlFormat.NO_PREFERENCE ? CbvXmlFormat.ALWAYS_WEB_URI : cbv);
  }

  /** How identifiers are written. */
  EpcTranslation translation() {
    return new EpcTranslation(epcs, PREFIXES);
  }

  /** A listed EPC. */
  String epc(UriRef epc) {
    return epcs == EpcFormat.NEVER_TRANSLATES ? epc.written() : translation().of(epc.canonical());
  }

  /**
   * A listed value of another field.
   *
   * @param canonical as it is compared by
   */
  String member(TopLevel resource, String canonical) {
    return switch (resource) {
      case EVENT_TYPES -> canonical;
      case BIZ_STEPS, DISPOSITIONS -> resource.word(canonical);
      case EPCS, BIZ_LOCATIONS, READ_POINTS -> translation().of(canonical);
    };
  }

  boolean isXml() {
    return mediaType.equals(XML) || mediaType.equals(TEXT_XML);
  }

  /** An answer with events in this form. */
  Answer answer(int status, byte[] body) {
    Answer answer =
        EpcisDoors.versioned(Answer.of(status, mediaType, body))
            .with("GS1-EPC-Format", epcs.toString())
            .with("Vary", "Accept, GS1-EPC-Format, GS1-CBV-XML-Format")
            .noStore();
    return isXml() ? answer.with("GS1-CBV-XML-Format", cbv.toString()) : answer;
  }

  static Optional<EpcFormat> epcFormat(Exchange exchange) {
    return exchange
        .header("GS1-EPC-Format")
        .map(
            text ->
                EpcFormat.parse(text)
                    .orElseThrow(
                        () ->
                            Problem.invalidParameter(
                                "GS1-EPC-Format",
                                "must be one of " + List.of(EpcFormat.values()))));
  }

  static Optional<CbvXmlFormat> cbvFormat(Exchange exchange) {
    return exchange
        .header("GS1-CBV-XML-Format")
        .map(
            text ->
                CbvXmlFormat.parse(text)
                    .orElseThrow(
                        () ->
                            Problem.invalidParameter(
                                "GS1-CBV-XML-Format",
                                "must be one of " + List.of(CbvXmlFormat.values()))));
  }
}
