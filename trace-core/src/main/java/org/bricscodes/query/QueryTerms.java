package org.bricscodes.query;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.ExistsField;
import org.bricscodes.epcis.FieldName;
import org.bricscodes.epcis.LinkKind;
import org.bricscodes.epcis.ListField;
import org.bricscodes.epcis.MatchField;
import org.bricscodes.epcis.TimeField;
import org.bricscodes.gs1.EpcPattern;
import org.jspecify.annotations.Nullable;

/** What the index knows about single conditions. */
final class QueryTerms {

  /** A condition with more terms than this is decided on the events: opening readers costs, too. */
  private static final int MAX_TERMS = 600;

  private static final List<String> ERRORS = List.of(EventTerms.ERROR_DECLARATION);

  private QueryTerms() {}

  /**
   * The terms of a condition: an event that meets it has one of them. Empty where no term says
   * anything about it.
   */
  static List<String> of(Criterion criterion) {
    List<String> terms =
        switch (criterion) {
          case Criterion.OneOf one -> listed(one.field(), one.values());
          case Criterion.Match(MatchField field, List<String> values) -> things(field, values);
          case Criterion.Link(LinkKind kind, String _, List<String> values) ->
              terms(kind.term(), values);
          case Criterion.Time time ->
              time.field() == TimeField.ERROR_DECLARATION_TIME ? ERRORS : List.of();
          case Criterion.Exists exists ->
              exists.field() == ExistsField.ERROR_DECLARATION ? ERRORS : List.of();
          case Criterion.FieldOneOf one -> of(one.field());
          case Criterion.FieldCompared compared -> of(compared.field());
          case Criterion.FieldExists exists -> of(exists.field());
          case Criterion.Within _,
              Criterion.Amount _,
              Criterion.Flag _,
              Criterion.HasAttribute _,
              Criterion.AttributeOneOf _ ->
              List.of();
        };
    return terms.size() > MAX_TERMS ? List.of() : terms;
  }

  private static List<String> of(FieldName field) {
    return field.where() == FieldName.Where.ERROR_DECLARATION ? ERRORS : List.of();
  }

  /**
   * Whether having one of its terms is all that a condition asks: terms are a function of the event
   * and are written with it, so there is nothing left to decide.
   */
  static boolean isExact(Criterion criterion) {
    if (of(criterion).isEmpty()) {
      return false;
    }
    return switch (criterion) {
      case Criterion.OneOf one -> name(one.field()) != null && !one.field().isSensor();
      case Criterion.Match match ->
          match.values().stream().allMatch(value -> EpcPattern.parse(value).isSingle());
      case Criterion.Exists _ -> true;
      case Criterion.Link _,
          Criterion.Time _,
          Criterion.FieldOneOf _,
          Criterion.FieldCompared _,
          Criterion.FieldExists _,
          Criterion.Within _,
          Criterion.Amount _,
          Criterion.Flag _,
          Criterion.HasAttribute _,
          Criterion.AttributeOneOf _ ->
          false;
    };
  }

  private static List<String> terms(String name, List<String> values) {
    return values.stream().map(value -> name + "=" + value).toList();
  }

  private static List<String> listed(ListField field, List<String> values) {
    if (field == ListField.ERROR_REASON || field == ListField.CORRECTIVE_EVENT_ID) {
      return ERRORS;
    }
    String name = name(field);
    return name == null ? List.of() : terms(name, values);
  }

  /** Only where every value has a term: an event may be found by any one of them. */
  private static List<String> things(MatchField field, List<String> values) {
    List<String> any = new ArrayList<>();
    for (String value : values) {
      EpcPattern pattern = EpcPattern.parse(value);
      String item = pattern.tradeItem().orElse(null);
      if (item != null) {
        any.add("gtin=" + item);
      } else if (pattern.isSingle()) {
        field.roles().forEach(role -> any.add(role + "=" + value));
      } else {
        return List.of();
      }
    }
    return any;
  }

  /** The name of the term that holds a field, null where there is none. */
  private static @Nullable String name(ListField field) {
    return switch (field) {
      case EVENT_TYPE -> "eventType";
      case BIZ_STEP -> "bizStep";
      case DISPOSITION -> "disposition";
      case READ_POINT -> "readPoint";
      case BIZ_LOCATION -> "bizLocation";
      case TRANSFORMATION_ID -> "transformationID";
      case EVENT_ID -> "eventID";
      case DEVICE_ID -> "deviceID";
      case ACTION,
          PERSISTENT_DISPOSITION_SET,
          PERSISTENT_DISPOSITION_UNSET,
          ERROR_REASON,
          CORRECTIVE_EVENT_ID,
          TYPE,
          DEVICE_METADATA,
          RAW_DATA,
          DATA_PROCESSING_METHOD,
          MICROORGANISM,
          CHEMICAL_SUBSTANCE,
          BIZ_RULES,
          STRING_VALUE,
          HEX_BINARY_VALUE,
          URI_VALUE ->
          null;
    };
  }
}
