package org.bricscodes.api.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bricscodes.api.split.Source;
import org.bricscodes.api.split.UnusableFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV strictly (RFC 4180), in UTF-8 with or without byte order mark. What separates the
 * cells, comma, semicolon or tab, is what occurs most often in the first line that is neither note
 * nor namespace. A quotation mark in the middle of a cell, or none at its end, is a fault of the
 * file: what follows cannot be told apart.
 */
final class CsvRows implements SheetRows {

  private static final int END = -1;
  private static final int HEAD = 64 << 10;

  /** How lines begin that are prose to guess from: notes, and namespaces. */
  private static final Pattern ABOVE =
      Pattern.compile("\"? *(#|namespace *\"?([,;\t]|$))", Pattern.CASE_INSENSITIVE);

  private final Reader in;
  private final char separator;
  private int row;
  private int line = 1;

  private CsvRows(Reader in, char separator) {
    this.in = in;
    this.separator = separator;
  }

  static CsvRows open(Source source) throws IOException, UnusableFile {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(
                source.open(),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            2 * HEAD);
    try {
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      return new CsvRows(reader, separator(reader));
    } catch (CharacterCodingException e) {
      reader.close();
      throw notUtf8(e);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private static char separator(Reader reader) throws IOException {
    reader.mark(HEAD);
    int[] counts = new int[3];
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < HEAD; i++) {
      int c = reader.read();
      if (c == END) {
        break;
      }
      if (!quoted && (c == '\n' || c == '\r')) {
        if (counts[0] + counts[1] + counts[2] > 0 && !ABOVE.matcher(line).lookingAt()) {
          break;
        }
        Arrays.fill(counts, 0);
        line.setLength(0);
        continue;
      }
      line.append((char) c);
      quoted ^= c == '"';
      int index = quoted ? -1 : ",;\t".indexOf(c);
      if (index >= 0) {
        counts[index]++;
      }
    }
    reader.reset();
    if (counts[1] > counts[0] && counts[1] >= counts[2]) {
      return ';';
    }
    return counts[2] > counts[0] ? '\t' : ',';
  }

  private static UnusableFile notUtf8(CharacterCodingException e) {
    return new UnusableFile(
        "not UTF-8; save the file as UTF-8 (in spreadsheet programs: CSV UTF-8)", e);
  }

  @Override
  public String sheet() {
    return "";
  }

  @Override
  public @Nullable SheetRow next() throws IOException, UnusableFile {
    try {
      int first = in.read();
      if (first == END) {
        return null;
      }
      if (++row > MAX_ROWS) {
        throw new UnusableFile("more than " + MAX_ROWS + " rows; make several files of it");
      }
      return new SheetRow(row, cells(first));
    } catch (CharacterCodingException e) {
      throw notUtf8(e);
    }
  }

  private List<SheetCell> cells(int first) throws IOException, UnusableFile {
    List<SheetCell> cells = new ArrayList<>();
    int c = first;
    while (true) {
      StringBuilder cell = new StringBuilder();
      c = c == '"' ? quoted(cell) : plain(cell, c);
      cells.add(new SheetCell.Text(cell.toString().strip()));
      if (cells.size() > MAX_COLUMNS) {
        throw fault("more than " + MAX_COLUMNS + " cells in a row");
      }
      if (c != separator) {
        line++;
        return cells;
      }
      c = in.read();
    }
  }

  /** Reads on to what ends the cell, and returns that. */
  private int plain(StringBuilder cell, int first) throws IOException, UnusableFile {
    int c = first;
    while (c != separator && !isEndOfRow(c)) {
      if (c == '"') {
        throw fault(
            "a quotation mark within a cell; put the cell in quotation marks and double it");
      }
      append(cell, c);
      c = in.read();
    }
    return c;
  }

  private int quoted(StringBuilder cell) throws IOException, UnusableFile {
    int opened = line;
    while (true) {
      int c = in.read();
      if (c == END) {
        throw new UnusableFile(
            "line " + opened + ": a quotation mark opens a cell and none closes it");
      }
      if (c == '"') {
        c = in.read();
        if (c != '"') {
          if (c != separator && !isEndOfRow(c)) {
            throw fault("text behind a closing quotation mark; a quotation mark within is doubled");
          }
          return c;
        }
      }
      line += c == '\n' ? 1 : 0;
      append(cell, c);
    }
  }

  private void append(StringBuilder cell, int c) throws UnusableFile {
    if (c == 0) {
      throw fault("a zero byte; this is no CSV file");
    }
    if (cell.length() == MAX_CELL) {
      throw fault("a cell of more than " + MAX_CELL + " characters");
    }
    cell.append((char) c);
  }

  /** Whether a row ends here: takes the line feed behind a carriage return with it. */
  private boolean isEndOfRow(int c) throws IOException {
    if (c == '\r') {
      in.mark(1);
      if (in.read() != '\n') {
        in.reset();
      }
    }
    return c == '\r' || c == '\n' || c == END;
  }

  private UnusableFile fault(String message) {
    return new UnusableFile("line " + line + ": " + message);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
