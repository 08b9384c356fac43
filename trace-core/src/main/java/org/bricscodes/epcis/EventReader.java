package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one event object. */
final class EventReader {

  private static final String CONTEXT = "@context";

  /**
   * What was read.
   *
   * @param event {@code null} when there was a fault
   * @param context where in the parser's bytes the event's own context stands, if it has one
   * @param scope the prefixes in force in the event
   * @param draft what was sound in it, even when there was a fault
   */
  record Read(
      @Nullable EpcisEvent event,
      Slice bytes,
      @Nullable Slice context,
      Scope scope,
      EventDraft draft) {}

  private final Cursor cursor;
  private final boolean isRoot;
  private final EventDraft draft = new EventDraft();
  private Scope scope;
  private NameReader names;
  private ExtensionReader extensions;
  private PartReader parts;

  private @Nullable Slice context;
  private @Nullable Scope lateScope;

  private EventReader(Cursor cursor, Scope scope, boolean isRoot) {
    this.cursor = cursor;
    this.isRoot = isRoot;
    this.scope = scope;
    this.names = new NameReader(cursor, scope);
    this.extensions = new ExtensionReader(cursor, scope, names);
    this.parts = new PartReader(cursor, names, extensions);
  }

  /** Reads an event of a document whose context is {@code scope}. */
  static Read inDocument(Cursor cursor, Scope scope, byte[] document, int from) throws IOException {
    return read(cursor, document, from, new EventReader(cursor, scope, false));
  }

  /** Reads an event that is the whole document and must carry the whole context. */
  static Read alone(Cursor cursor, byte[] document, int from) throws IOException {
    return read(cursor, document, from, new EventReader(cursor, Scope.standard(), true));
  }

  /**
   * Reads the object the parser is at the start of, to its end. Keys come in any order: if the
   * event's own context turns up after something it may apply to, the event is read again, knowing
   * it.
   *
   * @param from where in {@code document} the parser began
   */
  private static Read read(Cursor cursor, byte[] document, int from, EventReader first)
      throws IOException {
    int faultsBefore = cursor.faults.count();
    int start = from + (int) cursor.parser.currentTokenLocation().getByteOffset();
    first.object();
    Slice bytes = new Slice(start, from + (int) cursor.parser.currentLocation().getByteOffset());
    EventReader last = first;
    if (first.lateScope != null) {
      cursor.faults.rewind(faultsBefore);
      try (JsonParser again = cursor.parsers.over(document, start, bytes.length())) {
        again.nextToken();
        last =
            new EventReader(
                cursor.on(again, first.isRoot ? "" : cursor.pointer()),
                first.lateScope,
                first.isRoot);
        last.object();
      }
    }
    EpcisEvent event = cursor.faults.count() == faultsBefore ? last.draft.build() : null;
    Slice context = first.context == null ? null : first.context.plus(from);
    return new Read(event, bytes, context, last.scope, last.draft);
  }

  private void object() throws IOException {
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      EventField field = EventField.of(key);
      if (field != null) {
        field(field);
      } else if (key.equals(CONTEXT)) {
        context();
      } else {
        extensions.member(key, draft.extensions, EventField.keys());
      }
    }
    if (isRoot && context == null) {
      cursor.fault(
          "@context is missing", "add \"@context\": \"" + ContextReader.STANDARD_URL + "\"");
    }
    if (!cursor.isPart) {
      TypeRules.check(cursor, draft);
    }
  }

  private void context() throws IOException {
    if (context != null) {
      cursor.duplicate();
      return;
    }
    cursor.parser.nextToken();
    int start = (int) cursor.parser.currentTokenLocation().getByteOffset();
    Scope inner = isRoot ? ContextReader.document(cursor) : ContextReader.event(cursor, scope);
    cursor.parser.finishToken();
    context = new Slice(start, (int) cursor.parser.currentLocation().getByteOffset());
    if (inner.equalTo(scope)) {
      return;
    }
    if (draft.seen == 0 && draft.extensions.isEmpty()) {
      scope = inner;
      names = new NameReader(cursor, scope);
      extensions = new ExtensionReader(cursor, scope, names);
      parts = new PartReader(cursor, names, extensions);
    } else {
      lateScope = inner;
    }
  }

  private void field(EventField field) throws IOException {
    if (draft.has(field)) {
      cursor.duplicate();
      return;
    }
    draft.seen |= field.bit();
    int faultsBefore = cursor.faults.count();
    cursor.parser.nextToken();
    switch (field) {
      case TYPE -> draft.type = type();
      case EVENT_ID -> draft.eventID = cursor.uri();
      case EVENT_TIME -> draft.eventTime = cursor.time();
      case EVENT_TIME_ZONE_OFFSET -> draft.eventTimeZoneOffset = offset();
      case RECORD_TIME -> draft.recordTime = cursor.time();
      case CERTIFICATION_INFO -> draft.certificationInfo = certificationInfo();
      case ERROR_DECLARATION -> draft.errorDeclaration = parts.errorDeclaration();
      case BIZ_STEP -> draft.bizStep = names.word(Vocabulary.BIZ_STEP);
      case DISPOSITION -> draft.disposition = names.word(Vocabulary.DISPOSITION);
      case PERSISTENT_DISPOSITION -> draft.persistentDisposition = parts.persistentDisposition();
      case READ_POINT -> draft.readPoint = parts.place();
      case BIZ_LOCATION -> draft.bizLocation = parts.place();
      case ACTION -> draft.action = action();
      case PARENT_ID -> draft.parentID = names.identifier();
      case TRANSFORMATION_ID -> draft.transformationID = names.identifier();
      case ILMD -> draft.ilmd = extensions.object("an object with namespaced keys");
      case BIZ_TRANSACTION_LIST -> draft.bizTransactionList = parts.bizTransactions();
      case SOURCE_LIST -> draft.sourceList = parts.sources();
      case DESTINATION_LIST -> draft.destinationList = parts.destinations();
      case SENSOR_ELEMENT_LIST ->
          draft.sensorElementList = new SensorReader(cursor, names, extensions).elements();
      case EPC_LIST -> draft.epcList = names.uniqueIdentifiers();
      case QUANTITY_LIST -> draft.quantityList = parts.quantities();
      case CHILD_EPCS -> draft.childEPCs = names.identifiers();
      case CHILD_QUANTITY_LIST -> draft.childQuantityList = parts.quantities();
      case INPUT_EPC_LIST -> draft.inputEPCList = names.uniqueIdentifiers();
      case INPUT_QUANTITY_LIST -> draft.inputQuantityList = parts.quantities();
      case OUTPUT_EPC_LIST -> draft.outputEPCList = names.uniqueIdentifiers();
      case OUTPUT_QUANTITY_LIST -> draft.outputQuantityList = parts.quantities();
    }
    if (cursor.faults.count() > faultsBefore) {
      draft.faulty |= field.bit();
    }
  }

  private @Nullable UriRef type() throws IOException {
    String text = cursor.text("the event type as a string");
    if (text == null) {
      return null;
    }
    if (EventField.Types.of(text) != 0) {
      return new UriRef(text, text, UriRef.Form.WORD);
    }
    String expanded = scope.expand(text);
    String uri = expanded == null ? text : expanded;
    if (uri.startsWith("https://ref.gs1.org/epcis/") || uri.startsWith("epcis:")) {
      String word = uri.substring(uri.lastIndexOf('/') + 1);
      cursor.fault(
          Fault.quote(text) + " is not how a standard type is written",
          "write the bare word " + Fault.quote(word));
      return null;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      String meant = Nearest.to(text, EventField.Types.names());
      cursor.fault(
          Fault.quote(text) + " is not an event type",
          (meant == null ? "" : "did you mean \"" + meant + "\"? ")
              + "write ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent,"
              + " TransformationEvent, or a URI or CURIE for a type of your own");
      return null;
    }
    if (expanded == null && !Scope.isUri(text)) {
      names.undeclared(text, colon);
      return null;
    }
    return new UriRef(text, uri, expanded == null ? UriRef.Form.URI : UriRef.Form.CURIE);
  }

  private @Nullable Action action() throws IOException {
    String text = cursor.text("ADD, OBSERVE or DELETE");
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "ADD" -> Action.ADD;
      case "OBSERVE" -> Action.OBSERVE;
      case "DELETE" -> Action.DELETE;
      default -> {
        cursor.fault(Fault.quote(text) + " is not an action", "write ADD, OBSERVE or DELETE");
        yield null;
      }
    };
  }

  private @Nullable String offset() throws IOException {
    String text = cursor.text("an offset as a string, such as \"+02:00\"");
    if (text == null || isOffset(text)) {
      return text;
    }
    cursor.fault(
        Fault.quote(text) + " is not an offset from UTC",
        "write it as +hh:mm or -hh:mm, at most 14:00");
    return null;
  }

  private static boolean isOffset(String text) {
    if (text.length() != 6 || text.charAt(3) != ':') {
      return false;
    }
    char sign = text.charAt(0);
    for (int i : new int[] {1, 2, 4, 5}) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    int hours = (text.charAt(1) - '0') * 10 + text.charAt(2) - '0';
    int minutes = (text.charAt(4) - '0') * 10 + text.charAt(5) - '0';
    return (sign == '+' || sign == '-') && minutes < 60 && hours * 60 + minutes <= 14 * 60;
  }

  private List<String> certificationInfo() throws IOException {
    if (cursor.parser.currentToken().isStructStart()) {
      return parts.uris();
    }
    String uri = cursor.uri();
    List<String> one = new ArrayList<>(1);
    if (uri != null) {
      one.add(uri);
    }
    return one;
  }
}
