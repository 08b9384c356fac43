package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An EPCIS event query as a value (SimpleEventQuery, EPCIS 2.0 §8.2.7): conditions, an order,
 * limits. Running it is the business of {@code org.bricscodes.query}.
 *
 * <p>Two queries that mean the same, whichever way they were written, are equal: values are
 * canonical, conditions sorted.
 *
 * @param criteria all of which must hold; none: every event
 * @param eventCountLimit at most this many results over all pages; {@link Integer#MAX_VALUE} when
 *     not given
 * @param maxEventCount more results than this is an error; {@link Integer#MAX_VALUE} when not given
 */
public record EventQuery(
    List<Criterion> criteria, QueryOrder order, int eventCountLimit, int maxEventCount) {

  private static final Comparator<Criterion> BY_PARAMETER =
      Comparator.comparing(Criterion::parameter);

  public EventQuery {
    criteria = criteria.stream().sorted(BY_PARAMETER).toList();
    if (eventCountLimit < 1 || maxEventCount < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }

  /** The query for every event, newest event time first. */
  public static EventQuery everything() {
    return new EventQuery(List.of(), QueryOrder.DEFAULT, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** What {@link #parse} and {@link #parseJson} make of parameters. */
  public sealed interface Outcome {
    record Ready(EventQuery query) implements Outcome {}

    /** Every fault; the pointer is the name of the parameter, empty where none is at fault. */
    record Refused(List<Fault> faults) implements Outcome {
      public Refused {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Reads the parameters of an address: name to value, lists separated by {@code |}. Parameters of
   * paging ({@code perPage}, {@code nextPageToken}) are the caller's and must not be passed. A
   * parameter this does not know is a fault, never ignored.
   *
   * @param prefixes what the asker says prefixes of CURIEs stand for, on top of those of the EPCIS
   *     context
   */
  public static Outcome parse(Map<String, String> parameters, Map<String, String> prefixes) {
    Map<String, Given> given = new LinkedHashMap<>();
    parameters.forEach((name, text) -> given.put(name, new Given.Written(text)));
    FaultList faults = new FaultList(QueryParameters.MAX_FAULTS);
    return new QueryParameters(given, Scope.standard().with(prefixes), faults).read();
  }

  /**
   * Reads the JSON form of a query: an object of parameters, lists as arrays, with or without a
   * {@code @context} that declares prefixes. UTF-8. Bounded in size and depth.
   */
  public static Outcome parseJson(byte[] queryObject) {
    FaultList faults = new FaultList(QueryParameters.MAX_FAULTS);
    QueryBody body = QueryBody.read(queryObject, faults);
    return new QueryParameters(body.parameters(), body.scope(), faults).read();
  }

  /**
   * One text for all ways to write this query: a JSON object of parameters in the order of their
   * names, values canonical, names of extensions written out. {@link #parseJson} reads it back.
   */
  public String canonical() {
    return QueryText.of(this);
  }

  /** {@link #canonical()} in UTF-8: the form of a query in a body. */
  public byte[] toJson() {
    return canonical().getBytes(StandardCharsets.UTF_8);
  }
}
