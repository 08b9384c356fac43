package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;
import org.junit.jupiter.api.Test;

/** When a log of another node is lined up for; by a clock that is told the time. */
final class VacanciesTest {

  private final Vacancies vacancies = new Vacancies();
  private long nanos = -3; // such a clock may begin anywhere

  @Test
  void holderThatCountsOn_isLeftAlone() {
    for (int second = 0; second < 60; second++) {
      assertThat(look(held("b", second / 3))).isEmpty();
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void holderThatStandsStill_isSucceeded_onceThatTimeIsOver() {
    assertThat(look(held("b", 7))).isEmpty();
    pass(Vacancies.STANDS_STILL.minusNanos(1));
    assertThat(look(held("b", 7))).isEmpty();
    pass(Duration.ofNanos(1));

    assertThat(look(held("b", 7))).containsExactly("b");
  }

  @Test
  void holderThatCountsAgain_isWatchedAnew() {
    look(held("b", 7));
    pass(Vacancies.STANDS_STILL.minusNanos(1));
    look(held("b", 8));
    pass(Duration.ofSeconds(1));

    assertThat(look(held("b", 8))).isEmpty();
  }

  @Test
  void logGivenBack_isLeftToItsNodeForLonger() {
    look(held("b", 7));
    pass(Vacancies.STANDS_STILL);
    Holder free = new Holder(Part.log("b"), false, "", 8);
    assertThat(look(free)).isEmpty();
    pass(Vacancies.GIVEN_BACK.minusNanos(1));
    assertThat(look(free)).isEmpty();
    pass(Duration.ofNanos(1));

    assertThat(look(free)).containsExactly("b");
  }

  @Test
  void logsHere_areNotLinedUpFor_andAreWatchedAnewWhenTheyAreGone() {
    for (int i = 0; i < 2; i++) {
      assertThat(vacancies.look(List.of(held("b", 7)), Set.of("b"), nanos)).isEmpty();
      pass(Duration.ofMinutes(1));
    }

    assertThat(look(held("b", 7))).as("since a minute ago").containsExactly("b");
    assertThat(look(held("b", 8))).isEmpty();
  }

  @Test
  void service_isNoLog() {
    Holder service = new Holder(Part.SERVICE, true, "http://10.0.0.1:8080", 1);
    look(service);
    pass(Duration.ofHours(1));

    assertThat(look(service)).isEmpty();
  }

  private List<String> look(Holder holder) {
    return vacancies.look(List.of(holder), Set.of(), nanos);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static Holder held(String name, long renewal) {
    return new Holder(Part.log(name), true, "http://10.0.0.2:8080", renewal);
  }
}
