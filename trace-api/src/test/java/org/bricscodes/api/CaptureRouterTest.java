package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is brought where; nothing here is sent. */
final class CaptureRouterTest {

  private static final String ME = "http://10.0.0.1:8080";

  private static final List<Seat> SEATS =
      List.of(
          new Seat(1, "a", true, ME),
          new Seat(2, "b", true, "http://10.0.0.2:8080"),
          new Seat(3, "c", false, ""));

  @ParameterizedTest
  @CsvSource({
    "POST, /epcis/capture,                 Recording[]",
    "POST, /epcis/events,                  Recording[]",
    "GET,  /epcis/events,                  Other[]",
    "POST, /epcis/capture/1,               Other[]",
    "OPTIONS, /epcis/capture,              Other[]",
    "GET,  /epcis/capture,                 Jobs[]",
    "HEAD, /epcis/capture/1,               Jobs[]",
    "GET,  /epcis/captures,                Other[]",
    "GET,  /log/b/checkpoint,              OfLog[name=b]",
    "HEAD, /log/b/key,                     OfLog[name=b]",
    "GET,  /log/b-2/tile/0/x001/067,       OfLog[name=b-2]",
    "POST, /log/b/checkpoint,              Other[]",
    "GET,  /log/b/keys,                    Other[]",
    "GET,  /log/b/key/x,                   Other[]",
    "GET,  /log/checkpoint,                Other[]",
    "GET,  /log/tile/0/000,                Other[]",
    "GET,  /log/tile/tile/0,               Other[]",
    "GET,  /log/B/checkpoint,              Other[]",
    "GET,  /log/0b1234567890123456789012345678901234567890/checkpoint, Other[]",
    "GET,  /,                              Other[]"
  })
  void asked_isWhatMethodAndPathSay(String method, String path, String asked) {
    assertThat(CaptureRouter.Asked.of(HttpMethod.valueOf(method), path)).hasToString(asked);
  }

  static Stream<Arguments> ways() {
    CaptureWay here = new CaptureWay.Here();
    CaptureWay changing = new CaptureWay.Nowhere("the nodes are changing places");
    CaptureWay there = new CaptureWay.ToHolder(URI.create("http://10.0.0.2:8080"));
    return Stream.of(
        Arguments.of("its own log", 1, Set.of(1), false, here),
        Arguments.of("its own log, of one who knew", 1, Set.of(1), true, here),
        Arguments.of("the service, which it writes", 0, Set.of(0, 1), false, here),
        Arguments.of("a log it keeps for another", 2, Set.of(1, 2), false, here),
        Arguments.of("the service", 0, Set.of(1), false, new CaptureWay.ToTheWriter()),
        Arguments.of("another's log", 2, Set.of(0, 1), false, there),
        Arguments.of("another's log, by who has none", 2, Set.of(), false, there),
        Arguments.of("the service, of one who took this for it", 0, Set.of(1), true, changing),
        Arguments.of("another's log, of one who took this for it", 2, Set.of(0), true, changing),
        Arguments.of(
            "a log nobody has",
            3,
            Set.of(0),
            false,
            new CaptureWay.Nowhere("no node has log c just now; one is taking over")),
        Arguments.of(
            "a log that is said to be here and is not",
            1,
            Set.of(0),
            false,
            new CaptureWay.Nowhere("this node is about to have log a, or just had it")),
        Arguments.of(
            "a log nothing is known of",
            4,
            Set.of(0),
            false,
            new CaptureWay.Nowhere("which node has this log is not known here yet")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void way_followsFromWhoHasWhat(
      String what, int writer, Set<Integer> here, boolean informed, CaptureWay way) {
    assertThat(CaptureWay.of(writer, here::contains, SEATS, ME, informed)).as(what).isEqualTo(way);
  }

  @Test
  void seats_areThoseOfLogsThatHaveANumber() {
    List<Holder> holders =
        List.of(
            new Holder(Part.log("b"), true, "http://10.0.0.2:8080", 7),
            new Holder(Part.log("new"), true, "http://10.0.0.3:8080", 1),
            new Holder(Part.SERVICE, true, ME, 9),
            new Holder(Part.log("c"), false, "", 4));

    assertThat(Seat.of(holders, Map.of("b", 2, "c", 3)))
        .containsExactly(
            new Seat(2, "b", true, "http://10.0.0.2:8080"), new Seat(3, "c", false, ""));
  }
}
