package org.bricscodes.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.bricscodes.gs1.ScannedText.Faulty;
import org.bricscodes.gs1.ScannedText.Folding;
import org.bricscodes.gs1.ScannedText.Form;
import org.bricscodes.gs1.ScannedText.Keyed;
import org.bricscodes.gs1.ScannedText.Kind;
import org.bricscodes.gs1.ScannedText.Opaque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScannedTextTest {

  private static final String TAIL = "dGhpcyBpcyBvbmx5IGFuIGV4YW1wbGUgb2YgYSB0YWls";

  /** In these texts {@code ~} stands for the group separator. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          https://trace.example/01/04600682000129/10/A26-07/21/7GF04CNGMYKV4H93 DIGITAL_LINK https://trace.example/01/04600682000129/10/A26-07/21/7GF04CNGMYKV4H93
          HTTPS://TRACE.EXAMPLE/01/04600682000129/21/S1 DIGITAL_LINK https://trace.example/01/04600682000129/21/S1
          https://brand.example/a/b/01/04600682000129?17=271231 DIGITAL_LINK https://brand.example/a/b/01/04600682000129?17=271231
          https://trace.example/01/04600682000129/10/A%2D1 DIGITAL_LINK https://trace.example/01/04600682000129/10/A-1
          https://trace.example/eh30164596f40c0e5cbe991a83?x=1 EPC_BINARY https://trace.example/01/09528765123457/21/123456789123?x=1
          010460068200012910A26-07~217GF04CNGMYKV4H93~17271231 ELEMENT_STRING https://id.gs1.org/01/04600682000129/10/A26-07/21/7GF04CNGMYKV4H93?17=271231
          ~010460068200012921S1 ELEMENT_STRING https://id.gs1.org/01/04600682000129/21/S1
          ]d2010460068200012921S1 ELEMENT_STRING https://id.gs1.org/01/04600682000129/21/S1
          ]d2~010460068200012921S1 ELEMENT_STRING https://id.gs1.org/01/04600682000129/21/S1
          ]Q3010460068200012910L~21S1 ELEMENT_STRING https://id.gs1.org/01/04600682000129/10/L/21/S1
          ]C10104600682000129 ELEMENT_STRING https://id.gs1.org/01/04600682000129
          ]e00104600682000129 ELEMENT_STRING https://id.gs1.org/01/04600682000129
          ]J121S1~0104600682000129 ELEMENT_STRING https://id.gs1.org/01/04600682000129/21/S1
          21S1~0104600682000129 ELEMENT_STRING https://id.gs1.org/01/04600682000129/21/S1
          (01)04600682000129(10)A26-07(21)S1(17)271231 ELEMENT_STRING https://id.gs1.org/01/04600682000129/10/A26-07/21/S1?17=271231
          (21)S1(01)04600682000129 ELEMENT_STRING https://id.gs1.org/01/04600682000129/21/S1
          00340123450000000000 ELEMENT_STRING https://id.gs1.org/00/340123450000000000
          4600682000129 TRADE_ITEM_NUMBER https://id.gs1.org/01/04600682000129
          ]E04600682000129 TRADE_ITEM_NUMBER https://id.gs1.org/01/04600682000129
          ]E496385074 TRADE_ITEM_NUMBER https://id.gs1.org/01/00000096385074
          036000291452 TRADE_ITEM_NUMBER https://id.gs1.org/01/00036000291452
          ]I114600682000126 TRADE_ITEM_NUMBER https://id.gs1.org/01/14600682000126
          urn:epc:id:sgtin:4600682.000012.7GF04CNGMYKV4H93 EPC_URN https://id.gs1.org/01/04600682000129/21/7GF04CNGMYKV4H93
          urn:epc:class:lgtin:4600682.000012.A26-07 EPC_URN https://id.gs1.org/01/04600682000129/10/A26-07
          urn:epc:idpat:sgtin:4600682.000012.* EPC_URN https://id.gs1.org/01/04600682000129
          urn:epc:tag:sgtin-96:3.4600682.000012.42 EPC_URN https://id.gs1.org/01/04600682000129/21/42
          urn:epc:tag:sgtin-198:3.4600682.000012.a%2Fb EPC_URN https://id.gs1.org/01/04600682000129/21/a%2Fb
          urn:epc:raw:96.x30164596F40C0E5CBE991A83 EPC_BINARY https://id.gs1.org/01/09528765123457/21/123456789123
          30164596F40C0E5CBE991A83 EPC_BINARY https://id.gs1.org/01/09528765123457/21/123456789123
          303518918279220000010432 EPC_BINARY https://id.gs1.org/01/64596832483282/21/66610
          F73795211411234538566CB0AFC4 EPC_BINARY https://id.gs1.org/01/79521141123453/21/32a%2Fb
          """)
  void read_everyForm_namesTheProduct(String text, Form form, String link) {
    ScannedText read = ScannedText.read(text.replace('~', '\u001D'));

    assertThat(read).isInstanceOf(Keyed.class);
    Keyed keyed = (Keyed) read;
    assertThat(keyed.form()).isEqualTo(form);
    assertThat(keyed.link()).hasToString(link);
    assertThat(keyed.folded()).isEmpty();
    assertThat(keyed.symbology()).isEqualTo(text.startsWith("]") ? text.substring(0, 3) : "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0104600682000129215abcdefghijkl~91EE06~92|44
          ]d20104600682000129215abcdefghijkl~91EE06~92|88
          ~0104600682000129215abcdefghijkl~91EE06~92|44
          """)
  void read_chestnyZnak_keepsTheTailWhole(String head, int tail) {
    String signature = (TAIL + TAIL).substring(0, tail);

    Opaque code = (Opaque) ScannedText.read(head.replace('~', '\u001D') + signature);

    assertThat(code.kind()).isEqualTo(Kind.CHESTNY_ZNAK);
    assertThat(code.text())
        .isEqualTo("0104600682000129215abcdefghijkl\u001D91EE06\u001D92" + signature);
    assertThat(code.link()).hasToString("https://id.gs1.org/01/04600682000129/21/5abcdefghijkl");
  }

  @Test
  void read_chestnyZnakOfWater_hasTheShortTail() {
    Opaque code = (Opaque) ScannedText.read("]d20104600682000129215abcdefghijkl\u001D93dGVz\r\n");

    assertThat(code.kind()).isEqualTo(Kind.CHESTNY_ZNAK);
    assertThat(code.text()).isEqualTo("0104600682000129215abcdefghijkl\u001D93dGVz");
    assertThat(code.symbology()).isEqualTo("]d2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          did:bid:ef2AHnCV4nNKYSgJzbnHVUvPPVGQwHcF BID
          did:bid:byo1:sf25sgBcDrkVFcKYTqRBMRMMEsKFVDHAb BID
          https://detail.example/item.htm?id=520813250866 WEB_ADDRESS
          http://www.ecode.example/e=069321 WEB_ADDRESS
          81000000012345678901 OTHER
          ABC-123 OTHER
          123456 OTHER
          """)
  void read_codeOfOthers_isKeptAsItIs(String text, Kind kind) {
    Opaque code = (Opaque) ScannedText.read(" " + text + "\r\n");

    assertThat(code.kind()).isEqualTo(kind);
    assertThat(code.text()).isEqualTo(text);
    assertThat(code.link()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          4600682000129\\n|13|U+000A||https://id.gs1.org/01/04600682000129
          4 600682000129|1|U+0020||https://id.gs1.org/01/04600682000129
          (01) 04600682000129|4|U+0020||https://id.gs1.org/01/04600682000129
          46006820001\\uFF129|11|２ (U+FF12)|2|https://id.gs1.org/01/04600682000129
          \\uFEFF4600682000129|0|U+FEFF||https://id.gs1.org/01/04600682000129
          46006\\u200B82000129|5|U+200B||https://id.gs1.org/01/04600682000129
          010460068200012910L<GS>21S|19|<GS>|FNC1|https://id.gs1.org/01/04600682000129/10/L/21/S
          010460068200012910L\\u241D21S|19|␝ (U+241D)|FNC1|https://id.gs1.org/01/04600682000129/10/L/21/S
          (01)04600682000129(10)L\\u20131|23|U+2013|-|https://id.gs1.org/01/04600682000129/10/L-1
          Https://trace.example/01/04600682000129|0|Https://|https://|https://trace.example/01/04600682000129
          trace.example/01/04600682000129|0|no scheme|https://|https://trace.example/01/04600682000129
          https%3A%2F%2Ftrace.example%2F01%2F04600682000129|0|percent-encoding of the whole address|the address decoded once|https://trace.example/01/04600682000129
          URN:EPC:ID:SGTIN:4600682.000012.S1|0|URN:EPC:ID:SGTIN:|urn:epc:id:sgtin:|https://id.gs1.org/01/04600682000129/21/S1
          """)
  void read_strayCharacters_areFoldedAndTold(
      String text, int position, String found, String taken, String link) {
    Keyed keyed = (Keyed) ScannedText.read(unescaped(text));

    assertThat(keyed.link()).hasToString(link);
    assertThat(keyed.folded())
        .containsExactly(new Folding(position, found, taken == null ? "" : taken));
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\u([0-9A-F]{4})")
        .matcher(text.replace("\\n", "\n"))
        .replaceAll(hex -> Character.toString(Integer.parseInt(hex.group(1), 16)));
  }

  /** What is wrong, where it stands in the text as it was given, and what would be right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          https://t.example/01/04600682000129/10/АB|CHARACTER|39|А (U+0410)|the Latin letter A, not one that looks like it: a letter, a digit or one of ! " % & ' ( ) * + , - . / : ; < = > ? _|https://t.example/01/04600682000129/10/AB
          https://t.example/01/04600682000129/10/%D0%90B|CHARACTER|39|А (U+0410)|the Latin letter A, not one that looks like it: a letter, a digit or one of ! " % & ' ( ) * + , - . / : ; < = > ? _|
          https://t.example/01/04600682000129/10/批|CHARACTER|39|批 (U+6279)|a letter, a digit or one of ! " % & ' ( ) * + , - . / : ; < = > ? _|
          https://t.example/01/04600682000129/10/%E6%89%B91|CHARACTER|39|批 (U+6279)|a letter, a digit or one of ! " % & ' ( ) * + , - . / : ; < = > ? _|
          https://tr\u0430ce.example/01/04600682000129|CHARACTER|10|а (U+0430)|the Latin letter a, not one that looks like it: a character of a URI|https://trace.example/01/04600682000129
          https://t.example/01/O4600682000129|CHARACTER|21|O|the digit 0, not a letter like it: a digit 0-9|https://t.example/01/04600682000129
          https://t.example/01/0460068200О129|CHARACTER|31|О (U+041E)|the digit 0, not a letter like it: a digit 0-9|https://t.example/01/04600682000129
          (01)O46OO682OOO129|CHARACTER|4|O|the digit 0, not a letter like it: a digit 0-9|https://id.gs1.org/01/04600682000129
          https://t.example/01/04600682000129/21/S1/10/L|QUALIFIER_ORDER|42|10|after /01/… in this order: 22, 10, 21, or: 235|https://t.example/01/04600682000129/10/L/21/S1
          https://t.example/01/04600682000129/10/L%2|PERCENT_ENCODING|40|%2|% and two hexadecimal digits|
          https://t.example/01/04600682000128|CHECK_DIGIT|21|04600682000128|check digit 9 instead of 8|
          https://t.example/gtin/04600682000129|NO_KEY|18|gtin|01 as a number|
          4600682000128|CHECK_DIGIT|0|04600682000128|check digit 9 instead of 8|
          460068200|LENGTH|0|460068200|8, 12, 13 or 14 digits|
          01046006820001292112345678901234567891EE0692|LENGTH|18|12345678901234567891EE0692|1 to 20 characters; if more follows it, FNC1 is missing there: let the reader transmit it|
          urn:epc:tag:sgtin-96:3.4600682.00012.42|LENGTH|31|00012|6 digits, 13 with the company prefix|
          urn:epc:raw:96.x3036625A0000000000000001|LENGTH|19|10000000|at most 7 digits|
          """)
  void read_brokenCode_saysPlaceAndWhatWouldBeRight(
      String text, Reason reason, int position, String found, String expected, String suggestion) {
    Faulty faulty = (Faulty) ScannedText.read(text.replace("\\u0430", "а"));

    Gs1Fault fault = faulty.faults().getFirst();
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.position()).isEqualTo(position);
    assertThat(fault.found()).isEqualTo(found);
    assertThat(fault.expected()).isEqualTo(expected);
    assertThat(faulty.suggestion().map(s -> s.link().toString()).orElse(null))
        .isEqualTo(suggestion);
  }

  @Test
  void read_severalLookAlikes_tellsEachAndSuggestsAll() {
    Faulty faulty = (Faulty) ScannedText.read("https://t.example/01/O46OО682000I29/10/А1");

    assertThat(faulty.faults()).hasSize(5);
    assertThat(faulty.suggestion().orElseThrow().link())
        .hasToString("https://t.example/01/04600682000129/10/A1");
    assertThat(faulty.suggestion().orElseThrow().changes())
        .containsExactlyInAnyOrder(
            new Folding(21, "O", "0"),
            new Folding(24, "O", "0"),
            new Folding(25, "O", "0"),
            new Folding(32, "I", "1"),
            new Folding(39, "А (U+0410)", "A"));
  }

  @Test
  void read_spaceBeforeAFault_countsPlacesInTheGivenText() {
    Faulty faulty = (Faulty) ScannedText.read("  46006820 00128");

    assertThat(faulty.faults()).extracting(Gs1Fault::position).isEqualTo(List.of(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n", "]Q1", "\uFEFF"})
  void read_nothing_saysThatACodeIsMissing(String text) {
    Faulty faulty = (Faulty) ScannedText.read(text);

    assertThat(faulty.faults()).extracting(Gs1Fault::reason).containsExactly(Reason.EMPTY);
  }

  @Test
  void read_textWithoutEnd_isRefused() {
    Faulty faulty = (Faulty) ScannedText.read("1".repeat(8193));

    assertThat(faulty.faults().getFirst().expected()).isEqualTo("at most 8192 characters");
  }
}
