package org.bricscodes.api.split;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bricscodes.api.client.DocumentLimits;
import org.jspecify.annotations.Nullable;

/**
 * Reads an XML document from its root to its end, handing out each event as text. What surrounds
 * the events is copied as it is passed. A document type declaration is refused, and with it every
 * entity.
 */
final class XmlWalk implements Closeable {

  /** EPCIS 1.2 keeps newer kinds of events in {@code extension} elements, at most two deep. */
  private static final int MAX_WRAPPERS = 2;

  private static final String HEADER = "EPCISHeader";

  private final InputStream in;
  private final XMLStreamReader reader;
  private final XmlCopy copy;
  private final List<String> path = new ArrayList<>();

  /** Start and end tags of the wrappers that are open. */
  private final Deque<Wrapper> wrappers = new ArrayDeque<>();

  private byte[] before = {};
  private byte[] withoutHeader = {};
  private byte[] behind = {};
  private int headerFrom;
  private int headerTo;

  private record Wrapper(String start, String end) {}

  /**
   * One event, with the wrappers it stands in, and a line break.
   *
   * @param line in the file, from 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Cut(byte[] bytes, long line) {}

  /** What surrounds the events. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(byte[] before, byte[] withoutHeader, byte[] behind) {

    /** With the header for the first piece, without it for the others. */
    byte[] before(boolean first) {
      return first ? before : withoutHeader;
    }

    int size() {
      return before.length + behind.length;
    }
  }

  XmlWalk(InputStream in, DocumentLimits limits) throws XMLStreamException {
    this.in = in;
    // The JDK's own decoder prints what it cannot decode.
    this.reader =
        factory()
            .createXMLStreamReader(
                new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    this.copy = new XmlCopy(reader, limits.maxBytes());
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // The JDK counts every &amp; of a document against these limits. What they guard against,
    // entities that a document type declares, cannot come up here.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.entityExpansionLimit", "0");
    return factory;
  }

  static UnusableFile notWellFormed(XMLStreamException e) {
    if (e.getNestedException() instanceof CharacterCodingException) {
      return new UnusableFile("not UTF-8; save the file as UTF-8", e);
    }
    String message = String.valueOf(e.getMessage());
    int what = message.indexOf("Message: ");
    return UnusableFile.atLine(
        e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber()),
        "not well-formed XML: " + (what < 0 ? message : message.substring(what + 9)).strip());
  }

  static int breaks(byte[] text) {
    int breaks = 0;
    for (byte b : text) {
      breaks += b == '\n' ? 1 : 0;
    }
    return breaks;
  }

  /** Moves to the list of events; where there is none, to the end. */
  void toEvents() throws XMLStreamException, UnusableFile {
    String encoding = reader.getCharacterEncodingScheme();
    if (encoding != null && !encoding.matches("(?i)utf-?8|us-ascii")) {
      throw UnusableFile.atLine(
          1, "the encoding is " + encoding + "; save the file as UTF-8 and say so");
    }
    boolean found = pass();
    before = copy.bytes();
    withoutHeader = Arrays.copyOf(before, before.length - (headerTo - headerFrom));
    System.arraycopy(
        before, headerTo, withoutHeader, headerFrom, withoutHeader.length - headerFrom);
    copy.begin();
    if (!found) {
      path.clear();
    }
  }

  /** The next event; null when there are no more, and then the rest has been read to its end. */
  @Nullable Cut next() throws XMLStreamException, UnusableFile {
    while (!path.isEmpty()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (isWrapper()) {
            wrappers.addLast(new Wrapper(copy.tag() + ">", "</" + name() + ">"));
          } else {
            return event();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (wrappers.pollLast() == null) {
            rest();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!reader.isWhiteSpace()) {
            throw UnusableFile.atLine(copy.line(), "text between the events; remove it");
          }
        }
        default -> {
          // Comments and processing instructions say nothing about events.
        }
      }
    }
    return null;
  }

  /** Complete when {@link #next} has said that there are no more events. */
  Frame frame() {
    return new Frame(before, withoutHeader, behind);
  }

  private Cut event() throws XMLStreamException, UnusableFile {
    copy.begin();
    long line = copy.line();
    for (Wrapper wrapper : wrappers) {
      copy.write(wrapper.start());
    }
    copy.element();
    for (Wrapper wrapper : wrappers.reversed()) {
      copy.write(wrapper.end());
    }
    copy.write("\n");
    return new Cut(copy.bytes(), line);
  }

  private void rest() throws XMLStreamException, UnusableFile {
    copy.begin();
    copy.end();
    path.removeLast();
    if (pass()) {
      throw UnusableFile.atLine(copy.line(), "a second EventList; a document has one");
    }
    behind = copy.bytes();
    path.clear();
  }

  /**
   * Copies up to and with the start tag of the next list of events.
   *
   * @return false at the end of the document
   */
  private boolean pass() throws XMLStreamException, UnusableFile {
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (leadsOn()) {
            copy.start();
            path.add(reader.getLocalName());
            if (path.getLast().equals("EventList")) {
              return true;
            }
          } else {
            aside();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          copy.end();
          path.removeLast();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> copy.text();
        case XMLStreamConstants.DTD ->
            throw UnusableFile.atLine(
                copy.line(), "a document type declaration, which is refused; remove it");
        default -> {
          // Comments and processing instructions say nothing about events.
        }
      }
    }
    return false;
  }

  private void aside() throws XMLStreamException, UnusableFile {
    boolean header = path.size() == 1 && reader.getLocalName().equals(HEADER);
    int from = copy.size();
    copy.element();
    if (header && headerTo == 0) {
      headerFrom = from;
      headerTo = copy.size();
    }
  }

  private boolean leadsOn() {
    String name = reader.getLocalName();
    return switch (path.size()) {
      case 0 -> true;
      case 1 -> name.equals("EPCISBody");
      case 2 -> name.equals("EventList") || name.equals("QueryResults");
      case 3 -> name.equals("resultsBody") && path.getLast().equals("QueryResults");
      case 4 -> name.equals("EventList");
      default -> false;
    };
  }

  private boolean isWrapper() {
    return reader.getLocalName().equals("extension") && wrappers.size() < MAX_WRAPPERS;
  }

  private String name() {
    return XmlCopy.name(reader.getPrefix(), reader.getLocalName());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
