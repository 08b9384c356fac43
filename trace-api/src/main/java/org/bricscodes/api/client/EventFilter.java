package org.bricscodes.api.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which events are asked for: parameters of the EPCIS query language (EPCIS 2.0 §8.2.7), all of
 * which must hold.
 *
 * <pre>{@code
 * EventFilter.where("EQ_bizStep", "shipping", "receiving")
 *     .and("GE_eventTime", "2026-04-01T00:00:00+08:00")
 *     .and("orderBy", "eventTime")
 * }</pre>
 *
 * @param parameters by name; several values of one are joined by {@code |}, and any of them will do
 * @param namespaces what prefixes in names and values mean, such as {@code example} in {@code
 *     EQ_example:field}
 */
public record EventFilter(Map<String, String> parameters, Map<String, String> namespaces) {

  public EventFilter {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
  }

  /** Every event the asker may see. */
  public static EventFilter everything() {
    return new EventFilter(Map.of(), Map.of());
  }

  /** Events whose parameter has one of these values. */
  public static EventFilter where(String parameter, String... values) {
    return everything().and(parameter, values);
  }

  /** The same, and this as well; a parameter named before is replaced. */
  public EventFilter and(String parameter, String... values) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, String.join("|", values));
    return new EventFilter(more, namespaces);
  }

  /** The same, where a prefix has a meaning. */
  public EventFilter namespace(String prefix, String uri) {
    Map<String, String> more = new LinkedHashMap<>(namespaces);
    more.put(prefix, uri);
    return new EventFilter(parameters, more);
  }

  /** The resource at this path, asked so. */
  Call apply(String path) {
    Call call = Call.get(parameters.isEmpty() ? path : path + separator(path) + queryString());
    return namespaces.isEmpty()
        ? call
        : call.with(
            "GS1-Extensions",
            namespaces.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static String separator(String path) {
    return path.contains("?") ? "&" : "?";
  }

  private String queryString() {
    return parameters.entrySet().stream()
        .map(each -> Paths.segment(each.getKey()) + "=" + Paths.segment(each.getValue()))
        .collect(Collectors.joining("&"));
  }
}
