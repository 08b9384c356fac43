package org.bricscodes.epcis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Any parameters and any bytes are a query or faults, never an exception; and a query is stable.
 */
class EventQueryFuzzTest {

  private static final int ROUNDS = 5_000;

  private static final String[] NAMES = {
    "EQ_",
    "GE_",
    "GT_",
    "LT_",
    "LE_",
    "EXISTS_",
    "MATCH_",
    "WD_",
    "HASATTR_",
    "EQ_ATTR_",
    "INNER_",
    "ILMD_",
    "ERROR_DECLARATION_",
    "SENSORELEMENT_",
    "SENSORMETADATA_",
    "SENSORREPORT_",
    "readPoint",
    "bizLocation",
    "bizStep",
    "bizTransaction_",
    "source_",
    "destination_",
    "value_",
    "quantity",
    "CEL",
    "KGM",
    "example:",
    "field",
    "_",
    ":",
    "#",
    "urn:x:",
    "epc",
    "eventTime",
    "https://a.example/b",
    "orderBy",
    "eventCountLimit",
    "%5F",
    "é",
    "\uD83C\uDF75",
    "percRank",
    "booleanValue",
    "type",
    "deviceID",
    "time",
    "errorDeclaration"
  };

  private static final String[] VALUES = {
    "1",
    "-1.5e3",
    "1e999",
    "true",
    "false",
    "shipping",
    "|",
    "urn:epc:idpat:sgtin:4012345.*.*",
    "urn:epc:id:sgtin:4012345.011111.9876",
    "2020-03-04T00:00:00Z",
    "9999-12-31T23:59:59.9Z",
    "0000-01-01T00:00:00+14:00",
    "eventTime",
    "DESC",
    "ADD",
    "Temperature",
    "example:x",
    "",
    "[",
    "\"",
    "\\",
    "\u0000",
    "é",
    "x".repeat(300),
    "https://id.gs1.org/01/04012345111118"
  };

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "1",
    "1e999",
    "\"@context\":",
    "\"EQ_bizStep\":[\"shipping\"]",
    "\"EQ_example:f\":5",
    "{\"example\":\"urn:e:\"}",
    "\\ud800",
    "\"GE_value_CEL\":",
    "-0.0e-0",
    "\"eventType\":",
    " "
  };

  @Test
  void parameters_neverThrow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        parameters.put(some(random, NAMES, 4), some(random, VALUES, 3));
      }
      check(
          EventQuery.parse(parameters, Map.of("example", "urn:e:", "type", "bad uri")),
          "seed " + seed + ": " + parameters);
    }
  }

  @Test
  void time_atTheEdgeOfTheCalendar_isPrintedSoThatItIsReadAgain() {
    for (String time :
        List.of("0000-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0000-01-01T00:00:00Z")) {
      check(EventQuery.parse(Map.of("GE_https://a.example/b", time), Map.of()), time);
      check(EventQuery.parse(Map.of("GE_eventTime", time), Map.of()), time);
    }
    assertThat(EventQuery.parse(Map.of("GE_eventTime", "0000-01-01T00:00:00+23:59"), Map.of()))
        .isInstanceOf(EventQuery.Outcome.Refused.class);
  }

  @Test
  void bodies_neverThrow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = some(random, PIECES, 9).getBytes(UTF_8);
      if (random.nextInt(3) == 0) {
        body =
            ("{\"EQ_bizStep\":[\"shipping\"],\"GE_e:f\":7,\"@context\":{\"e\":\"urn:e:\"},"
                    + "\"MATCH_epc\":[\"urn:epc:id:sscc:4012345.0000000333\"]}")
                .getBytes(UTF_8);
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      check(EventQuery.parseJson(body), "seed " + seed + ": " + new String(body, UTF_8));
    }
  }

  private static void check(EventQuery.Outcome outcome, String what) {
    switch (outcome) {
      case EventQuery.Outcome.Refused refused -> assertThat(refused.faults()).as(what).isNotEmpty();
      case EventQuery.Outcome.Ready(EventQuery query) ->
          assertThat(EventQuery.parseJson(query.toJson()))
              .as(what)
              .isEqualTo(new EventQuery.Outcome.Ready(query));
    }
  }

  private static String some(Random random, String[] pieces, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
