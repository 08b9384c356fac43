package org.bricscodes.api.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The schema that {@link ParquetExport} describes. */
final class ParquetSchema {

  /** The JSON-LD context as received; behind the columns of {@link EventTable}. */
  static final String CONTEXT = "context";

  /** The event as received; the last column. */
  static final String EVENT = "event";

  static final MessageType MESSAGE = message();

  private ParquetSchema() {}

  private static MessageType message() {
    List<Type> fields = new ArrayList<>();
    for (Column column : EventTable.COLUMNS) {
      fields.add(field(column));
    }
    fields.add(Types.required(BINARY).as(jsonType()).named(CONTEXT));
    fields.add(Types.required(BINARY).as(jsonType()).named(EVENT));
    return new MessageType("event", fields);
  }

  private static Type field(Column column) {
    return switch (column) {
      case Column.Whole(String name, _) -> Types.required(INT64).named(name);
      case Column.Flag(String name, _) -> Types.required(BOOLEAN).named(name);
      case Column.Time(String name, _) ->
          Types.optional(INT64).as(timestampType(true, TimeUnit.MICROS)).named(name);
      case Column.Coded(String name, _) -> Types.optional(BINARY).as(stringType()).named(name);
      case Column.Text(String name, _) -> Types.optional(BINARY).as(stringType()).named(name);
      case Column.Texts(String name, _) ->
          Types.requiredList().requiredElement(BINARY).as(stringType()).named(name);
      case Column.Quantities(String name, _) ->
          Types.requiredList()
              .requiredGroupElement()
              .required(BINARY)
              .as(stringType())
              .named("epcClass")
              .optional(DOUBLE)
              .named("quantity")
              .optional(BINARY)
              .as(stringType())
              .named("uom")
              .named(name);
      case Column.Links(String name, _) ->
          Types.requiredList()
              .requiredGroupElement()
              .required(BINARY)
              .as(stringType())
              .named("id")
              .optional(BINARY)
              .as(stringType())
              .named("type")
              .named(name);
    };
  }
}
