package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisitsTest {

  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

  private final Visits visits = Visits.standard();

  private boolean isVisit(Map<String, String> headers) {
    return visits.isVisit(headers::get);
  }

  @Test
  void phone_visits() {
    assertThat(isVisit(Map.of("User-Agent", PHONE))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "WhatsApp/2.24.1 A",
        "TelegramBot (like TwitterBot)",
        "facebookexternalhit/1.1",
        "Slackbot-LinkExpanding 1.0",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        ""
      })
  void program_doesNot(String agent) {
    assertThat(isVisit(Map.of("User-Agent", agent))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Purpose", "Sec-Purpose", "X-Moz", "X-Purpose"})
  void prefetch_doesNot(String header) {
    assertThat(isVisit(Map.of("User-Agent", PHONE, header, "prefetch;prerender"))).isFalse();
  }

  @Test
  void bearerOfAKey_doesNot() {
    assertThat(isVisit(Map.of("User-Agent", PHONE, "Authorization", "Bearer x"))).isFalse();
  }

  @Test
  void nobody_doesNot() {
    assertThat(isVisit(Map.of())).isFalse();
  }
}
