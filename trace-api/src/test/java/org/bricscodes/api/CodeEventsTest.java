package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.Stage;
import org.bricscodes.codes.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done with codes is recorded once, also where the process ended before it was. */
final class CodeEventsTest {

  @TempDir private Path data;

  @SuppressWarnings("NullAway.Init") // set before each test
  CodeEventsTest() {}

  @Test
  void batchAndReport_thatWereNeverTold_areToldAtTheNextStart_once() {
    try (Assembly ended = open()) {
      Batch batch = ended.codes().issue(order());
      ended
          .life()
          .report(
              batch, new StageReport(Stage.PRINTED, 0, 9, "p", null, List.of(1L), "torn", null));
      assertThat(ended.parts().recorder().size()).isZero();
    }

    try (Assembly next = open()) {
      assertThat(next.parts().recorder().size()).as("issued, printed, wasted").isEqualTo(3);
      assertThat(next.life().notices().pending(10)).isEmpty();
    }
    try (Assembly afterwards = open()) {
      assertThat(afterwards.parts().recorder().size()).isEqualTo(3);
    }
  }

  @Test
  void noticeToldButNotSettled_isADuplicate() {
    try (Assembly assembly = open()) {
      assembly.codes().issue(order());
      var notice = assembly.life().notices().pending(10).getFirst();
      for (var event : assembly.parts().codeEvents().events(notice)) {
        var _ =
            Await.done(assembly.parts().events().submit(notice.batch().owner(), Json.bytes(event)));
      }
      assertThat(assembly.parts().recorder().size()).isEqualTo(1);

      assembly.tell();

      assertThat(assembly.parts().recorder().size()).isEqualTo(1);
      assertThat(assembly.life().notices().pending(10)).isEmpty();
    }
  }

  private Assembly open() {
    return Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom());
  }

  private static BatchOrder order() {
    return BatchOrder.builder("https://id.gs1.org/417/9521222000001")
        .gtin("09521222000018")
        .lot("L1")
        .quantity(10L)
        .build();
  }
}
