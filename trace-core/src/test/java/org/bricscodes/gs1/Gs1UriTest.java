package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Gs1UriTest {

  /** Identifiers of the worked event-hash vectors, and one of every scheme. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          urn:epc:id:sscc:4012345.0000000333 00/040123450000003338
          urn:epc:id:sscc:4012345.0000000111 00/040123450000001112
          urn:epc:id:sscc:4012345.0000000222 00/040123450000002225
          urn:epc:id:sgln:4012345.00011.987 414/4012345000115/254/987
          urn:epc:id:sgtin:4012345.011111.9876 01/04012345111118/21/9876
          urn:epc:id:sgln:4012345.00005.0 414/4012345000054
          urn:epc:id:giai:4000001.111 8004/4000001111
          urn:epc:id:sgtin:0614141.011111.987 01/00614141111114/21/987
          urn:epc:id:sgln:4012345.00011.0 414/4012345000115
          urn:epc:id:gdti:4012345.11111.123 253/4012345111118123
          urn:epc:id:pgln:4012345.00000 417/4012345000009
          urn:epc:id:pgln:0614141.00000 417/0614141000005
          urn:epc:class:lgtin:4012345.011111.AB-1 01/04012345111118/10/AB-1
          urn:epc:idpat:sgtin:4012345.011111.* 01/04012345111118
          urn:epc:idpat:upui:4012345.011111.* 01/04012345111118
          urn:epc:id:upui:4012345.011111.51qIgY)%3C%26Jp3*j7'SDB 01/04012345111118/235/51qIgY%29%3C%26Jp3%2Aj7'SDB
          urn:epc:id:itip:4012345.011111.01.02.987 8006/040123451111180102/21/987
          urn:epc:idpat:itip:4012345.011111.01.02.* 8006/040123451111180102
          urn:epc:id:grai:4012345.11111.A%2F1 8003/04012345111118A%2F1
          urn:epc:idpat:grai:4012345.11111.* 8003/04012345111118
          urn:epc:idpat:gdti:4012345.11111.* 253/4012345111118
          urn:epc:id:sgcn:4012345.11111.0123 255/40123451111180123
          urn:epc:idpat:sgcn:4012345.11111.* 255/4012345111118
          urn:epc:id:gsrn:4012345.0000000111 8018/401234500000001118
          urn:epc:id:gsrnp:4012345.0000000111 8017/401234500000001118
          urn:epc:id:gsin:4012345.000000111 402/40123450000001112
          urn:epc:id:ginc:4012345.xyz47%2F11 401/4012345xyz47%2F11
          urn:epc:id:cpi:4012345.AB-1%23.17 8010/4012345AB-1%23/8011/17
          urn:epc:idpat:cpi:4012345.AB-1.* 8010/4012345AB-1
          urn:epc:id:sgtin:4012345.011111.a!(b),c+d:e 01/04012345111118/21/a%21%28b%29%2Cc%2Bd%3Ae
          urn:epc:id:pgln:401234500001. 417/4012345000016
          """)
  void canonical_epcUrn_isTheDigitalLink(String urn, String path) {
    assertThat(Gs1Uri.canonical(urn)).isEqualTo("https://id.gs1.org/" + path);
    assertThat(EpcUrn.parse(urn).identifier().canonical()).isEqualTo("https://id.gs1.org/" + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          https://example.com/01/04012345111118/21/9876 01/04012345111118/21/9876
          http://example.com:8080/some/stem/01/04012345111118/ 01/04012345111118
          HTTPS://EXAMPLE.COM/01/04012345111118 01/04012345111118
          https://id.gs1.org/01/04012345111118?17=271231 01/04012345111118
          https://id.gs1.org/01/04012345111118#top 01/04012345111118
          https://id.gs1.org/01/4012345111118/10/L1 01/04012345111118/10/L1
          https://id.gs1.org/gtin/4012345111118/lot/L1/ser/S1 01/04012345111118/21/S1
          https://id.gs1.org/01/04012345111118/22/2A/10/L1/21/S1 01/04012345111118/21/S1
          https://id.gs1.org/01/04012345111118/22/2A 01/04012345111118
          https://id.gs1.org/01/04012345111118/235/T%2f1 01/04012345111118/235/T%2F1
          https://id.gs1.org/01/04012345111118/10/%41(1) 01/04012345111118/10/A%281%29
          https://id.gs1.org/01/95012346 01/00000095012346
          https://id.gs1.org/01/614141111114 01/00614141111114
          https://dl.example.org/414/4012345000115/254/0 414/4012345000115
          https://dl.example.org/gln/4012345000115/254/987 414/4012345000115/254/987
          https://dl.example.org/party/4012345000009 417/4012345000009
          https://dl.example.org/417/4012345000009/7040/1ABC 417/4012345000009
          https://dl.example.org/8018/401234500000001118/8019/7 8018/401234500000001118
          https://dl.example.org/8006/040123451111180102/10/L 8006/040123451111180102/10/L
          https://dl.example.org/8010/4012345AB-1/8011/17 8010/4012345AB-1/8011/17
          https://dl.example.org/sscc/040123450000003338 00/040123450000003338
          """)
  void canonical_linkOnAnyHost_isTheLinkOnGs1(String link, String path) {
    assertThat(Gs1Uri.canonical(link)).isEqualTo("https://id.gs1.org/" + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http",
        "https://",
        "https:///01/04012345111118",
        "https://example.com",
        "https://example.com/",
        "https://example.com/about/us",
        "https://example.com?x=/01/04012345111118",
        "HtTps://example.com/01/04012345111118",
        "ftp://example.com/01/04012345111118",
        "https://example.com/01/04012345111119",
        "https://example.com/01/0401234511111",
        "https://example.com/01//21/1",
        "https://example.com/01/04012345111118/21/1/10/2",
        "https://example.com/01/04012345111118/235/1/21/2",
        "https://example.com/01/04012345111118/17/271231",
        "https://example.com/01/04012345111118/21/%zz",
        "https://example.com/01/04012345111118/21/12345678901234567890X",
        "https://example.com/8013/1987654Ad4X4bL5ttr2310c2K",
        "https://example.com/lot/04012345111118",
        "urn:epc:",
        "urn:epc:id:sgtin",
        "urn:epc:id:sgtin:",
        "urn:epc:id:sgtin:4012345.011111",
        "urn:epc:id:sgtin:4012345.011111.",
        "urn:epc:id:sgtin:4012345.01111.1",
        "urn:epc:id:sgtin:4012345.0111111.1",
        "urn:epc:id:sgtin:40123.01111111.1",
        "urn:epc:id:sgtin:4012345.011111.a/b",
        "urn:epc:id:sgtin:4012345.011111.12345678901234567890X",
        "urn:epc:id:sscc:4012345.00000003331",
        "urn:epc:id:itip:4012345.011111.03.02.987",
        "urn:epc:idpat:sgtin:4012345.*.*",
        "urn:epc:id:cpi:4012345.AB-1.07",
        "urn:epc:id:gid:95100000.12345.400",
        "urn:epcglobal:cbv:bt:0614141000005:123",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
      })
  void canonical_anythingElse_comesBackUnchanged(String uri) {
    assertThat(Gs1Uri.canonical(uri)).isSameAs(uri);
  }

  @Test
  void canonical_canonicalLink_isTheSameObject() {
    String link = "https://id.gs1.org/01/04012345111118/21/a%2Fb";

    assertThat(Gs1Uri.canonical(link)).isSameAs(link);
  }
}
