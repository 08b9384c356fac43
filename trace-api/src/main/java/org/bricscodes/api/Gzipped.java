package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Answers made small for those who can read them so (RFC 9110 §12.5.3). */
final class Gzipped {

  private static final int MAX_CODINGS = 20;

  private Gzipped() {}

  /** Whether the client takes gzip. */
  static boolean isWanted(String acceptEncoding) {
    boolean any = false;
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", MAX_CODINGS)) {
      String[] parts = coding.split(";", 2);
      boolean refused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0{0,3})?");
      switch (parts[0].strip()) {
        case "gzip", "x-gzip" -> {
          return !refused;
        }
        case "*" -> any = !refused;
        case String _ -> {}
      }
    }
    return any;
  }

  static Answer of(Answer answer) {
    if (!(answer.body() instanceof Answer.Body.Full(Buffer plain))) {
      return answer;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length() / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(
            answer.status(),
            answer.headers(),
            new Answer.Body.Full(Buffer.buffer(out.toByteArray())))
        .with("Content-Encoding", "gzip");
  }
}
