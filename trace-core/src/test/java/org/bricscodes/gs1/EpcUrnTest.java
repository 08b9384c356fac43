package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpcUrnTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:epc:id:sgtin:4012345.011111.9876",
        "urn:epc:id:sgtin:401234.5111111.a%2Fb",
        "urn:epc:id:sgtin:401234511111.9.!'()*+,-.:;=_%22%25%26%3C",
        "urn:epc:class:lgtin:4012345.011111.L.1",
        "urn:epc:idpat:sgtin:4012345.011111.*",
        "urn:epc:id:upui:4012345.011111.51qIgY)%3C%26Jp3*j7'SDB",
        "urn:epc:id:itip:4012345.011111.01.02.987",
        "urn:epc:idpat:itip:4012345.011111.01.02.*",
        "urn:epc:id:sscc:4012345.0000000333",
        "urn:epc:id:sgln:4012345.00011.987",
        "urn:epc:id:sgln:401234500011..0",
        "urn:epc:id:pgln:4012345.00000",
        "urn:epc:id:grai:4012345.11111.A%2F1",
        "urn:epc:idpat:grai:4012345.11111.*",
        "urn:epc:id:gdti:4012345.11111.123",
        "urn:epc:idpat:gdti:4012345.11111.*",
        "urn:epc:id:sgcn:4012345.11111.0123",
        "urn:epc:idpat:sgcn:4012345.11111.*",
        "urn:epc:id:gsrn:4012345.0000000111",
        "urn:epc:id:gsrnp:4012345.0000000111",
        "urn:epc:id:gsin:4012345.000000111",
        "urn:epc:id:giai:4012345.A.1",
        "urn:epc:id:ginc:4012345.xyz47%2F11",
        "urn:epc:id:cpi:4012345.AB-1%23.17",
        "urn:epc:idpat:cpi:4012345.AB-1.*",
      })
  void of_identifierOfUrn_isTheSameUrn(String urn) {
    EpcUrn parsed = EpcUrn.parse(urn);

    assertThat(parsed).hasToString(urn);
    assertThat(EpcUrn.of(parsed.identifier(), parsed.companyPrefixLength())).isEqualTo(parsed);
    assertThat(Identifier.parse(parsed.identifier().canonical())).isEqualTo(parsed.identifier());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          urn:epc:id:sgtin:4012345.011111 SYNTAX 31
          urn:epc:id:sgtin:40123.01111111.1 COMPANY_PREFIX 17
          urn:epc:id:sgtin:4012345.01111.1 LENGTH 25
          urn:epc:id:sgtin:4012345.01111x.1 CHARACTER 30
          urn:epc:id:sgtin:4012345.011111.a/b CHARACTER 33
          urn:epc:id:sgtin:4012345.011111.%2 PERCENT_ENCODING 32
          urn:epc:id:sgtin:4012345.011111.12345678901234567890X LENGTH 32
          urn:epc:idpat:sgtin:4012345.011111.1 SYNTAX 35
          urn:epc:id:itip:4012345.011111.03.02.1 VALUE 31
          urn:epc:id:grai:4012345.11111.12345678901234567 LENGTH 30
          urn:epc:id:gid:95100000.12345.400 SCHEME 0
          """)
  void parse_faultyUrn_saysWhere(String urn, Reason reason, int position) {
    Gs1Exception thrown = catchThrowableOfType(Gs1Exception.class, () -> EpcUrn.parse(urn));

    assertThat(thrown.faults()).hasSize(1);
    assertThat(thrown.faults().getFirst().reason()).isEqualTo(reason);
    assertThat(thrown.faults().getFirst().position()).isEqualTo(position);
  }

  @Test
  void of_unknownCompanyPrefix_isEmpty() {
    CompanyPrefixes prefixes = CompanyPrefixes.shipped();

    assertThat(EpcUrn.of(Identifier.parse("https://id.gs1.org/01/06901234000009"), prefixes))
        .hasValueSatisfying(
            urn -> assertThat(urn).hasToString("urn:epc:idpat:sgtin:6901234.000000.*"));
    assertThat(EpcUrn.of(Identifier.parse("https://id.gs1.org/01/02412345000009"), prefixes))
        .isEmpty();
    assertThat(EpcUrn.of(new Giai("6901"), prefixes)).isEmpty();
    assertThat(EpcUrn.of(new Itip("069012340000090102", "L", ""), prefixes)).isEmpty();
  }

  @Test
  void of_impossibleLength_isRefused() {
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> EpcUrn.of(new Gtin("06901234000009"), 5))
        .withMessageContaining("6 to 12 digits");
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> EpcUrn.of(new Giai("6901AB"), 6))
        .withMessageContaining("6 digits and a reference");
  }

  @Test
  void prefixes_longestMatch_decides() throws IOException {
    CompanyPrefixes table = prefixes("40 7\n4012-4013 9 # two ranges\n401299 0\n");

    assertThat(table.length("4098765000000")).hasValue(7);
    assertThat(table.length("4013000000000")).hasValue(9);
    assertThat(table.length("4012990000000")).isEmpty();
    assertThat(table.length("5012990000000")).isEmpty();
    assertThat(table.with(prefixes("4098 10")).length("4098765000000")).hasValue(10);
  }

  @Test
  void prefixes_faultyLines_areAllNamed() {
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> prefixes("40 7\n41 5\nx\n42-4 7\n1234567 6\n49-48 7\n0-999999999999 7"))
        .satisfies(
            thrown ->
                assertThat(thrown.faults())
                    .extracting(Gs1Fault::position)
                    .containsExactly(2, 3, 4, 5, 6, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<entry prefix=\"40\" gcpLength=\"7\"/><entry prefix=\"402\" gcpLength=\"0\"/>",
        "{\"entry\":[{\"prefix\":\"40\",\"gcpLength\":7},{\"prefix\":\"402\",\"gcpLength\":0}]}",
      })
  void prefixes_publishedList_isRead(String list) {
    CompanyPrefixes table = CompanyPrefixes.readPublished(list);

    assertThat(table.length("4012345000000")).hasValue(7);
    assertThat(table.length("4022345000000")).isEmpty();
    assertThatExceptionOfType(Gs1Exception.class)
        .isThrownBy(() -> CompanyPrefixes.readPublished("<html/>"));
  }

  private static CompanyPrefixes prefixes(String table) throws IOException {
    return CompanyPrefixes.read(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)));
  }
}
