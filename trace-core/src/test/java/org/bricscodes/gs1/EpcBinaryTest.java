package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.bricscodes.gs1.EpcBinary.Scheme;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpcBinaryTest {

  /** The first two and the SGTIN+ are the published examples; the rest were composed bit by bit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          eh30164596f40c0e5cbe991a83 SGTIN_96 0 /01/09528765123457/21/123456789123
          exMBZFlvQMDly-mRqD SGTIN_96 0 /01/09528765123457/21/123456789123
          ehF73795211411234538566CB0AFC4 SGTIN_PLUS 3 /01/79521141123453/21/32a%2Fb
          eh3021ac78ce7930400000002a SGTIN_96 1 /01/14600682000126/21/42
          eh302556c70b9423000000002a SGTIN_96 1 /01/14600682000126/21/42
          eh30291238d6101ec00000002a SGTIN_96 1 /01/14600682000232/21/42
          eh302db6c1568134800000002a SGTIN_96 1 /01/14600682002342/21/42
          eh30315f01120c0e400000002a SGTIN_96 1 /01/14600682023453/21/42
          eh303518cda87890000000002a SGTIN_96 1 /01/14600682234569/21/42
          eh3039c14904b5a1c00000002a SGTIN_96 1 /01/14600682345678/21/42
          eh367518cda8000330afc4a21a9bee4000000000000000000000 SGTIN_198 3 /01/04600682000129/21/a%2Fb%28C%29_9
          exNnUYzagAAzCvxKIam-5AAAAAAAAAAAAAA SGTIN_198 3 /01/04600682000129/21/a%2Fb%28C%29_9
          ehf7204600682000129070004d2000 SGTIN_PLUS 2 /01/04600682000129/21/0001234
          ehf720460068200012914ad78ebc5ac61ffffe SGTIN_PLUS 2 /01/04600682000129/21/99999999999999999999
          ehf72046006820001292400af0 SGTIN_PLUS 2 /01/04600682000129/21/00AF
          ehf72046006820001294400af0 SGTIN_PLUS 2 /01/04600682000129/21/00af
          ehf720460068200012965033d3efc0 SGTIN_PLUS 2 /01/04600682000129/21/Az0-_
          ehf7204600682000129b0e85fc0d458a69e0fd5e8ce410 SGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93
          ehfb20379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?11=271231
          ehfb21379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?13=271231
          ehfb22379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?15=271231
          ehfb23379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?16=271231
          ehfb24379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?17=271231
          ehfb25379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?7006=271231
          ehfb26379f04600682000129b0e85fc0d458a69e0fd5e8ce41 DSGTIN_PLUS 2 /01/04600682000129/21/7GF04CNGMYKV4H93?7007=271231
          """)
  void parse_segment_namesTheItem(String segment, Scheme scheme, int filter, String target) {
    EpcBinary epc = EpcBinary.parse(segment);

    assertThat(epc.scheme()).isEqualTo(scheme);
    assertThat(epc.filter()).isEqualTo(filter);
    assertThat(epc.link()).hasToString("https://id.gs1.org" + target);
  }

  @Test
  void parseHex_wordOfZerosAtTheEnd_isPadding() {
    EpcBinary epc = EpcBinary.parseHex("367518CDA8000330AFC4A21A9BEE400000000000000000000000");

    assertThat(epc.link()).hasToString("https://id.gs1.org/01/04600682000129/21/a%2Fb%28C%29_9");
    assertThat(epc.scheme()).hasToString("SGTIN-198");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          30164596f40c0e5cbe991a83|SYNTAX|epc|0|eh and hexadecimal digits, or ex and base64url characters
          eh|LENGTH|epc|2|at least 8 bits
          eh30164596f40c0e5cbe991a8|LENGTH|epc|2|at least 96 bits
          eh30164596f40c0e5cbe991a8g|CHARACTER|epc|25|a hexadecimal digit
          exMBZFlvQMDly+mRqD|CHARACTER|epc|13|a base64url character: letter, digit, - or _
          eh31164596f40c0e5cbe991a83|VALUE|epc header|0|one of 30 (SGTIN-96), 36 (SGTIN-198), f7 (SGTIN+), fb (DSGTIN+)
          eh30164596f40c0e5cbe991a830001|SYNTAX|epc|26|zeros after the serial number
          eh30164596f40c0e5cbe991a83000000|LENGTH|epc|26|an end at the next word of 16 bits
          eh303c00000000000000000000|VALUE|epc partition|5|0 to 6
          eh3036625a0000000000000001|LENGTH|company prefix|5|at most 7 digits
          eh367518cda80003208084000000000000000000000000000000|SYNTAX|21|20|nothing after a zero
          eh367518cda80003000000000000000000000000000000000000|EMPTY|21|16|1 to 20 characters
          eh367518cda80003120000000000000000000000000000000000|CHARACTER|21|16|a letter, a digit or one of ! " % & ' ( ) * + , - . / : ; < = > ? _
          ehf7a04600682000129070004d2000|VALUE|epc|4|no data after the serial number (the toggle bit is 1)
          ehf7204600682000129c70004d2000|VALUE|21|19|an encoding indicator 0 to 5
          ehf7204600682000129150000000000000004d2000|LENGTH|21|19|1 to 20 characters
          ehf720460068200012901c|LENGTH|21|19|at most 1 digits
          ehf72a4600682000129070004d2000|CHARACTER|01|5|a digit 0-9
          ehf7204600682000128070004d2000|CHECK_DIGIT|01|5|check digit 9 instead of 8
          ehf7204600682000129a300000|VALUE|21|21|1 to 64000
          ehf7204600682000129a2066a0|SYNTAX|21|25|padding after the last character
          ehfb2437bf04600682000129070004d200|VALUE|epc date|5|year 0-99, month 1-12
          ehfb29379f04600682000129070004d200|VALUE|epc date|5|a kind of date 0 to 6
          """)
  void parse_brokenBits_saysPlaceAndWhatWouldBeRight(
      String segment, Reason reason, String part, int position, String expected) {
    Gs1Exception thrown = catchThrowableOfType(Gs1Exception.class, () -> EpcBinary.parse(segment));

    assertThat(thrown.faults()).hasSize(1);
    Gs1Fault fault = thrown.faults().getFirst();
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.part()).isEqualTo(part);
    assertThat(fault.position()).isEqualTo(position);
    assertThat(fault.expected()).isEqualTo(expected);
  }

  @Test
  void parse_textWithoutEnd_isRefusedBeforeItIsRead() {
    Gs1Exception thrown =
        catchThrowableOfType(
            Gs1Exception.class, () -> EpcBinary.parse("eh30" + "0".repeat(100_000)));

    assertThat(thrown.faults().getFirst().expected()).isEqualTo("at most 256 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          /eh30164596f40c0e5cbe991a83 /01/09528765123457/21/123456789123
          /exMBZFlvQMDly-mRqD/ /01/09528765123457/21/123456789123
          /some/stem/eh30164596f40c0e5cbe991a83?linkType=gs1:pip&x=%2F /some/stem/01/09528765123457/21/123456789123?linkType=gs1:pip&x=%2F
          https://Example.com/eh30164596f40c0e5cbe991a83#top https://Example.com/01/09528765123457/21/123456789123#top
          /ehfb24379f04600682000129070004d2 /01/04600682000129/21/0001234?17=271231
          /ehfb24379f04600682000129070004d2?linkType=linkset /01/04600682000129/21/0001234?17=271231&linkType=linkset
          """)
  void decompressed_addressWithBits_isThePlainLink(String uri, String plain) {
    assertThat(EpcBinary.decompressed(uri)).contains(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/01/09506000134352",
        "/01/09506000134352/10/eh30",
        "/01/09506000134352/21/exMBZFlvQMDly-mRqD",
        "/01/09506000134353/21/exMBZFlvQMDly-mRqD",
        "/explore",
        "/examples/",
        "/ehlers",
        "/eh",
        "/ex",
        "/",
        "",
        "eh30164596f40c0e5cbe991a83",
        "https://example.com/?eh=/eh30164596f40c0e5cbe991a83"
      })
  void decompressed_otherAddress_isEmpty(String uri) {
    assertThat(EpcBinary.decompressed(uri)).isEmpty();
  }

  @Test
  void decompressed_brokenBits_countsPlacesInTheAddress() {
    Gs1Exception thrown =
        catchThrowableOfType(
            Gs1Exception.class, () -> EpcBinary.decompressed("/stem/eh303c00000000000000000000?x"));

    assertThat(thrown.faults().getFirst().position()).isEqualTo(11);
  }
}
