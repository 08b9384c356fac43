package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which identifiers a pattern spans. */
class EpcPatternTest {

  @ParameterizedTest
  @CsvSource({
    // One identifier, however it is written.
    "urn:epc:id:sgtin:0614141.112345.7, https://id.gs1.org/01/10614141123459/21/8, false",
    "urn:epc:id:sgtin:0614141.112345.7, urn:epc:id:sgtin:0614141.112345.7, true",
    "urn:epc:idpat:sgtin:0614141.112345.7, urn:epc:id:sgtin:0614141.112345.7, true",
    "https://example.com/01/614141111114/21/9, urn:epc:id:sgtin:0614141.011111.9, true",
    "urn:x:any, urn:x:any, true",
    "urn:x:any, urn:x:anything, false",
    // A class spans itself, its instances, its lots.
    "urn:epc:idpat:sgtin:0614141.112345.*, urn:epc:id:sgtin:0614141.112345.7, true",
    "urn:epc:idpat:sgtin:0614141.112345.*, urn:epc:idpat:sgtin:0614141.112345.*, true",
    "urn:epc:idpat:sgtin:0614141.112345.*, urn:epc:class:lgtin:0614141.112345.L, true",
    "urn:epc:idpat:sgtin:0614141.112345.*, urn:epc:id:sgtin:0614141.112346.7, false",
    "https://id.gs1.org/01/00614141111114, urn:epc:id:sgtin:0614141.011111.9, true",
    "https://id.gs1.org/8003/04012345111118, urn:epc:id:grai:4012345.11111.7, true",
    "https://id.gs1.org/253/4012345111118, urn:epc:id:gdti:4012345.11111.7, true",
    // A company prefix.
    "urn:epc:idpat:sgtin:0614141.*.*, urn:epc:id:sgtin:0614141.112345.7, true",
    "urn:epc:idpat:sgtin:0614141.*.*, urn:epc:id:sgtin:0614141.912345.x, true",
    "urn:epc:idpat:sgtin:0614141.*.*, urn:epc:id:sgtin:0614142.112345.7, false",
    "urn:epc:idpat:sgtin:061414.*.*, urn:epc:id:sgtin:0614141.112345.7, true",
    "urn:epc:idpat:sgtin:0614141.*.*, urn:epc:id:sscc:0614141.1234567890, false",
    "urn:epc:idpat:sscc:0614141.*, urn:epc:id:sscc:0614141.1234567890, true",
    "urn:epc:idpat:sscc:0614142.*, urn:epc:id:sscc:0614141.1234567890, false",
    "urn:epc:idpat:giai:0614141.*, urn:epc:id:giai:0614141.A7, true",
    "urn:epc:idpat:giai:0614142.*, urn:epc:id:giai:0614141.A7, false",
    "urn:epc:idpat:ginc:0614141.*, urn:epc:id:ginc:0614141.xyz, true",
    "urn:epc:idpat:grai:4012345.*.*, urn:epc:id:grai:4012345.11111.7, true",
    "urn:epc:idpat:grai:4012345.11111.*, urn:epc:id:grai:4012345.11111.7, true",
    "urn:epc:idpat:grai:4012345.11112.*, urn:epc:id:grai:4012345.11111.7, false",
    "urn:epc:idpat:gdti:4012345.11111.*, urn:epc:id:gdti:4012345.11111.7, true",
    "urn:epc:idpat:gdti:4012345.*.*, urn:epc:id:gdti:4012345.11111.7, true",
    "urn:epc:idpat:sgcn:4012345.*.*, urn:epc:id:sgcn:4012345.67890.04711, true",
    "urn:epc:idpat:sgln:4012345.00011.*, urn:epc:id:sgln:4012345.00011.987, true",
    "urn:epc:idpat:sgln:4012345.00011.*, urn:epc:id:sgln:4012345.00011.0, true",
    "urn:epc:idpat:sgln:4012345.*.*, urn:epc:id:sgln:4012345.00012.3, true",
    "urn:epc:idpat:sgln:4012345.00011.*, urn:epc:id:sgln:4012345.00012.3, false",
    "urn:epc:idpat:pgln:4012345.*, urn:epc:id:pgln:4012345.00000, true",
    "urn:epc:idpat:gsrn:4012345.*, urn:epc:id:gsrn:4012345.1234567890, true",
    "urn:epc:idpat:gsrnp:4012345.*, urn:epc:id:gsrnp:4012345.1234567890, true",
    "urn:epc:idpat:gsrnp:4012345.*, urn:epc:id:gsrn:4012345.1234567890, false",
    "urn:epc:idpat:gsin:4012345.*, urn:epc:id:gsin:4012345.123456789, true",
    "urn:epc:idpat:cpi:0614141.*.*, urn:epc:id:cpi:0614141.123ABC.123456789, true",
    "urn:epc:idpat:cpi:0614141.123ABC.*, urn:epc:id:cpi:0614141.123ABC.123456789, true",
    "urn:epc:idpat:cpi:0614141.123AB.*, urn:epc:id:cpi:0614141.123ABC.123456789, false",
    "urn:epc:idpat:itip:4012345.012345.01.02.*, urn:epc:id:itip:4012345.012345.01.02.9, true",
    "urn:epc:idpat:itip:4012345.012345.*.*.*, urn:epc:id:itip:4012345.012345.01.02.9, true",
    "urn:epc:idpat:itip:4012345.*.*.*.*, urn:epc:id:itip:4012345.012345.01.02.9, true",
    "urn:epc:idpat:itip:4012345.012345.02.02.*, urn:epc:id:itip:4012345.012345.01.02.9, false",
    "urn:epc:idpat:upui:1234567.*.*, urn:epc:id:upui:1234567.089456.51qIgY, true",
    // All of a scheme.
    "urn:epc:idpat:sgtin:*.*.*, urn:epc:id:sgtin:0614141.112345.7, true",
    "urn:epc:idpat:sscc:*.*, urn:epc:id:sscc:0614141.1234567890, true",
    "urn:epc:idpat:giai:*.*, urn:epc:id:giai:0614141.A7, true",
    "urn:epc:idpat:sgtin:*.*.*, urn:epc:id:sscc:0614141.1234567890, false",
    // Schemes without a Digital Link.
    "urn:epc:idpat:gid:95100000.12345.*, urn:epc:id:gid:95100000.12345.400, true",
    "urn:epc:idpat:gid:95100000.*.*, urn:epc:id:gid:95100000.12345.400, true",
    "urn:epc:idpat:gid:95100000.12346.*, urn:epc:id:gid:95100000.12345.400, false",
    "urn:epc:idpat:gid:*.*.*, urn:epc:id:gid:95100000.12345.400, true",
    "urn:epc:idpat:adi:2S194.12345ABCD.*, urn:epc:id:adi:2S194.12345ABCD.6789, true",
    "urn:epc:idpat:usdod:CAGEY.*, urn:epc:id:usdod:CAGEY.5678, true"
  })
  void pattern_spans(String pattern, String identifier, boolean spans) {
    assertThat(EpcPattern.parse(pattern).spans(Gs1Uri.canonical(identifier))).isEqualTo(spans);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:epc:idpat:sgtin:0614141.*.7, behind the first *",
    "urn:epc:idpat:sgtin:0614141.112345.[1-9], ranges",
    "urn:epc:idpat:sgtin:0614141.112345.7*, alone",
    "urn:epc:idpat:sgtin:0614141.112345, 3 parts",
    "urn:epc:idpat:sgtin:061.*.*, company prefix",
    "urn:epc:idpat:sgtin:0614141.11.*, sound",
    "urn:epc:idpat:sgtin:0614141..*, alone",
    "urn:epc:idpat:sgtin:0614141.112345.7.8.*, 3 parts",
    "urn:epc:idpat:nothing:1.*, scheme",
    "urn:epc:idpat:, scheme",
    "urn:epc:pat:sgtin-96:3.0614141.112345.*, pure identity"
  })
  void pattern_thatIsNone_isRefusedWithItsReason(String pattern, String reason) {
    assertThatThrownBy(() -> EpcPattern.parse(pattern))
        .isInstanceOf(Gs1Exception.class)
        .hasMessageContaining(reason);
  }

  @Test
  void tradeItem_isThatOfOneClass() {
    assertThat(EpcPattern.parse("urn:epc:idpat:sgtin:0614141.011111.*").tradeItem())
        .contains("00614141111114");
    assertThat(EpcPattern.parse("urn:epc:idpat:sgtin:0614141.*.*").tradeItem()).isEmpty();
    assertThat(EpcPattern.parse("urn:epc:id:sgtin:0614141.011111.7").tradeItem()).isEmpty();
    assertThat(EpcPattern.parse("https://id.gs1.org/8003/04012345111118").tradeItem()).isEmpty();
  }

  /** Any text is a pattern, one identifier, or refused; and one text spans itself. */
  @Test
  void anyText_neverFailsOtherwise() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "urn:epc:idpat:",
      "sgtin:",
      "gid:",
      "giai:",
      "itip:",
      "*",
      ".",
      "0614141",
      "1",
      "[1-2]",
      ":",
      "/01/",
      "https://id.gs1.org",
      "#",
      "%2F",
      "8003/",
      "é",
      "*.*"
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "urn:epc:idpat:sgtin:" : "");
      for (int i = random.nextInt(9); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        EpcPattern pattern = EpcPattern.parse(text.toString());
        if (pattern.isSingle()) {
          assertThat(pattern.spans(pattern.canonical())).as("seed %d: %s", seed, text).isTrue();
        }
        assertThat(EpcPattern.parse(pattern.canonical())).isEqualTo(pattern);
      } catch (Gs1Exception e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  /** Made to explode where patterns become regular expressions. */
  @Test
  void longText_takesOnePass() {
    String stars = "urn:epc:idpat:gid:1.1." + "*".repeat(100_000);
    assertThatThrownBy(() -> EpcPattern.parse(stars)).isInstanceOf(Gs1Exception.class);
    String dots = "urn:epc:idpat:gid:" + "*.".repeat(50_000) + "*";
    assertThatThrownBy(() -> EpcPattern.parse(dots)).isInstanceOf(Gs1Exception.class);

    EpcPattern any = EpcPattern.parse("urn:epc:idpat:gid:1.*.*");
    assertThat(any.spans("urn:epc:id:gid:1." + "a".repeat(1_000_000))).isTrue();
  }
}
