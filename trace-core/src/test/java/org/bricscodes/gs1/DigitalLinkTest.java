package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.bricscodes.gs1.DigitalLink.Parameter;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitalLinkTest {

  private static final String PACK =
      "https://trace.example/01/04600682000129/10/L-1/21/7GF04CNGMYKV4H93";

  @Test
  void parse_pack_namesGtinLotSerial() {
    DigitalLink link = DigitalLink.parse(PACK);

    assertThat(link.gtin()).contains(new Gtin("04600682000129"));
    assertThat(link.lot()).contains("L-1");
    assertThat(link.serial()).contains("7GF04CNGMYKV4H93");
    assertThat(link.base()).isEqualTo("https://trace.example");
    assertThat(link.path()).isEqualTo("/01/04600682000129/10/L-1/21/7GF04CNGMYKV4H93");
    assertThat(link).hasToString(PACK);
    assertThat(link.identifier())
        .isEqualTo(new Sgtin(new Gtin("04600682000129"), "7GF04CNGMYKV4H93"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.gs1.org/01/04012345111118",
        "http://localhost:8080/01/04012345111118/22/2A/10/L/21/S",
        "https://example.com/a/b%20c/01/04012345111118?17=271231&linkType=gs1%3Apip",
        "https://example.com/01/04012345111118/235/a%2Fb",
        "https://example.com/21/x/01/04012345111118/10/01",
        "https://example.com/8013/1987654Ad4X4bL5ttr2310c2K",
        "https://example.com/00/040123450000003338?02=04012345111118&37=12&10=L",
        "https://example.com/01/04012345111118?lang=%E4%B8%AD%E6%96%87",
        "https://example.com/414/4012345000115/254/987",
      })
  void toString_parsedLink_isTheSameText(String uri) {
    assertThat(DigitalLink.parse(uri)).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          HTTPS://Example.COM/Stem/01/04012345111118 https://example.com/Stem/01/04012345111118
          https://example.com/01/04012345111118/ https://example.com/01/04012345111118
          https://example.com/01/04012345111118/10/a%2fb https://example.com/01/04012345111118/10/a%2Fb
          https://example.com/01/04012345111118/10/(a) https://example.com/01/04012345111118/10/%28a%29
          https://example.com/01/04012345111118?17=271231;15=271130 https://example.com/01/04012345111118?17=271231&15=271130
          https://example.com/01/04012345111118?17=271231&17=271130 https://example.com/01/04012345111118?17=271130
          https://example.com/01/04012345111118?&x#top https://example.com/01/04012345111118?x=
          """)
  void toString_otherSpelling_isNormal(String uri, String normal) {
    assertThat(DigitalLink.parse(uri)).hasToString(normal);
  }

  @Test
  void canonical_link_isOnGs1WithSortedQuery() {
    DigitalLink link =
        DigitalLink.parse("https://example.com/stem/01/04012345111118/10/L?17=271231&11=270101");

    assertThat(link.canonical())
        .isEqualTo("https://id.gs1.org/01/04012345111118/10/L?11=270101&17=271231");
    assertThat(link.attributes())
        .containsExactly(new Element("17", "271231"), new Element("11", "270101"));
  }

  @Test
  void parseTarget_rawPath_keepsEncodedSlashInValue() {
    DigitalLink link = DigitalLink.parseTarget("/scan/01/04012345111118/10/a%2Fb?linkType=all");

    assertThat(link.lot()).contains("a/b");
    assertThat(link.base()).isEqualTo("https://id.gs1.org/scan");
    assertThat(link.parameters()).containsExactly(new Parameter("linkType", "all"));
    assertThat(link.withBase("https://t.example/").withoutParameters())
        .hasToString("https://t.example/01/04012345111118/10/a%2Fb");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          https://e.com/01/04012345111119|CHECK_DIGIT|01|17|check digit 8 instead of 9
          https://e.com/01/4012345111118|LENGTH|01|17|14 digits
          https://e.com/01/0401234511111X|CHARACTER|01|30|a digit 0-9
          https://e.com/01/04012345111118/21/S/10/L|QUALIFIER_ORDER|10|37|after /01/… in this order: 22, 10, 21, or: 235
          https://e.com/01/04012345111118/21/S/235/T|QUALIFIER_ORDER|235|37|after /01/… in this order: 22, 10, 21, or: 235
          https://e.com/01/04012345111118/10/L/10/L|QUALIFIER_ORDER|10|37|after /01/… in this order: 22, 10, 21, or: 235
          https://e.com/01/04012345111118/17/271231|NOT_A_QUALIFIER|17|32|after /01/… in this order: 22, 10, 21, or: 235, 17 in the query
          https://e.com/00/040123450000003338/10/L|NOT_A_QUALIFIER|10|36|nothing after /00/…, 10 in the query
          https://e.com/01/04012345111118/29/x|UNKNOWN_AI|path|32|a GS1 application identifier, its value after the next slash
          https://e.com/01/04012345111118?21=S|NOT_AN_ATTRIBUTE|21|32|/21/… in the path
          https://e.com/01/04012345111118?00=040123450000003338|NOT_AN_ATTRIBUTE|00|32|a data attribute
          https://e.com/01/04012345111118?29=x|UNKNOWN_AI|query|32|a known application identifier, or a name with letters
          https://e.com/01/04012345111118?17=271301|VALUE|17|35|a date YYMMDD, day 00 for the whole month
          https://e.com/01/04012345111118/10|EMPTY|10|34|a slash and a value after /10
          https://e.com/01/04012345111118/10/L%2|PERCENT_ENCODING|10|36|% and two hexadecimal digits
          https://e.com/01/04012345111118/10/L%20x|CHARACTER|10|36|a letter, a digit or one of ! " % & ' ( ) * + , - . / : ; < = > ? _
          https://e.com/gtin/04012345111118|NO_KEY|path|14|01 as a number
          https://e.com/about|NO_KEY|path|13|a primary key and its value, such as /01/09506000134352
          https://e.com|NO_KEY|path|13|a primary key and its value, such as /01/09506000134352
          HtTp://e.com/01/04012345111118|SCHEME|scheme|0|https:// in one case, lower or upper
          https:///01/04012345111118|EMPTY|host|8|a host name
          """)
  void parse_oneFault_saysPlaceAndWhatWouldBeRight(
      String uri, Reason reason, String part, int position, String expected) {
    Gs1Exception thrown = catchThrowableOfType(Gs1Exception.class, () -> DigitalLink.parse(uri));

    assertThat(thrown.faults()).hasSize(1);
    Gs1Fault fault = thrown.faults().getFirst();
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.part()).isEqualTo(part);
    assertThat(fault.position()).isEqualTo(position);
    assertThat(fault.expected()).isEqualTo(expected);
    assertThat(thrown).hasMessageContaining(expected);
  }

  @Test
  void parse_manyFaults_reportsAllInOrder() {
    Gs1Exception thrown =
        catchThrowableOfType(
            Gs1Exception.class,
            () -> DigitalLink.parse("https://e.com/01/04012345111119/21/a b/10/L?17=271301&21=x"));

    assertThat(thrown.faults())
        .extracting(Gs1Fault::reason)
        .containsExactly(
            Reason.CHECK_DIGIT,
            Reason.CHARACTER,
            Reason.QUALIFIER_ORDER,
            Reason.VALUE,
            Reason.NOT_AN_ATTRIBUTE);
  }

  @Test
  void constructor_attributeAsQualifier_isRefused() {
    Element key = new Element("01", "04012345111118");
    Element date = new Element("17", "271231");

    Gs1Exception thrown =
        catchThrowableOfType(Gs1Exception.class, () -> DigitalLink.of(List.of(key, date)));

    assertThat(thrown.faults().getFirst().reason()).isEqualTo(Reason.NOT_A_QUALIFIER);
  }
}
