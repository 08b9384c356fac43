package org.bricscodes.api.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.bricscodes.epcis.QuantityElement;
import org.jspecify.annotations.Nullable;

/** Tells a {@link RecordConsumer} the fields of one event after the other. */
final class ParquetFields {

  private final RecordConsumer out;

  ParquetFields(RecordConsumer out) {
    this.out = out;
  }

  void write(ExportRow row) {
    out.startMessage();
    int index = 0;
    for (Column column : EventTable.COLUMNS) {
      write(column, index++, row);
    }
    bytes(ParquetSchema.CONTEXT, index++, row.recorded().context());
    bytes(ParquetSchema.EVENT, index, row.recorded().event());
    out.endMessage();
  }

  private void write(Column column, int index, ExportRow row) {
    switch (column) {
      case Column.Whole(String name, var value) -> {
        out.startField(name, index);
        out.addLong(value.applyAsLong(row));
        out.endField(name, index);
      }
      case Column.Flag(String name, var value) -> {
        out.startField(name, index);
        out.addBoolean(value.test(row));
        out.endField(name, index);
      }
      case Column.Time(String name, var value) -> time(name, index, value.apply(row));
      case Column.Coded(String name, var value) -> text(name, index, value.apply(row));
      case Column.Text(String name, var value) -> text(name, index, value.apply(row));
      case Column.Texts(String name, var value) ->
          list(name, index, value.apply(row), text -> text("element", 0, text));
      case Column.Quantities(String name, var value) ->
          list(name, index, value.apply(row), this::quantity);
      case Column.Links(String name, var value) -> list(name, index, value.apply(row), this::link);
    }
  }

  @FunctionalInterface
  private interface Element<T> {
    void write(T item);
  }

  /** The three levels of a Parquet LIST: the field, its repeated group, the element. */
  private <T> void list(String name, int index, List<T> items, Element<T> element) {
    out.startField(name, index);
    out.startGroup();
    if (!items.isEmpty()) {
      out.startField("list", 0);
      for (T item : items) {
        out.startGroup();
        element.write(item);
        out.endGroup();
      }
      out.endField("list", 0);
    }
    out.endGroup();
    out.endField(name, index);
  }

  private void quantity(QuantityElement item) {
    out.startField("element", 0);
    out.startGroup();
    text("epcClass", 0, item.epcClass().canonical());
    BigDecimal amount = item.quantity();
    if (amount != null) {
      out.startField("quantity", 1);
      out.addDouble(amount.doubleValue());
      out.endField("quantity", 1);
    }
    text("uom", 2, item.uom());
    out.endGroup();
    out.endField("element", 0);
  }

  private void link(Column.Link item) {
    out.startField("element", 0);
    out.startGroup();
    text("id", 0, item.id());
    text("type", 1, item.type());
    out.endGroup();
    out.endField("element", 0);
  }

  private void time(String name, int index, @Nullable Instant time) {
    if (time != null) {
      out.startField(name, index);
      out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, time));
      out.endField(name, index);
    }
  }

  private void text(String name, int index, @Nullable String text) {
    if (text != null) {
      out.startField(name, index);
      out.addBinary(Binary.fromString(text));
      out.endField(name, index);
    }
  }

  private void bytes(String name, int index, byte[] utf8) {
    out.startField(name, index);
    out.addBinary(Binary.fromConstantByteArray(utf8));
    out.endField(name, index);
  }
}
