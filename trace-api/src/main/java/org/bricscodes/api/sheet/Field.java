package org.bricscodes.api.sheet;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns a sheet of events may have, by the names of EPCIS 2.0. */
enum Field {
  EVENT(
      "event",
      Shape.KEY,
      "Rows with the same text here are one event together; leave it empty where a row is an"
          + " event.",
      "1"),
  TYPE(
      "type",
      Shape.WORD,
      "What kind of event: ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent or"
          + " TransformationEvent.",
      "ObjectEvent"),
  EVENT_TIME(
      "eventTime",
      Shape.TIME,
      "When it happened: a date and time cell, 2026-05-02 10:00, or 2026-05-02T10:00:00+08:00.",
      "2026-05-02 10:00"),
  EVENT_TIME_ZONE_OFFSET(
      "eventTimeZoneOffset",
      Shape.OFFSET,
      "How far the clock there is ahead of UTC: +08:00. Needed unless the time says it.",
      "+08:00"),
  EVENT_ID(
      "eventID",
      Shape.WORD,
      "A URI of its own for the event; leave it empty, and the service makes one of its content.",
      "urn:uuid:…"),
  ACTION("action", Shape.WORD, "ADD, OBSERVE or DELETE; not of a TransformationEvent.", "OBSERVE"),
  EPC_LIST(
      "epcList",
      Shape.URIS,
      "The things, one URI per line: ObjectEvent, TransactionEvent.",
      "https://id.gs1.org/01/09521222000018/21/A1"),
  QUANTITY_LIST(
      "quantityList",
      Shape.QUANTITIES,
      "Things by class, one per line: CLASS QUANTITY UNIT; no unit: pieces.",
      "https://id.gs1.org/01/09521222000018/10/L1 200 KGM"),
  PARENT_ID(
      "parentID",
      Shape.WORD,
      "The container: AggregationEvent, AssociationEvent, TransactionEvent.",
      "https://id.gs1.org/00/095212220000000018"),
  CHILD_EPCS(
      "childEPCs",
      Shape.URIS,
      "What is in it, one URI per line: AggregationEvent, AssociationEvent.",
      "https://id.gs1.org/01/09521222000018/21/A1"),
  CHILD_QUANTITY_LIST(
      "childQuantityList",
      Shape.QUANTITIES,
      "What is in it by class, one per line: CLASS QUANTITY UNIT.",
      "https://id.gs1.org/01/09521222000018/10/L1 12"),
  INPUT_EPC_LIST("inputEPCList", Shape.URIS, "What went in: TransformationEvent.", ""),
  INPUT_QUANTITY_LIST(
      "inputQuantityList",
      Shape.QUANTITIES,
      "What went in by class, one per line: CLASS QUANTITY UNIT.",
      "https://id.gs1.org/01/09521222000025/10/R7 1000 KGM"),
  OUTPUT_EPC_LIST("outputEPCList", Shape.URIS, "What came out: TransformationEvent.", ""),
  OUTPUT_QUANTITY_LIST(
      "outputQuantityList",
      Shape.QUANTITIES,
      "What came out by class, one per line: CLASS QUANTITY UNIT.",
      "https://id.gs1.org/01/09521222000018/10/L1 250 KGM"),
  TRANSFORMATION_ID(
      "transformationID", Shape.WORD, "A URI that ties several TransformationEvents together.", ""),
  BIZ_STEP("bizStep", Shape.WORD, "The step: a word of the list, or a URI.", "shipping"),
  DISPOSITION(
      "disposition",
      Shape.WORD,
      "In what state the things are afterwards: a word of the list, or a URI.",
      "in_transit"),
  PERSISTENT_SET(
      "persistentDisposition.set",
      Shape.WORDS,
      "States that hold from now on, one per line.",
      "completeness_verified"),
  PERSISTENT_UNSET(
      "persistentDisposition.unset", Shape.WORDS, "States that hold no longer, one per line.", ""),
  READ_POINT(
      "readPoint",
      Shape.PLACE,
      "Where exactly it happened.",
      "https://id.gs1.org/414/9521222000018"),
  BIZ_LOCATION(
      "bizLocation",
      Shape.PLACE,
      "Where the things are afterwards.",
      "https://id.gs1.org/414/9521222000018"),
  BIZ_TRANSACTION_LIST(
      "bizTransactionList",
      Shape.TYPED,
      "Papers, one per line: TYPE URI, or the URI alone.",
      "po urn:epcglobal:cbv:bt:9521222000018:4711"),
  SOURCE_LIST(
      "sourceList",
      Shape.TYPED,
      "From whom or where, one per line: TYPE URI.",
      "owning_party https://id.gs1.org/417/9521222000001"),
  DESTINATION_LIST(
      "destinationList",
      Shape.TYPED,
      "To whom or where, one per line: TYPE URI.",
      "possessing_party https://id.gs1.org/417/9521777000006"),
  SENSOR_REPORT(
      "sensorReport",
      Shape.SENSOR,
      "Measured values, one per line: TYPE VALUE UNIT.",
      "Temperature 4.5 CEL"),
  CERTIFICATION_INFO(
      "certificationInfo", Shape.URIS, "Certificates that concern it, one URI per line.", ""),
  ERROR_TIME(
      "errorDeclaration.declarationTime",
      Shape.TIME,
      "This event repeats one that was wrong; when that was declared.",
      ""),
  ERROR_REASON(
      "errorDeclaration.reason", Shape.WORD, "did_not_occur or incorrect_data, or a URI.", ""),
  ERROR_CORRECTIVES(
      "errorDeclaration.correctiveEventIDs",
      Shape.URIS,
      "The events that put it right, one URI per line.",
      "");

  /** How a cell of the column is read. */
  enum Shape {
    /** Ties rows together. */
    KEY,
    /** One value. */
    WORD,
    /** A point in time. */
    TIME,
    /** The offset of a clock from UTC. */
    OFFSET,
    /** One value, the id of an object. */
    PLACE,
    /** Values separated by space, lines or bars. */
    URIS,
    /** Values separated by lines or bars. */
    WORDS,
    /** {@code CLASS QUANTITY UNIT}, separated by lines or bars. */
    QUANTITIES,
    /** {@code TYPE URI}, separated by lines or bars. */
    TYPED,
    /** {@code TYPE VALUE UNIT}, separated by lines or bars. */
    SENSOR
  }

  private final String heading;
  private final Shape shape;
  private final String explanation;
  private final String example;

  Field(String heading, Shape shape, String explanation, String example) {
    this.heading = heading;
    this.shape = shape;
    this.explanation = explanation;
    this.example = example;
  }

  String heading() {
    return heading;
  }

  Shape shape() {
    return shape;
  }

  String explanation() {
    return explanation;
  }

  String example() {
    return example;
  }

  /** Whatever its case, and with spaces in between. */
  static Optional<Field> of(String heading) {
    String plain = heading.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(field -> field.heading.toLowerCase(Locale.ROOT).equals(plain))
        .findFirst();
  }
}
