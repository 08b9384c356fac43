package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents made to hurt are refused by what they are; nothing is expanded, fetched or thrown. */
class EpcisXmlHostileTest {

  private static final String BODY = XmlSamples.document(XmlSamples.SMALL);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE x>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE x PUBLIC 'x' 'http://127.0.0.1:9/x.dtd'>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>",
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
        "<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>",
        "<!DOCTYPE x [<!ATTLIST ObjectEvent x CDATA 'y'>]>",
      })
  void doctype_ofAnyKind_isRefused(String doctype) {
    ParsedDocument parsed = XmlSamples.parse(doctype + "\n" + BODY.replace("OBSERVE", "&a;&c;"));

    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.documentFaults()).hasSize(1);
    assertThat(parsed.faults().getFirst().message()).contains("DOCTYPE");
    assertThat(parsed.faults().getFirst().remedy()).contains("remove it");
  }

  @Test
  void escapes_inHundredThousands_areNoBomb() {
    String note = "<example:note>" + "&amp;&lt;".repeat(300) + "</example:note>";
    String[] events = new String[200];
    Arrays.fill(events, XmlSamples.SMALL.replace("</ObjectEvent>", note + "</ObjectEvent>"));

    ParsedDocument parsed = XmlSamples.parse(XmlSamples.document(events));

    assertThat(parsed.faults()).isEmpty();
    assertThat(parsed.events()).hasSize(200);
  }

  @Test
  void entity_undeclared_isNamed() {
    ParsedDocument parsed = XmlSamples.parse(BODY.replace("OBSERVE", "&lol;"));

    assertThat(parsed.documentFaults()).hasSize(1);
    assertThat(parsed.faults().getFirst().message()).startsWith("line 8: ").contains("lol");
  }

  @Test
  void xinclude_isAnElementLikeAnyOther() {
    String include =
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>";

    ParsedEvent event =
        XmlSamples.only(
            XmlSamples.document(
                XmlSamples.SMALL.replace("</ObjectEvent>", include + "</ObjectEvent>")));

    assertThat(new String(event.bytes(), StandardCharsets.UTF_8))
        .contains("\"xi:include\":{\"xi:@href\":\"file:///etc/passwd\"}");
  }

  @Test
  void nesting_tooDeep_isRefused() {
    String deep = "<example:a>".repeat(100_000);

    ParsedDocument parsed =
        XmlSamples.parse(BODY.replace("</ObjectEvent>", deep + "</ObjectEvent>"));

    assertThat(parsed.documentFaults()).hasSize(1);
    assertThat(parsed.faults().getFirst().message()).contains("nested more than 64 deep");
  }

  @Test
  void attributes_inThousands_areRefused() {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 64_000; i++) {
      attributes.append(" a").append(i).append("='1'");
    }

    ParsedDocument parsed = XmlSamples.parse(BODY.replace("<action", "<action" + attributes));

    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.faults()).isNotEmpty();
    assertThat(parsed.faults().getFirst().message()).hasSizeLessThan(300);
  }

  @Test
  void attributes_morethanAnElementHas_areRefused() {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      attributes.append(" example:a").append(i).append("='1'");
    }

    ParsedDocument parsed =
        XmlSamples.parse(BODY.replace("<ObjectEvent", "<ObjectEvent" + attributes));

    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().getFirst().message()).contains("150 attributes");
  }

  @Test
  void names_tooLong_areCutInFaults() {
    String name = "n".repeat(900);
    String deep = ("<e:" + name + " xmlns:e='urn:e:'>").repeat(50) + "text<e:x/>";
    String end = ("</e:" + name + ">").repeat(50);

    ParsedDocument parsed =
        XmlSamples.parse(BODY.replace("</ObjectEvent>", deep + end + "</ObjectEvent>"));

    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().getFirst().pointer()).hasSizeLessThan(5_000).endsWith("n…");
  }

  @Test
  void text_tooLong_isNamedAndNotKept() {
    String text = "x".repeat(3_000_000);

    ParsedDocument parsed = XmlSamples.parse(BODY.replace("OBSERVE", text));

    assertThat(parsed.faults()).isNotEmpty();
    assertThat(parsed.faults().getFirst().message()).contains("more than 8192 characters");
    assertThat(parsed.faults().toString()).hasSizeLessThan(2_000);
  }

  @Test
  void elements_inMillions_areRefused() {
    String many = "<example:a/>".repeat(300_000);
    EpcisLimits limits = new EpcisLimits(8 << 20, 10, 1_000, 8_192, 64, 100);

    ParsedDocument parsed =
        new EpcisXml(limits)
            .parse(Samples.utf8(BODY.replace("</ObjectEvent>", many + "</ObjectEvent>")));

    assertThat(parsed.documentFaults()).hasSize(1);
    assertThat(parsed.faults().getFirst().message()).contains("too many elements");
  }

  @Test
  void faultsAndNamespaces_inThousands_areBounded() {
    String faults = "<a/>".repeat(50_000);
    StringBuilder namespaces = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      namespaces.append("<a xmlns='urn:").append(i).append("'/>");
    }

    ParsedDocument faulty =
        XmlSamples.parse(BODY.replace("</ObjectEvent>", faults + "</ObjectEvent>"));
    ParsedDocument spread =
        XmlSamples.parse(BODY.replace("</ObjectEvent>", namespaces + "</ObjectEvent>"));

    assertThat(faulty.faults()).hasSize(100);
    assertThat(spread.faults()).hasSize(100);
    assertThat(spread.faults().getFirst().message()).contains("too many members");
  }

  @Test
  void events_pastTheLimit_endTheReading() {
    EpcisLimits limits = new EpcisLimits(1 << 20, 3, 1_000, 8_192, 64, 100);
    String document =
        XmlSamples.document(XmlSamples.SMALL, XmlSamples.SMALL, XmlSamples.SMALL, XmlSamples.SMALL);

    ParsedDocument parsed =
        new EpcisXml(limits).parse(Samples.utf8(document.replace("</EventList>", "<<<")));

    assertThat(parsed.excess()).isEqualTo(ParsedDocument.Excess.EVENTS);
    assertThat(parsed.events()).isEmpty();
    assertThat(parsed.faults()).hasSize(1);
    assertThat(parsed.faults().getFirst().message()).contains("more than 3 events");
  }

  @Test
  void document_tooLarge_isNotReadAtAll() {
    EpcisLimits limits = new EpcisLimits(100, 3, 1_000, 8_192, 64, 100);

    ParsedDocument parsed = new EpcisXml(limits).parse(Samples.utf8(BODY));

    assertThat(parsed.excess()).isEqualTo(ParsedDocument.Excess.BYTES);
  }

  @Test
  void truncated_anywhere_isADocumentFault() {
    byte[] whole = Samples.utf8(XmlSamples.document(XmlSamples.V2));

    for (int length = 0; length < whole.length; length++) {
      ParsedDocument parsed = new EpcisXml(EpcisLimits.DEFAULT).parse(Arrays.copyOf(whole, length));

      assertThat(parsed.documentFaults()).as("cut at %d", length).isNotEmpty();
      assertThat(parsed.events()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<?xml version='1.1'?>", "<?xml version='1.0' encoding='ISO-8859-1'?>", "<?x"})
  void prolog_ofAnotherKind_isRefused(String prolog) {
    assertThat(XmlSamples.parse(prolog + BODY).documentFaults()).hasSize(1);
  }

  @Test
  void sound_afterRoot_isRefused() {
    assertThat(XmlSamples.parse(BODY + "<a/>").documentFaults()).hasSize(1);
    assertThat(XmlSamples.parse(BODY + "<!-- bye -->\n").documentFaults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, in UTF-16, send it as UTF-8",
    "UTF-16LE, in UTF-16, send it as UTF-8",
    "UTF-16BE, in UTF-16, send it as UTF-8",
  })
  void otherEncodings_areNamed(String charset, String what, String remedy) {
    byte[] bytes = BODY.getBytes(Charset.forName(charset));

    ParsedDocument parsed = new EpcisDocuments(EpcisLimits.DEFAULT).parse(bytes);

    assertThat(parsed.faults())
        .containsExactly(new Fault(Fault.DOCUMENT, "", "the document is " + what, remedy));
  }

  @ParameterizedTest
  @CsvSource({
    "504b030414000000, a ZIP archive",
    "1f8b08000000, compressed by gzip",
    "fd377a585a00, compressed by xz",
    "28b52ffd0000, compressed by Zstandard",
    "425a6839, compressed by bzip2",
    "255044462d31, a PDF",
  })
  void otherFiles_areNamed(String hex, String what) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    ParsedDocument parsed = new EpcisDocuments(EpcisLimits.DEFAULT).parse(bytes);

    assertThat(parsed.faults().getFirst().message()).isEqualTo("the document is " + what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "eventTime,action\n1,2\n", "--- yaml"})
  void otherTexts_areRefused(String text) {
    ParsedDocument parsed = new EpcisDocuments(EpcisLimits.DEFAULT).parse(Samples.utf8(text));

    assertThat(parsed.documentFaults()).hasSize(1);
  }

  @Test
  void documents_areReadByWhatTheyAre() {
    EpcisDocuments documents = new EpcisDocuments(EpcisLimits.DEFAULT);

    assertThat(documents.parse(Samples.utf8("\uFEFF \n" + Samples.document(Samples.V1))).isSound())
        .isTrue();
    assertThat(documents.parse(Samples.utf8("\uFEFF" + BODY)).isSound()).isTrue();
    assertThat(documents.parse(Samples.utf8("\n " + BODY)).isSound()).isTrue();
    assertThat(documents.parse(new byte[0]).documentFaults()).hasSize(1);
  }
}
