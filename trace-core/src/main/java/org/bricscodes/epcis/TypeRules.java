package org.bricscodes.epcis;

import java.util.List;

/** What each type of event requires and forbids (EPCIS 2.0 §7.4). */
final class TypeRules {

  private final Cursor cursor;
  private final EventDraft draft;
  private final int type;

  private TypeRules(Cursor cursor, EventDraft draft, int type) {
    this.cursor = cursor;
    this.draft = draft;
    this.type = type;
  }

  /** Reports every rule a draft breaks. The parser stands at the end of the event object. */
  static void check(Cursor cursor, EventDraft draft) {
    UriRef name = draft.type;
    int standard = name == null ? 0 : EventField.Types.of(name.written());
    TypeRules rules = new TypeRules(cursor, draft, standard);
    rules.common();
    if (standard != 0) {
      rules.ownFields();
      switch (standard) {
        case EventField.Types.OBJECT -> rules.object();
        case EventField.Types.TRANSACTION -> rules.transaction();
        case EventField.Types.TRANSFORMATION -> rules.transformation();
        default -> rules.group();
      }
    }
  }

  private void common() {
    require(EventField.TYPE, "add \"type\", such as \"ObjectEvent\"");
    require(EventField.EVENT_TIME, "add \"eventTime\": " + Rfc3339.REMEDY);
    require(EventField.EVENT_TIME_ZONE_OFFSET, "add \"eventTimeZoneOffset\", such as \"+02:00\"");
  }

  private void require(EventField field, String remedy) {
    if (!draft.has(field)) {
      cursor.fault(field.key() + " is missing", remedy);
    }
  }

  private void ownFields() {
    for (EventField field : EventField.values()) {
      if (draft.has(field) && !field.isOf(type)) {
        cursor.faultAt(
            field.key(),
            "the type of this event has no such field",
            "leave it out or change the type");
      }
    }
    if (type != EventField.Types.TRANSFORMATION) {
      require(EventField.ACTION, "add \"action\": ADD, OBSERVE or DELETE");
    }
  }

  private void object() {
    boolean sensed =
        draft.fills(EventField.SENSOR_ELEMENT_LIST) && draft.has(EventField.READ_POINT);
    if (!draft.has(EventField.EPC_LIST) && !draft.fills(EventField.QUANTITY_LIST) && !sensed) {
      cursor.fault(
          "the event names nothing",
          "add epcList, quantityList, or sensorElementList together with readPoint");
    }
    if (draft.has(EventField.ILMD) && draft.action != null && draft.action != Action.ADD) {
      cursor.faultAt("ilmd", "ilmd stands only with action ADD", "leave it out");
    }
  }

  private void group() {
    boolean optionalParent = type == EventField.Types.AGGREGATION && draft.action == Action.OBSERVE;
    if (!optionalParent) {
      require(EventField.PARENT_ID, "add \"parentID\" with the URI of the parent");
    }
    boolean children =
        draft.fills(EventField.CHILD_EPCS) || draft.fills(EventField.CHILD_QUANTITY_LIST);
    if (!children && draft.action != Action.DELETE) {
      cursor.fault(
          "the event names no child", "add childEPCs or childQuantityList; only DELETE needs none");
    }
    refuseCycle(EventField.CHILD_EPCS, draft.childEPCs);
  }

  /** Nothing is inside itself, however its identifier is spelled. */
  private void refuseCycle(EventField field, List<UriRef> children) {
    UriRef parent = draft.parentID;
    if (parent == null) {
      return;
    }
    for (UriRef child : children) {
      if (child.canonical().equals(parent.canonical())) {
        cursor.faultAt(
            field.key(),
            "the parent " + Fault.quote(parent.written()) + " is among its own children",
            "name another parent, or leave it out of " + field.key());
        return;
      }
    }
  }

  private void transaction() {
    if (!draft.fills(EventField.BIZ_TRANSACTION_LIST)) {
      cursor.fault(
          "bizTransactionList is missing or empty", "name at least one business transaction");
    }
    boolean things = draft.has(EventField.EPC_LIST) || draft.fills(EventField.QUANTITY_LIST);
    if (!things && draft.action != Action.DELETE) {
      cursor.fault(
          "the event names nothing", "add epcList or quantityList; only DELETE needs none");
    }
    refuseCycle(EventField.EPC_LIST, draft.epcList);
  }

  private void transformation() {
    boolean in =
        draft.fills(EventField.INPUT_EPC_LIST) || draft.fills(EventField.INPUT_QUANTITY_LIST);
    boolean out =
        draft.fills(EventField.OUTPUT_EPC_LIST) || draft.fills(EventField.OUTPUT_QUANTITY_LIST);
    boolean named = draft.has(EventField.TRANSFORMATION_ID);
    if (!(in && out) && !(named && (in || out))) {
      cursor.fault(
          "the transformation lacks inputs or outputs",
          "give both, or a transformationID together with either");
    }
  }
}
