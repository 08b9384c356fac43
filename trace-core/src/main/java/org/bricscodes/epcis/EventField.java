package org.bricscodes.epcis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The standard fields of events, and which of the five types have them (EPCIS 2.0 §7.4). */
enum EventField {
  TYPE("type", Types.ALL),
  EVENT_ID("eventID", Types.ALL),
  EVENT_TIME("eventTime", Types.ALL),
  EVENT_TIME_ZONE_OFFSET("eventTimeZoneOffset", Types.ALL),
  RECORD_TIME("recordTime", Types.ALL),
  CERTIFICATION_INFO("certificationInfo", Types.ALL),
  ERROR_DECLARATION("errorDeclaration", Types.ALL),
  BIZ_STEP("bizStep", Types.ALL),
  DISPOSITION("disposition", Types.ALL),
  PERSISTENT_DISPOSITION("persistentDisposition", Types.ALL),
  READ_POINT("readPoint", Types.ALL),
  BIZ_LOCATION("bizLocation", Types.ALL),
  BIZ_TRANSACTION_LIST("bizTransactionList", Types.ALL),
  SOURCE_LIST("sourceList", Types.ALL),
  DESTINATION_LIST("destinationList", Types.ALL),
  SENSOR_ELEMENT_LIST("sensorElementList", Types.ALL),
  ACTION("action", Types.OBJECT | Types.GROUPS | Types.TRANSACTION),
  PARENT_ID("parentID", Types.GROUPS | Types.TRANSACTION),
  EPC_LIST("epcList", Types.OBJECT | Types.TRANSACTION),
  QUANTITY_LIST("quantityList", Types.OBJECT | Types.TRANSACTION),
  CHILD_EPCS("childEPCs", Types.GROUPS),
  CHILD_QUANTITY_LIST("childQuantityList", Types.GROUPS),
  INPUT_EPC_LIST("inputEPCList", Types.TRANSFORMATION),
  INPUT_QUANTITY_LIST("inputQuantityList", Types.TRANSFORMATION),
  OUTPUT_EPC_LIST("outputEPCList", Types.TRANSFORMATION),
  OUTPUT_QUANTITY_LIST("outputQuantityList", Types.TRANSFORMATION),
  TRANSFORMATION_ID("transformationID", Types.TRANSFORMATION),
  ILMD("ilmd", Types.OBJECT | Types.TRANSFORMATION);

  /** Bits for the types of event. */
  static final class Types {
    static final int OBJECT = 1;
    static final int AGGREGATION = 2;
    static final int ASSOCIATION = 4;
    static final int TRANSACTION = 8;
    static final int TRANSFORMATION = 16;
    static final int EXTENDED = 32;
    static final int GROUPS = AGGREGATION | ASSOCIATION;
    static final int ALL = 63;

    private static final Map<String, Integer> BY_NAME =
        Map.of(
            "ObjectEvent", OBJECT,
            "AggregationEvent", AGGREGATION,
            "AssociationEvent", ASSOCIATION,
            "TransactionEvent", TRANSACTION,
            "TransformationEvent", TRANSFORMATION);

    private Types() {}

    /** The bit of a standard type; 0 for any other name. */
    static int of(String name) {
      return BY_NAME.getOrDefault(name, 0);
    }

    static Set<String> names() {
      return BY_NAME.keySet();
    }
  }

  private static final Map<String, EventField> BY_KEY = new HashMap<>();

  static {
    for (EventField field : values()) {
      BY_KEY.put(field.key, field);
    }
  }

  private final String key;
  private final int types;

  EventField(String key, int types) {
    this.key = key;
    this.types = types | Types.EXTENDED;
  }

  static @Nullable EventField of(String key) {
    return BY_KEY.get(key);
  }

  static Set<String> keys() {
    return BY_KEY.keySet();
  }

  String key() {
    return key;
  }

  boolean isOf(int type) {
    return (types & type) != 0;
  }

  /** Its bit in a set of fields; never stored. */
  @SuppressWarnings("EnumOrdinal")
  int bit() {
    return 1 << ordinal();
  }
}
