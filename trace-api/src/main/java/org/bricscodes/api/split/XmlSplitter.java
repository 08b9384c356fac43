package org.bricscodes.api.split;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.client.EventForm;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the {@code EventList} of an XML document. A piece is written anew with the same elements,
 * attributes, prefixes and line breaks; comments and processing instructions go.
 */
final class XmlSplitter implements Splitter {

  private final XmlWalk walk;
  private final DocumentLimits limits;
  private final XmlWalk.Frame frame;
  private final long events;
  private long given;
  private boolean done;

  /** An event that did not fit into the piece before. */
  private XmlWalk.@Nullable Cut waiting;

  private XmlSplitter(XmlWalk walk, DocumentLimits limits, XmlWalk.Frame frame, long events) {
    this.walk = walk;
    this.limits = limits;
    this.frame = frame;
    this.events = events;
  }

  static XmlSplitter open(Source source, DocumentLimits limits) throws IOException, UnusableFile {
    long events = 0;
    XmlWalk.Frame frame;
    try (InputStream in = source.open();
        XmlWalk survey = new XmlWalk(in, limits)) {
      int size = 0;
      long line = 1;
      long number = 0;
      survey.toEvents();
      for (XmlWalk.Cut cut = survey.next(); cut != null; cut = survey.next()) {
        events++;
        if (cut.bytes().length > size) {
          size = cut.bytes().length;
          line = cut.line();
          number = events;
        }
      }
      frame = survey.frame();
      if (size + frame.size() > limits.maxBytes()) {
        throw UnusableFile.atLine(
            line,
            "event "
                + number
                + " and what surrounds it is more than the "
                + limits.maxBytes()
                + " bytes the service takes; split it");
      }
    } catch (XMLStreamException e) {
      throw XmlWalk.notWellFormed(e);
    }
    InputStream in = source.open();
    try {
      XmlWalk walk = new XmlWalk(in, limits);
      walk.toEvents();
      return new XmlSplitter(walk, limits, frame, events);
    } catch (XMLStreamException e) {
      in.close();
      throw XmlWalk.notWellFormed(e);
    }
  }

  @Override
  public long events() {
    return events;
  }

  @Override
  public @Nullable Piece next() throws IOException, UnusableFile {
    if (done) {
      return null;
    }
    boolean first = given == 0;
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    piece.writeBytes(frame.before(first));
    int line = XmlWalk.breaks(frame.before(first)) + 1;
    int bound = Math.min(limits.maxEvents(), 1 << 16);
    long[] lines = new long[bound];
    int[] pieceLines = new int[bound];
    int held = 0;
    while (held < bound) {
      XmlWalk.Cut cut = waiting == null ? cut() : waiting;
      waiting = null;
      if (cut == null) {
        done = true;
        break;
      }
      long size = piece.size() + cut.bytes().length + (long) frame.behind().length;
      if (size > limits.maxBytes() && held > 0) {
        waiting = cut;
        break;
      }
      piece.writeBytes(cut.bytes());
      lines[held] = cut.line();
      pieceLines[held++] = line;
      line += XmlWalk.breaks(cut.bytes());
    }
    if (held == 0 && !first) {
      return null;
    }
    piece.writeBytes(frame.behind());
    XmlPlaces places =
        new XmlPlaces(given, Arrays.copyOf(lines, held), Arrays.copyOf(pieceLines, held));
    given += held;
    return new Piece(piece.toByteArray(), EventForm.XML, held, places);
  }

  private XmlWalk.@Nullable Cut cut() throws UnusableFile {
    try {
      return walk.next();
    } catch (XMLStreamException e) {
      throw new UnusableFile("the file has changed while it was read; send it again", e);
    }
  }

  @Override
  public void close() throws IOException {
    walk.close();
  }
}
