package org.bricscodes.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what a parser reads. */
class XmlTextTest {

  /** The names of the children of a root, and its text. */
  private record Read(List<String> names, String text) {}

  private static Read read(XmlText xml) throws XMLStreamException {
    XMLStreamReader reader =
        XMLInputFactory.newDefaultFactory()
            .createXMLStreamReader(new ByteArrayInputStream(xml.toByteArray()), "UTF-8");
    List<String> names = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      int kind = reader.next();
      if (kind == XMLStreamConstants.START_ELEMENT) {
        names.add(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
          text.append(reader.getAttributeValue(i));
        }
      } else if (kind == XMLStreamConstants.CHARACTERS) {
        text.append(reader.getText());
      }
    }
    return new Read(names, text.toString());
  }

  @Test
  void everyCharacter_thatANameMayHave_isReadInAName() throws XMLStreamException {
    XmlText xml = new XmlText().declaration().start("r");
    List<String> names = new ArrayList<>(List.of("r"));
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      for (String name : List.of(Character.toString(c), "a" + Character.toString(c))) {
        if (XmlText.isName(name)) {
          names.add(name);
          xml.start(name).end(name);
        }
      }
    }

    Read read = read(xml.end("r"));

    assertThat(names).hasSizeGreaterThan(60_000);
    assertThat(read.names()).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1a", "a b", "a:b", "-a", ".a", "a/b", "@a", "\uD840\uDC00", "\u2C00"})
  void otherTexts_areNoNames(String text) {
    assertThat(XmlText.isName(text)).isFalse();
  }

  @Test
  void everyCharacter_thatXmlCarries_comesBack() throws XMLStreamException {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
      String text = Character.toString(c);
      if (XmlText.carries(text)) {
        all.append(text);
      }
    }
    String text = all.append("\uFFFD]]>\r\n\t").toString();

    assertThat(read(new XmlText().start("r").text(text).end("r")).text()).isEqualTo(text);
    assertThat(read(new XmlText().start("r").attribute("a", text).end("r")).text()).isEqualTo(text);
  }

  @Test
  void whatXmlCannotCarry_isReplaced() throws XMLStreamException {
    String text = "a\u0000b\u001Fc\uFFFEd\uD800e\uDC00";

    assertThat(XmlText.carries(text)).isFalse();
    assertThat(read(new XmlText().start("r").text(text).end("r")).text())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD");
  }
}
