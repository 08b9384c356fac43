package org.bricscodes.api.export;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.bricscodes.epcis.Action;
import org.bricscodes.epcis.ErrorDeclaration;
import org.bricscodes.epcis.EventHash;
import org.bricscodes.epcis.HashProfile;
import org.bricscodes.epcis.PersistentDisposition;
import org.bricscodes.epcis.Place;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/**
 * The columns that CSV and Parquet share, in their order: first the event's place in the log, then
 * the event. Names are EPCIS's. Standard words stay words ({@code shipping}); every other
 * identifier is in its canonical form, the one that queries compare: EPCs and places as Digital
 * Links on {@code https://id.gs1.org}. Extensions, ILMD and sensor data have no column of their
 * own.
 */
final class EventTable {

  static final List<Column> COLUMNS =
      List.of(
          new Column.Whole("sequence", row -> row.recorded().sequence()),
          new Column.Flag("covered", ExportRow::covered),
          new Column.Time("recordTime", row -> row.recorded().recordTime()),
          new Column.Text("party", row -> row.recorded().party()),
          new Column.Text("eventID", row -> row.recorded().eventID()),
          new Column.Coded("eventHash", EventTable::eventHash),
          new Column.Coded("contentDigest", EventTable::contentDigest),
          new Column.Text("type", row -> row.event().type()),
          new Column.Coded("action", row -> action(row.event().action())),
          new Column.Time("eventTime", row -> row.event().eventTime()),
          new Column.Coded("eventTimeZoneOffset", row -> row.common().eventTimeZoneOffset()),
          new Column.Text("bizStep", row -> text(row.event().bizStep())),
          new Column.Text("disposition", row -> text(row.event().disposition())),
          persistent("persistentDispositionSet", PersistentDisposition::set),
          persistent("persistentDispositionUnset", PersistentDisposition::unset),
          new Column.Text("readPoint", row -> place(row.event().readPoint())),
          new Column.Text("bizLocation", row -> place(row.event().bizLocation())),
          new Column.Text("parentID", row -> text(row.event().parentID())),
          new Column.Texts("epcList", row -> texts(row.event().epcList())),
          new Column.Texts("childEPCs", row -> texts(row.event().childEPCs())),
          new Column.Texts("inputEPCList", row -> texts(row.event().inputEPCList())),
          new Column.Texts("outputEPCList", row -> texts(row.event().outputEPCList())),
          new Column.Quantities("quantityList", row -> row.event().quantityList()),
          new Column.Quantities("childQuantityList", row -> row.event().childQuantityList()),
          new Column.Quantities("inputQuantityList", row -> row.event().inputQuantityList()),
          new Column.Quantities("outputQuantityList", row -> row.event().outputQuantityList()),
          new Column.Text("transformationID", row -> text(row.event().transformationID())),
          new Column.Links("bizTransactionList", EventTable::bizTransactions),
          new Column.Links("sourceList", EventTable::sources),
          new Column.Links("destinationList", EventTable::destinations),
          new Column.Texts("certificationInfo", row -> row.common().certificationInfo()),
          new Column.Time("errorDeclarationTime", EventTable::declarationTime),
          new Column.Text("errorReason", EventTable::errorReason),
          new Column.Texts("correctiveEventIDs", EventTable::correctiveEventIDs));

  private EventTable() {}

  /** {@code ni:///sha-256;…?ver=CBV2.0}. */
  static String eventHash(ExportRow row) {
    return new EventHash(HashProfile.CBV_2_0, row.recorded().eventHash()).uri();
  }

  /** Lower-case hexadecimal. */
  static String contentDigest(ExportRow row) {
    return HexFormat.of().formatHex(row.recorded().contentDigest());
  }

  /** A standard word as it is written, anything else in its canonical form. */
  static @Nullable String text(@Nullable UriRef name) {
    if (name == null) {
      return null;
    }
    return name.form() == UriRef.Form.WORD ? name.written() : name.canonical();
  }

  private static String known(UriRef name) {
    return name.form() == UriRef.Form.WORD ? name.written() : name.canonical();
  }

  static List<String> texts(List<UriRef> names) {
    return names.stream().map(EventTable::known).toList();
  }

  private static @Nullable String action(@Nullable Action action) {
    return action == null ? null : action.name();
  }

  private static @Nullable String place(@Nullable Place place) {
    return place == null ? null : place.id().canonical();
  }

  private static Column persistent(
      String name, Function<PersistentDisposition, List<UriRef>> dispositions) {
    return new Column.Texts(
        name,
        row -> {
          PersistentDisposition persistent = row.common().persistentDisposition();
          return persistent == null ? List.of() : texts(dispositions.apply(persistent));
        });
  }

  private static List<Column.Link> bizTransactions(ExportRow row) {
    return row.common().bizTransactionList().stream()
        .map(item -> new Column.Link(item.bizTransaction().canonical(), text(item.type())))
        .toList();
  }

  private static List<Column.Link> sources(ExportRow row) {
    return row.common().sourceList().stream()
        .map(item -> new Column.Link(item.source().canonical(), text(item.type())))
        .toList();
  }

  private static List<Column.Link> destinations(ExportRow row) {
    return row.common().destinationList().stream()
        .map(item -> new Column.Link(item.destination().canonical(), text(item.type())))
        .toList();
  }

  private static @Nullable Instant declarationTime(ExportRow row) {
    ErrorDeclaration declaration = row.common().errorDeclaration();
    return declaration == null ? null : declaration.declarationTime();
  }

  private static @Nullable String errorReason(ExportRow row) {
    ErrorDeclaration declaration = row.common().errorDeclaration();
    return declaration == null ? null : text(declaration.reason());
  }

  private static List<String> correctiveEventIDs(ExportRow row) {
    ErrorDeclaration declaration = row.common().errorDeclaration();
    return declaration == null ? List.of() : declaration.correctiveEventIDs();
  }
}
