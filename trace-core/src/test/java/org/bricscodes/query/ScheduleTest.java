package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bricscodes.epcis.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "second=0/30                    | 2026-05-04T10:20:30Z | 2026-05-04T10:21:00Z",
        "minute=5                       | 2026-05-04T10:20:30Z | 2026-05-04T11:05:00Z",
        "minute=5;hour=1                | 2026-05-04T01:05:00Z | 2026-05-05T01:05:00Z",
        "minute=5;hour=1                | 2026-05-04T01:04:59.999Z | 2026-05-04T01:05:00Z",
        "hour=1                         | 2026-05-04T10:20:30Z | 2026-05-05T01:00:00Z",
        "hour=[8-10]/2,23               | 2026-05-04T10:00:00Z | 2026-05-04T23:00:00Z",
        "dayOfWeek=1                    | 2026-05-04T10:20:30Z | 2026-05-11T00:00:00Z",
        "dayOfMonth=31                  | 2026-02-01T00:00:00Z | 2026-03-31T00:00:00Z",
        "month=3                        | 2026-05-04T10:20:30Z | 2027-03-01T00:00:00Z",
        "month=2;dayOfMonth=29          | 2026-05-04T10:20:30Z | 2028-02-29T00:00:00Z",
        "month=2;dayOfMonth=29;dayOfWeek=1 | 2096-05-04T00:00:00Z | 2112-02-29T00:00:00Z",
        "hour=1;month=3                 | 2026-03-04T10:20:30Z | 2026-03-05T01:00:00Z",
        "second=59;minute=59;hour=23    | 2026-12-31T23:59:59Z | 2027-01-01T23:59:59Z",
        "second=[0-59]                  | 2026-05-04T10:20:30Z | 2026-05-04T10:20:31Z",
      })
  void schedule_firesNext(String fields, String time, String expected) {
    Schedule schedule = ready(fields);

    assertThat(schedule.after(Instant.parse(time))).isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "second=60 | second",
        "minute=5-6 | minute",
        "minute=[6-5] | minute",
        "minute=[5-60] | minute",
        "hour=24 | hour",
        "hour= | hour",
        "hour=1,,2 | hour",
        "hour=0/0 | hour",
        "hour=+1 | hour",
        "hour=٣ | hour",
        "hour=[1-2-3] | hour",
        "hour=[1-2 | hour",
        "dayOfMonth=0 | dayOfMonth",
        "dayOfMonth=32 | dayOfMonth",
        "month=13 | month",
        "dayOfWeek=0 | dayOfWeek",
        "dayOfWeek=8 | dayOfWeek",
        "month=2;dayOfMonth=30 | dayOfMonth",
        "year=2026;hour=1 | year",
      })
  void faultyField_isNamed(String fields, String pointer) {
    Schedule.Outcome outcome = Schedule.parse(map(fields));

    assertThat(outcome).isInstanceOf(Schedule.Outcome.Refused.class);
    assertThat(((Schedule.Outcome.Refused) outcome).faults())
        .extracting(Fault::pointer)
        .containsExactly(pointer);
  }

  @Test
  void everyFault_isReported_andNothingIsNoSchedule() {
    assertThat(((Schedule.Outcome.Refused) Schedule.parse(map("second=99;hour=x"))).faults())
        .extracting(Fault::pointer)
        .containsExactly("second", "hour");
    assertThat(((Schedule.Outcome.Refused) Schedule.parse(Map.of())).faults())
        .extracting(Fault::message)
        .containsExactly("the schedule is empty");
    assertThat(
            ((Schedule.Outcome.Refused) Schedule.parse(Map.of("hour", "1,".repeat(300)))).faults())
        .hasSize(1);
  }

  @Test
  void fields_areKeptAsGiven() {
    assertThat(ready("hour=01,[2-3]").fields()).isEqualTo(Map.of("hour", "01,[2-3]"));
  }

  static Schedule ready(String fields) {
    return ((Schedule.Outcome.Ready) Schedule.parse(map(fields))).schedule();
  }

  private static Map<String, String> map(String fields) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String field : fields.strip().split(";", -1)) {
      int equals = field.indexOf('=');
      map.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return map;
  }
}
