package org.bricscodes.provenance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a bundle's file as one JSON value, strictly: UTF-8, each member once, nothing behind. */
final class BundleFile {

  /** Where a file says what it is. */
  private static final int HEAD = 256;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(ProofBundle.MAX_BYTES)
                  .maxNameLength(64)
                  .build())
          .build();

  private BundleFile() {}

  /** Reads the value that the parser stands at. */
  @FunctionalInterface
  interface Form<T> {
    T read(JsonParser json) throws IOException, BundleFault;
  }

  /**
   * Which of two versions of a format a file names, read as far as it can be; the first if none.
   */
  static String version(String first, String second, byte[] file) {
    return file.length <= ProofBundle.MAX_BYTES && isOf(second, file) ? second : first;
  }

  /** Whether the first bytes of a file name this format. */
  static boolean says(String format, byte[] file) {
    return new String(file, 0, Math.min(file.length, HEAD), StandardCharsets.ISO_8859_1)
        .contains(format);
  }

  /**
   * Reads a file. If it says that it is of {@code format}, whatever is wrong with it means that it
   * proves nothing; if not, that it is something else.
   */
  static <T> T read(byte[] file, String format, Form<T> form) throws BundleFault {
    if (file.length > ProofBundle.MAX_BYTES) {
      throw BundleFault.unreadable("", "a bundle takes 16 MiB at most");
    }
    try {
      return readWhole(file, form);
    } catch (BundleFault fault) {
      throw fault.isReadable() && !isOf(format, file)
          ? BundleFault.unreadable("", "is no proof bundle: its format is not " + format)
          : fault;
    }
  }

  private static <T> T readWhole(byte[] file, Form<T> form) throws BundleFault {
    if (!isUtf8(file)) {
      throw BundleFault.unproven("", "the file is not UTF-8");
    }
    try (JsonParser json = JSON.createParser(file)) {
      requireJson(json);
    } catch (IOException e) {
      throw BundleFault.unreadable("", "the file cannot be read as JSON");
    }
    try (JsonParser json = JSON.createParser(file)) {
      json.nextToken();
      return form.read(json);
    } catch (IOException e) {
      throw BundleFault.unreadable("", "the file cannot be read as JSON");
    }
  }

  /** All of the file, before anything in it is looked at: what is no JSON says nothing. */
  private static void requireJson(JsonParser json) throws BundleFault {
    try {
      json.nextToken();
      json.skipChildren();
      if (json.nextToken() != null) {
        throw BundleFault.unproven("", "the file goes on behind the bundle");
      }
    } catch (IOException e) {
      String at = json.getParsingContext().pathAsPointer().toString();
      throw BundleFault.unproven(at, "is not JSON with each member once");
    }
  }

  /** Whether the file, read as far as it can be, is an object whose format is this. */
  private static boolean isOf(String format, byte[] file) {
    try (JsonParser json = JSON.createParser(file)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = json.currentName().equals("format");
        json.nextToken();
        if (found) {
          return json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(format);
        }
        json.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Without a byte order mark, which would be bytes that say nothing. */
  private static boolean isUtf8(byte[] file) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file));
      return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
