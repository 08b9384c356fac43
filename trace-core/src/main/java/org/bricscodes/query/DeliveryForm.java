package org.bricscodes.query;

import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;

/** How a subscriber wants documents to be written. */
public record DeliveryForm(Syntax syntax, EpcFormat epcFormat, CbvXmlFormat cbvXmlFormat) {

  /** JSON, identifiers as sent. */
  public static final DeliveryForm DEFAULT =
      new DeliveryForm(Syntax.JSON, EpcFormat.NO_PREFERENCE, CbvXmlFormat.NO_PREFERENCE);

  /** Of documents. */
  public enum Syntax {
    JSON,
    XML
  }
}
