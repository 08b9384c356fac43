package org.bricscodes.api;

import java.util.List;
import java.util.Optional;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;
import org.bricscodes.epcis.EpcTranslation;
import org.bricscodes.gs1.CompanyPrefixes;

/**
 * Finds the form an EPCIS answer is to take from the request's headers (EPCIS 2.0 §12.8): {@code
 * Accept}, {@code GS1-EPC-Format}, {@code GS1-CBV-XML-Format}.
 *
 * @param prefixes where company prefixes end, which EPC URNs show
 */
record EpcisForms(CompanyPrefixes prefixes) {

  private static final List<String> OFFERED =
      List.of(EpcisForm.JSON, EpcisForm.LD_JSON, EpcisForm.XML, EpcisForm.TEXT_XML);

  /**
   * The form of the answer to this request.
   *
   * @throws Problem {@link ProblemKind#NOT_ACCEPTABLE} if no offered media type will do, {@link
   *     ProblemKind#INVALID_PARAMETER} for a format that does not exist
   */
  EpcisForm of(Exchange exchange) {
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
        translation(epcs),
        cbv == CbvXmlFormat.NO_PREFERENCE ? CbvXmlFormat.ALWAYS_WEB_URI : cbv);
  }

  /** Where neither side has a wish the standard says Digital Links. */
  EpcTranslation translation(EpcFormat wish) {
    EpcFormat format = wish == EpcFormat.NO_PREFERENCE ? EpcFormat.ALWAYS_GS1_DIGITAL_LINK : wish;
    return new EpcTranslation(format, prefixes);
  }

  /** What the header {@code GS1-EPC-Format} says, if it is there. */
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

  /** What the header {@code GS1-CBV-XML-Format} says, if it is there. */
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
