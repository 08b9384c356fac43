package org.bricscodes.api.split;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.client.EventForm;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the {@code eventList} of a JSON-LD document. A piece is the file's own bytes: what stands
 * before the first event, some of the events, what stands behind the last.
 */
final class JsonSplitter implements Splitter {

  /** Always reads UTF-8, so that positions are those of bytes. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

  /** What the parser reads ahead, and more. */
  private static final int SLACK = 64 << 10;

  private final Window window;
  private final JsonParser parser;
  private final DocumentLimits limits;
  private final JsonSurvey survey;
  private long given;
  private boolean done;

  /** An event that did not fit into the piece before. */
  private @Nullable Cut waiting;

  /**
   * One event.
   *
   * @param line in the file, from 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cut(byte[] bytes, long line) {}

  private JsonSplitter(Window window, JsonParser parser, DocumentLimits limits, JsonSurvey survey) {
    this.window = window;
    this.parser = parser;
    this.limits = limits;
    this.survey = survey;
  }

  static JsonSplitter open(Source source, DocumentLimits limits) throws IOException, UnusableFile {
    JsonSurvey survey;
    try (InputStream in = source.open()) {
      Window window = new Window(in, bound(limits));
      try (JsonParser parser = JSON.createParser(window)) {
        survey = JsonSurvey.of(parser, window, limits);
      }
    }
    Window window = new Window(source.open(), bound(limits));
    return new JsonSplitter(window, JSON.createParser(window), limits, survey);
  }

  private static int bound(DocumentLimits limits) {
    return (int) Math.min(Integer.MAX_VALUE - SLACK, limits.maxBytes()) + SLACK;
  }

  @Override
  public long events() {
    return survey.events();
  }

  @Override
  public @Nullable Piece next() throws IOException, UnusableFile {
    if (done) {
      return null;
    }
    boolean first = given == 0;
    if (first) {
      JsonList.find(parser);
    }
    byte[] before = survey.before(first);
    byte[] behind = survey.behind(first);
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    piece.writeBytes(before);
    long[] lines = new long[Math.min(limits.maxEvents(), 1 << 16)];
    int events = 0;
    while (events < lines.length) {
      Cut cut = waiting == null ? cut() : waiting;
      waiting = null;
      if (cut == null) {
        done = true;
        break;
      }
      if (piece.size() + cut.bytes().length + behind.length + 1L > limits.maxBytes()
          && events > 0) {
        waiting = cut;
        break;
      }
      if (events > 0) {
        piece.write(',');
      }
      piece.writeBytes(cut.bytes());
      lines[events++] = cut.line();
    }
    if (events == 0 && !first) {
      return null;
    }
    piece.writeBytes(behind);
    JsonPlaces places = new JsonPlaces(given, Arrays.copyOf(lines, events));
    given += events;
    return new Piece(piece.toByteArray(), EventForm.JSON, events, places);
  }

  private @Nullable Cut cut() throws IOException, UnusableFile {
    try {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.END_ARRAY) {
        return null;
      }
      long line = parser.currentTokenLocation().getLineNr();
      long from = parser.currentTokenLocation().getByteOffset();
      window.release(from);
      parser.skipChildren();
      parser.finishToken();
      return new Cut(window.slice(from, parser.currentLocation().getByteOffset()), line);
    } catch (JacksonException | Window.Overflow e) {
      throw new UnusableFile("the file has changed while it was read; send it again", e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    window.close();
  }
}
