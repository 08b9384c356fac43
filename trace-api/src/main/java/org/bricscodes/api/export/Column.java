package org.bricscodes.api.export;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.bricscodes.epcis.QuantityElement;
import org.jspecify.annotations.Nullable;

/** A column of {@link EventTable}: its name, its type, and where its value comes from. */
sealed interface Column {

  String name();

  /** A whole number. */
  record Whole(String name, ToLongFunction<ExportRow> value) implements Column {}

  /** True or false. */
  record Flag(String name, Predicate<ExportRow> value) implements Column {}

  /** A point in time. */
  record Time(String name, Function<ExportRow, @Nullable Instant> value) implements Column {}

  /** Text in a form of our own or of a closed list, harmless to a spreadsheet. */
  record Coded(String name, Function<ExportRow, @Nullable String> value) implements Column {}

  /** Text that somebody else chose. */
  record Text(String name, Function<ExportRow, @Nullable String> value) implements Column {}

  /** Texts that somebody else chose, each a URI or a word. */
  record Texts(String name, Function<ExportRow, List<String>> value) implements Column {}

  /** Amounts of classes. */
  record Quantities(String name, Function<ExportRow, List<QuantityElement>> value)
      implements Column {}

  /** Documents, sources or destinations with what they are to the event. */
  record Links(String name, Function<ExportRow, List<Link>> value) implements Column {}

  /**
   * @param type what it is to the event; absent where the sender did not say
   */
  record Link(String id, @Nullable String type) {}
}
