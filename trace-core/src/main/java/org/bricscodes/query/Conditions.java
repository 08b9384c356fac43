package org.bricscodes.query;

import java.time.Instant;
import java.util.List;
import org.bricscodes.epcis.Action;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EventFields;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.ExistsField;
import org.bricscodes.epcis.LinkKind;
import org.bricscodes.epcis.MatchField;
import org.bricscodes.epcis.TimeField;
import org.bricscodes.epcis.UriRef;
import org.jspecify.annotations.Nullable;

/** Decides about one event, all conditions of a query included. */
final class Conditions {

  private final EventQuery query;

  Conditions(EventQuery query) {
    this.query = query;
  }

  /**
   * @param eventID the recorded one, which an event need not have carried itself
   */
  boolean hold(EpcisEvent event, String eventID, Instant recordTime) {
    List<String> terms = EventTerms.of(event);
    for (Criterion criterion : query.criteria()) {
      if (!holds(criterion, event, eventID, recordTime, terms)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(
      Criterion criterion,
      EpcisEvent event,
      String eventID,
      Instant recordTime,
      List<String> terms) {
    return switch (criterion) {
      case Criterion.OneOf one -> holds(one, event, eventID, terms);
      case Criterion.Match match -> holds(match, terms);
      case Criterion.Link link -> holds(link, event.common());
      case Criterion.Time(TimeField field, Criterion.Comparison comparison, Instant bound) -> {
        Instant time =
            switch (field) {
              case EVENT_TIME -> event.eventTime();
              case RECORD_TIME -> recordTime;
            };
        boolean before = time.isBefore(bound);
        yield (comparison == Criterion.Comparison.LT) == before;
      }
      case Criterion.Exists(ExistsField field) ->
          switch (field) {
            case ERROR_DECLARATION -> event.common().errorDeclaration() != null;
          };
    };
  }

  private static boolean holds(
      Criterion.OneOf one, EpcisEvent event, String eventID, List<String> terms) {
    return switch (one.field()) {
      case EVENT_ID -> one.values().contains(eventID);
      case ACTION -> {
        Action action = event.action();
        yield action != null && one.values().contains(action.name());
      }
      case EVENT_TYPE, BIZ_STEP, DISPOSITION, READ_POINT, BIZ_LOCATION, TRANSFORMATION_ID -> {
        String name = QueryTerms.name(one.field());
        yield one.values().stream().anyMatch(value -> terms.contains(name + "=" + value));
      }
    };
  }

  private static boolean holds(Criterion.Match match, List<String> terms) {
    MatchField field = match.field();
    for (String value : match.values()) {
      for (String role : field.roles()) {
        String term = role + "=" + value;
        boolean serials = QueryTerms.isTradeItem(value);
        for (String present : terms) {
          if (present.equals(term) || (serials && present.startsWith(term + "/"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean holds(Criterion.Link wanted, EventFields common) {
    LinkKind kind = wanted.kind();
    return switch (kind) {
      case BIZ_TRANSACTION ->
          common.bizTransactionList().stream()
              .anyMatch(item -> is(item.type(), item.bizTransaction(), wanted));
      case SOURCE ->
          common.sourceList().stream().anyMatch(item -> is(item.type(), item.source(), wanted));
      case DESTINATION ->
          common.destinationList().stream()
              .anyMatch(item -> is(item.type(), item.destination(), wanted));
    };
  }

  private static boolean is(@Nullable UriRef type, UriRef value, Criterion.Link wanted) {
    return type != null
        && type.canonical().equals(wanted.type())
        && wanted.values().contains(value.canonical());
  }
}
