package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events with numbers, captured over HTTP. */
final class Events {

  private Events() {}

  /** Captures one event; it is recorded when this returns. */
  static void capture(RunningServer running, String key, String bizStep, int number) {
    HttpResponse<String> answer =
        running.post(
            key,
            "/epcis/events",
            "{\"@context\":\"" + EpcisDoors.CONTEXT + "\"," + event(bizStep, number).substring(1));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** A document of the events numbered {@code from} to one less than {@code to}. */
  static String document(String bizStep, int from, int to) {
    return """
    {"@context":"%s","type":"EPCISDocument","schemaVersion":"2.0",
     "creationDate":"2026-05-01T09:00:00Z","epcisBody":{"eventList":[%s]}}\
    """
        .formatted(
            EpcisDoors.CONTEXT,
            IntStream.range(from, to)
                .mapToObj(number -> event(bizStep, number))
                .collect(Collectors.joining(",")));
  }

  static String eventID(int number) {
    return "urn:uuid:00000000-0000-4000-8000-%012x".formatted(number);
  }

  static int number(String eventID) {
    return Integer.parseInt(eventID.substring(eventID.length() - 12), 16);
  }

  private static String event(String bizStep, int number) {
    return """
    {"type":"ObjectEvent","eventID":"%s","eventTime":"2026-05-01T08:00:00.000+08:00",
     "eventTimeZoneOffset":"+08:00","action":"OBSERVE","bizStep":"%s",
     "epcList":["https://id.gs1.org/01/09521222000018/21/N%d"]}\
    """
        .formatted(eventID(number), bizStep, number);
  }
}
