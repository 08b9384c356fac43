package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TemperaturesTest {

  private static final String NS = Temperatures.NAMESPACE;

  private final Story story = new Story();

  /** An event of the pack that carries these sensor elements. */
  private void measured(String what, String elements) {
    story.object(
        Story.FACTORY,
        "2026-05-02T00:00:00Z",
        "storing",
        what,
        ",'sensorElementList':[" + elements + "]");
  }

  private List<TemperatureSeries> read() {
    return Temperatures.of(story.trace());
  }

  @Test
  void reports_ofOneDevice_areOneSeries_withTheLimitsBesideThem() {
    measured(
        Story.PACK,
        """
        {'sensorMetadata':{'deviceID':'urn:example:logger','%1$supperLimit':-18,
          '%1$slowerLimit':-30,'%1$spermitted':'PT30M'},
         'sensorReport':[
          {'type':'Temperature','time':'2026-05-01T01:00:00Z','value':-20.5,'uom':'CEL'},
          {'type':'RelativeHumidity','value':60,'uom':'P1'},
          {'type':'Temperature','time':'2026-05-01T00:00:00Z','value':-21,'uom':'CEL'}]}
        """
            .formatted(NS));

    assertThat(read())
        .containsExactly(
            new TemperatureSeries(
                "urn:example:logger",
                new TemperatureLimits(-30.0, -18.0, Duration.ofMinutes(30)),
                List.of(at("2026-05-01T00:00:00Z", -21), at("2026-05-01T01:00:00Z", -20.5))));
  }

  @Test
  void unit_isConverted_ofReadingsAndLimits() {
    measured(
        Story.PACK,
        """
        {'sensorMetadata':{'time':'2026-05-01T00:00:00Z','%supperLimit':'14'},
         'sensorReport':[{'type':'Temperature','value':5,'uom':'FAH'}]},
        {'sensorMetadata':{'time':'2026-05-01T00:00:00Z'},
         'sensorReport':[{'type':'Temperature','value':253.15,'uom':'KEL'}]}
        """
            .formatted(NS));

    assertThat(read())
        .containsExactly(
            new TemperatureSeries(
                null,
                new TemperatureLimits(null, -10.0, null),
                List.of(at("2026-05-01T00:00:00Z", -15))),
            new TemperatureSeries(
                null, TemperatureLimits.NONE, List.of(at("2026-05-01T00:00:00Z", -20))));
  }

  @Test
  void extremes_ofALongerTime_areARange_withoutTime_thatOfTheEvent() {
    measured(
        Story.PACK,
        """
        {'sensorMetadata':{'deviceID':'urn:example:a','startTime':'2026-05-01T00:00:00Z',
          'endTime':'2026-05-01T10:00:00Z'},
         'sensorReport':[{'type':'Temperature','minValue':17,'maxValue':22,'meanValue':19,
          'uom':'CEL'}]},
        {'sensorMetadata':{'deviceID':'urn:example:b'},
         'sensorReport':[{'type':'Temperature','value':5,'uom':'CEL'}]}
        """);

    assertThat(read())
        .extracting(series -> series.readings().getFirst())
        .containsExactly(
            new TemperatureReading(
                Instant.parse("2026-05-01T00:00:00Z"),
                Instant.parse("2026-05-01T10:00:00Z"),
                17,
                22),
            at("2026-05-02T00:00:00Z", 5));
  }

  @Test
  void whatIsNoTemperatureOfGoods_isLeftOut() {
    String warm = "{'sensorReport':[{'type':'Temperature','value':%s,'uom':'%s'}]}";
    measured(Story.LEAF, warm.formatted("270", "CEL")); // of what it was made from
    story.transform("2026-05-02T01:00:00Z", Story.LEAF, Story.LOT);
    measured(Story.PACK, warm.formatted("5", "KGM"));
    measured(Story.PACK, warm.formatted("-300", "CEL"));
    measured(Story.PACK, warm.formatted("9000", "CEL"));
    measured(Story.PACK, "{'sensorReport':[{'type':'Temperature','stringValue':'cold'}]}");

    assertThat(read()).isEmpty();
  }

  @Test
  void limitsThatCannotBeRead_areNone() {
    measured(
        Story.PACK,
        """
        {'sensorMetadata':{'%1$supperLimit':'cold','%1$slowerLimit':true,'%1$spermitted':'soon'},
         'sensorReport':[{'type':'Temperature','value':5,'uom':'CEL'}]}
        """
            .formatted(NS));

    assertThat(read())
        .extracting(TemperatureSeries::limits)
        .containsExactly(TemperatureLimits.NONE);
  }

  private static TemperatureReading at(String time, double degrees) {
    return new TemperatureReading(Instant.parse(time), Instant.parse(time), degrees, degrees);
  }
}
