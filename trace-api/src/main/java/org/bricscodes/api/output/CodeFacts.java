package org.bricscodes.api.output;

import java.util.Objects;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.ElementString;

/**
 * What is the same for all codes of a batch, as text.
 *
 * @param linkBeforeSerial the Digital Link up to its serial, which is its end
 * @param hriBeforeSerial the bracketed element string up to its serial, which is its end
 */
record CodeFacts(Batch batch, String linkBeforeSerial, String hriBeforeSerial) {

  /**
   * @param base of the links, an http or https address
   * @throws org.bricscodes.gs1.Gs1Exception if it is not
   */
  static CodeFacts of(SerialRun run, String base) {
    DigitalLink link = run.link(base, new Serial("0".repeat(Serial.LENGTH)));
    return new CodeFacts(
        run.batch(),
        withoutSerial(link.toString()),
        withoutSerial(ElementString.of(link).bracketed()));
  }

  /** The text of a column; of those that end with a {@link Hole}, the part before it. */
  String text(CodeColumn column) {
    return switch (column) {
      case SERIAL, INNER -> "";
      case URI -> linkBeforeSerial;
      case HRI -> hriBeforeSerial;
      case GTIN -> batch.gtin().digits();
      case LOT -> batch.lot();
      case EXPIRY -> Objects.toString(batch.expiry(), "");
      case PRODUCT -> Objects.toString(batch.product(), "");
    };
  }

  /** What follows on that text and differs from code to code. */
  static Hole hole(CodeColumn column) {
    return switch (column) {
      case SERIAL, URI, HRI -> Hole.SERIAL;
      case INNER -> Hole.INNER_CODE;
      case GTIN, LOT, EXPIRY, PRODUCT -> Hole.NONE;
    };
  }

  private static String withoutSerial(String text) {
    return text.substring(0, text.length() - Serial.LENGTH);
  }
}
