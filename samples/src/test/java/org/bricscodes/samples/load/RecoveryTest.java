package org.bricscodes.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecoveryTest {

  private static final long MILLISECOND = 1_000_000;

  @Test
  void service_isItselfAgain_fromTheFirstWindowBehindTheLastBadOne() {
    List<Recovery.Answer> answers = new ArrayList<>();
    second(answers, 0, 900);
    second(answers, 1, 20);
    second(answers, 2, 300);
    second(answers, 3, 20);
    second(answers, 4, 10);

    Recovery recovery = Recovery.of(answers, 25);

    assertThat(recovery.seconds()).isEqualTo(4);
    assertThat(recovery.windows()).hasSize(5);
  }

  @Test
  void service_thatIsGoodAtOnce_tookOneWindowToShowIt() {
    List<Recovery.Answer> answers = new ArrayList<>();
    second(answers, 0, 10);

    assertThat(Recovery.of(answers, 25).seconds()).isEqualTo(1);
  }

  @Test
  void service_thatStaysBad_hasNotRecovered() {
    List<Recovery.Answer> answers = new ArrayList<>();
    second(answers, 0, 10);
    second(answers, 1, 900);

    Recovery recovery = Recovery.of(answers, 25);

    assertThat(recovery.seconds()).isNegative();
    assertThat(recovery.text()).startsWith("recovered not in this time");
  }

  private static void second(List<Recovery.Answer> answers, int second, long waitedMillis) {
    for (int i = 0; i < 100; i++) {
      answers.add(
          new Recovery.Answer(
              (1_000L * second + 10L * i) * MILLISECOND, waitedMillis * MILLISECOND));
    }
  }
}
