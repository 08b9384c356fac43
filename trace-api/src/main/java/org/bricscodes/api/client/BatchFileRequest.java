package org.bricscodes.api.client;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of a batch, and how it is wanted; the service's documentation lists the options.
 *
 * @param segment of its address, such as {@code codes.csv}
 */
public record BatchFileRequest(String segment, Map<String, String> options) {

  /** Copies the options. */
  public BatchFileRequest {
    options = Map.copyOf(options);
  }

  /** The codes as comma-separated values. */
  public static BatchFileRequest csv() {
    return of("codes.csv");
  }

  /** The codes as JSON, an object a line. */
  public static BatchFileRequest ndjson() {
    return of("codes.ndjson");
  }

  /** A file by the last segment of its address. */
  public static BatchFileRequest of(String segment) {
    return new BatchFileRequest(segment, Map.of());
  }

  /** The same with an option more. */
  public BatchFileRequest with(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new BatchFileRequest(segment, more);
  }

  /** Its address below the batch's. */
  String target() {
    String query =
        new TreeMap<>(options)
            .entrySet().stream()
                .map(option -> option.getKey() + "=" + Paths.segment(option.getValue()))
                .collect(Collectors.joining("&"));
    return Paths.segment(segment) + (query.isEmpty() ? "" : "?" + query);
  }
}
