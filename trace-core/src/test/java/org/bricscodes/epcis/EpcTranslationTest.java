package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bricscodes.gs1.CompanyPrefixes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Identifiers of answered events in the form that was asked for. */
class EpcTranslationTest {

  private static final EpcTranslation TO_LINKS =
      new EpcTranslation(EpcFormat.ALWAYS_GS1_DIGITAL_LINK, CompanyPrefixes.none());
  private static final EpcTranslation TO_URNS =
      new EpcTranslation(EpcFormat.ALWAYS_EPC_URN, prefixes("4 7", "9 12"));

  static CompanyPrefixes prefixes(String... lines) {
    String table = String.join("\n", lines);
    try {
      return CompanyPrefixes.read(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(String event, EpcTranslation translation) {
    RecordedEvent recorded = RecordedEventTest.recorded(event, Samples.CONTEXT);
    return new String(EpcisWriter.event(recorded, translation), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(EpcFormat.class)
  void format_parsesItsOwnText(EpcFormat format) {
    assertThat(EpcFormat.parse(" " + format + " ")).contains(format);
    assertThat(EpcFormat.parse(format.toString().toLowerCase(Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CbvXmlFormat.class)
  void cbvFormat_parsesItsOwnText(CbvXmlFormat format) {
    assertThat(CbvXmlFormat.parse(format.toString())).contains(format);
    assertThat(CbvXmlFormat.parse("Always")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          urn:epc:id:sgtin:4012345.011111.9876 https://id.gs1.org/01/04012345111118/21/9876
          urn:epc:id:sgtin:4012345.011111.a%2Fb(c) https://id.gs1.org/01/04012345111118/21/a%2Fb%28c%29
          urn:epc:class:lgtin:4012345.011111.L1 https://id.gs1.org/01/04012345111118/10/L1
          urn:epc:idpat:sgtin:4012345.011111.* https://id.gs1.org/01/04012345111118
          urn:epc:id:sgln:4012345.00011.0 https://id.gs1.org/414/4012345000115
          urn:epc:id:sgln:4012345.00011.987 https://id.gs1.org/414/4012345000115/254/987
          urn:epc:id:pgln:4012345.00000 https://id.gs1.org/417/4012345000009
          urn:epc:id:sscc:4012345.0000000333 https://id.gs1.org/00/040123450000003338
          urn:epc:id:grai:4012345.11111.A%2F1 https://id.gs1.org/8003/04012345111118A%2F1
          urn:epc:idpat:grai:4012345.11111.* https://id.gs1.org/8003/04012345111118
          urn:epc:id:giai:4012345.111 https://id.gs1.org/8004/4012345111
          urn:epc:id:gsrn:4012345.0000000111 https://id.gs1.org/8018/401234500000001118
          urn:epc:id:gsrnp:4012345.0000000111 https://id.gs1.org/8017/401234500000001118
          urn:epc:id:gdti:4012345.11111.123 https://id.gs1.org/253/4012345111118123
          urn:epc:id:sgcn:4012345.11111.0123 https://id.gs1.org/255/40123451111180123
          urn:epc:id:gsin:4012345.000000111 https://id.gs1.org/402/40123450000001112
          urn:epc:id:ginc:4012345.xyz47%2F11 https://id.gs1.org/401/4012345xyz47%2F11
          urn:epc:id:cpi:4012345.AB-1%23.17 https://id.gs1.org/8010/4012345AB-1%23/8011/17
          urn:epc:id:itip:4012345.011111.01.02.987 https://id.gs1.org/8006/040123451111180102/21/987
          urn:epc:id:upui:4012345.011111.T(1) https://id.gs1.org/01/04012345111118/235/T%281%29
          """)
  void identifier_hasBothForms(String urn, String link) {
    assertThat(TO_LINKS.of(urn)).isEqualTo(link);
    assertThat(TO_URNS.of(link)).isEqualTo(urn);
    assertThat(TO_LINKS.of(link)).isSameAs(link);
    assertThat(TO_URNS.of(urn)).isSameAs(urn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          https://example.com/01/04012345111118/21/9876?17=271231 urn:epc:id:sgtin:4012345.011111.9876
          HTTPS://example.com/x/01/04012345111118 urn:epc:idpat:sgtin:4012345.011111.*
          http://example.com/gln/4012345000115 urn:epc:id:sgln:4012345.00011.0
          https://example.com/01/09506000134352 urn:epc:idpat:sgtin:950600013435.0.*
          https://example.com/01/06141411111114 https://example.com/01/06141411111114
          https://id.gs1.org/8006/040123451111180102/10/L https://id.gs1.org/8006/040123451111180102/10/L
          https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K
          https://example.com/about https://example.com/about
          urn:epcglobal:cbv:bt:0614141000005:123 urn:epcglobal:cbv:bt:0614141000005:123
          """)
  void link_onAnyHost_becomesUrnWhereThePrefixIsKnown(String link, String urn) {
    assertThat(TO_URNS.of(link)).isEqualTo(urn);
    assertThat(TO_LINKS.of(link)).isSameAs(link);
  }

  @ParameterizedTest
  @EnumSource(
      value = EpcFormat.class,
      mode = Mode.INCLUDE,
      names = {"NO_PREFERENCE", "NEVER_TRANSLATES"})
  void asSent_copiesTheReceivedBytes(EpcFormat format) {
    EpcTranslation translation = new EpcTranslation(format, prefixes("4 7"));

    assertThat(written(Samples.V3, translation))
        .isEqualTo(written(Samples.V3, EpcTranslation.asSent()))
        .endsWith(Samples.V3.substring(1).replace(",\n ", ","));
  }

  @Test
  void toLinks_replacesIdentifiersAndNothingElse() {
    String sent =
        """
        {"type":"ObjectEvent", "eventTime":"2026-03-05T07:30:00Z","eventTimeZoneOffset":"+02:00",
         "eventID":"urn:epc:id:sscc:4012345.0000000333",
         "epcL\\u0069st":["urn:epc:id:sscc:4012345.0000000333",
           "https:\\/\\/shop.example\\/00\\/040123450000001112"],"action":"ADD",
         "readPoint":{ "id" : "urn:epc:id:sgln:4012345.00011.0","example:x":"urn:epc:id:giai:4012345.1"},
         "ilmd":{"example:made":"urn:epc:id:sgln:4012345.00011.0"},
         "example:of":"urn:epc:id:giai:4012345.1"}\
        """;

    String expected =
        sent.replace(
                "[\"urn:epc:id:sscc:4012345.0000000333\"",
                "[\"https://id.gs1.org/00/040123450000003338\"")
            .replace(
                "\"id\" : \"urn:epc:id:sgln:4012345.00011.0\"",
                "\"id\" : \"https://id.gs1.org/414/4012345000115\"");
    assertThat(written(sent, TO_LINKS))
        .endsWith(
            expected
                .substring(1)
                .replace(", \"eventTime", ",\"eventTime")
                .replace(",\n \"", ",\""));
  }

  @Test
  void toUrns_readsEscapedLinks() {
    String sent =
        Samples.SMALL.replace(
            "[]", "[\"https:\\/\\/shop.example\\/00\\/040123450000001112\",\"example:other\"]");

    assertThat(written(sent, TO_URNS))
        .contains("\"epcList\":[\"urn:epc:id:sscc:4012345.0000000111\",\"example:other\"]");
  }

  @Test
  void twoFormsOfOneThing_inAListWithoutRepeats_stayTwo() {
    String sent =
        Samples.SMALL.replace(
            "[]",
            "[\"urn:epc:id:sscc:4012345.0000000111\",\"https://id.gs1.org/00/040123450000001112\"]");

    for (EpcTranslation translation : List.of(TO_LINKS, TO_URNS)) {
      ParsedDocument read = Samples.parse(written(sent, translation));

      assertThat(read.faults()).isEmpty();
      assertThat(EventHash.of(read.events().getFirst().event(), HashProfile.CBV_2_0))
          .isEqualTo(EventHash.of(Samples.event(sent), HashProfile.CBV_2_0));
    }
  }

  @Test
  void queryDocument_namesQueryAndSubscription() {
    byte[] document =
        EpcisWriter.queryDocument(
            List.of(RecordedEventTest.recorded(Samples.V1, Samples.CONTEXT)),
            "q\"1",
            "sub-1",
            Instant.parse("2026-04-01T00:00:00Z"),
            TO_LINKS);

    assertThat(new String(document, StandardCharsets.UTF_8))
        .contains("\"queryName\":\"q\\\"1\",\"subscriptionID\":\"sub-1\"")
        .contains("https://id.gs1.org/00/040123450000003338");
    assertThat(new EpcisJson(EpcisLimits.DEFAULT).parse(document).faults()).isEmpty();
  }
}
