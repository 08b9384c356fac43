package org.bricscodes.api.split;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a reader stands at as UTF-8 text again. Line breaks are put so that an element stands
 * as many lines below the beginning as it does in the file.
 */
final class XmlCopy {

  private static final int MAX_DEPTH = 100;

  private final XMLStreamReader reader;
  private final long bound;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int line;

  /**
   * @param bound bytes written at most between two {@link #begin}
   */
  XmlCopy(XMLStreamReader reader, long bound) {
    this.reader = reader;
    this.bound = bound;
    this.line = 1;
  }

  /** Forgets what was written, and begins at the line the reader stands at. */
  void begin() {
    out.reset();
    line = line();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  int size() {
    return out.size();
  }

  int line() {
    return Math.max(1, reader.getLocation().getLineNumber());
  }

  /** The start tag the reader stands at, as text. */
  String tag() {
    StringBuilder tag =
        new StringBuilder("<").append(name(reader.getPrefix(), reader.getLocalName()));
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      String prefix = reader.getNamespacePrefix(i);
      String uri = reader.getNamespaceURI(i);
      tag.append(prefix == null || prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix).append("=\"");
      escape(tag, uri == null ? "" : uri, true);
      tag.append('"');
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String prefix = reader.getAttributePrefix(i);
      tag.append(' ').append(name(prefix, reader.getAttributeLocalName(i))).append("=\"");
      escape(tag, reader.getAttributeValue(i), true);
      tag.append('"');
    }
    return tag.toString();
  }

  /** Writes the start tag the reader stands at. */
  void start() throws UnusableFile {
    write(tag());
    int behind = line() - line;
    write(behind > 0 ? "\n".repeat(behind) + ">" : ">");
    line = Math.max(line, line());
  }

  /** Writes the end tag the reader stands at. */
  void end() throws UnusableFile {
    write("</" + name(reader.getPrefix(), reader.getLocalName()) + ">");
  }

  /** Writes the text the reader stands at. */
  void text() throws UnusableFile {
    String text = reader.getText();
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    escape(escaped, text, false);
    write(escaped.toString());
    line += (int) text.chars().filter(c -> c == '\n').count();
  }

  void write(String text) throws UnusableFile {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    if (out.size() > bound) {
      throw UnusableFile.atLine(
          line(),
          "an event, or what surrounds the events, is more than the "
              + bound
              + " bytes the service takes; split it");
    }
  }

  /** Writes the whole element whose start tag the reader stands at, and moves to its end tag. */
  void element() throws XMLStreamException, UnusableFile {
    start();
    int depth = 1;
    while (depth > 0) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > MAX_DEPTH) {
            throw UnusableFile.atLine(line(), "nested deeper than " + MAX_DEPTH + " elements");
          }
          start();
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          end();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text();
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw UnusableFile.atLine(line(), "an entity reference; write its text");
        default -> {
          // Comments and processing instructions say nothing about events.
        }
      }
    }
  }

  static String name(@Nullable String prefix, String local) {
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }

  private static void escape(StringBuilder out, String text, boolean attribute) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        case '\n' -> out.append(attribute ? "&#10;" : "\n");
        case '\t' -> out.append(attribute ? "&#9;" : "\t");
        default -> out.append(c);
      }
    }
  }
}
