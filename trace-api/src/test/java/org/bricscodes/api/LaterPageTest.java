package org.bricscodes.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bricscodes.provenance.NamedPlace;
import org.bricscodes.provenance.Names;
import org.junit.jupiter.api.Test;

/** What a shopper is shown while the service cannot answer. */
final class LaterPageTest {

  private static final Names NOBODY =
      new Names() {
        @Override
        public Optional<NamedPlace> place(String uri) {
          return Optional.empty();
        }

        @Override
        public Optional<String> party(String uri) {
          return Optional.empty();
        }
      };

  @Test
  void page_saysThatItCannotTellNow_andNothingOfTheCode() {
    ScanPage page =
        new ScanPage(new BaseUrl("https://trace.example"), NOBODY, ReportSettings.STANDARD);

    Answer answer = page.later("/01/09521222000018/21/S1", Reader.ENGLISH, 503);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsSequence("Retry-After", "5");
    assertThat(new String(((Answer.Body.Full) answer.body()).bytes().getBytes(), UTF_8))
        .contains("We cannot tell")
        .contains("The service cannot answer just now. Please try again in a few minutes.")
        .doesNotContain("There is not enough here");
  }
}
