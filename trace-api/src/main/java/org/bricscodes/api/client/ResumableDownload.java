package org.bricscodes.api.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way to disk (RFC 9110 §13.1.5, §14). The tag of what has come is written before
 * its first byte, so bytes that lie there are always those of the tag; a file that is another by
 * now is fetched anew.
 */
final class ResumableDownload {

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-.*");
  private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/([0-9]{1,18})");
  private static final Pattern TAG = Pattern.compile("\"[\\x21\\x23-\\x7E]{1,200}\"");

  private static final int MAX_MEASURINGS = 30;

  private final Wire wire;
  private final Call call;
  private final Path file;
  private final Path part;
  private final Path tag;
  private final DownloadProgress progress;

  /** Bytes on disk when the answer under way began. */
  private volatile long before;

  private volatile @Nullable OutputStream open;

  /** What was sent belongs to another file than what lies here. */
  private static final class OtherFile extends IOException {
    private static final long serialVersionUID = 1;

    OtherFile() {
      super("the service sent a part of another file");
    }
  }

  ResumableDownload(Wire wire, Call call, Path file, DownloadProgress progress) {
    this.wire = wire;
    this.call = call;
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.tag = file.resolveSibling(file.getFileName() + ".part.tag");
    this.progress = progress;
  }

  void run(Codes.Begin begin) throws IOException {
    if (begin == Codes.Begin.ANEW) {
      discard();
    }
    Retry retry = wire.retry();
    int measurings = 0;
    while (true) {
      long have = size();
      Optional<String> known = have == 0 ? Optional.empty() : knownTag();
      Reply reply;
      try {
        reply = attempt(have, known);
      } catch (ApiFailure.Unreachable broken) {
        if (size() > have) {
          retry = wire.retry(); // it moved on, so it is worth all patience again
        }
        if (!retry.pauseAfterBreak()) {
          throw broken;
        }
        continue;
      } catch (UncheckedIOException failed) {
        if (failed.getCause() instanceof OtherFile) {
          discard();
          continue;
        }
        throw failed;
      }
      if (reply.isSuccess()) {
        break;
      }
      if (reply.answer().statusCode() == 416 && known.isPresent()) {
        if (completeLength(reply) == have) {
          break;
        }
        discard(); // what lies here is no beginning of that file
      } else if (!reply.isBusy()) {
        throw reply.refusal();
      } else if (!retry.pause(reply.retryAfter())) {
        // The service may be measuring the file for us: each time it is asked it gets further.
        if (known.isEmpty() || ++measurings > MAX_MEASURINGS) {
          throw reply.refusal();
        }
        retry = wire.retry();
      }
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(tag);
  }

  private Reply attempt(long have, Optional<String> known) throws IOException {
    Call request =
        known
            .map(value -> call.with("Range", "bytes=" + have + "-").with("If-Range", value))
            .orElse(call);
    before = 0;
    try {
      return wire.attempt(
          request,
          this::sink,
          (received, announced) ->
              progress.received(before + received, announced < 0 ? -1 : before + announced));
    } finally {
      OutputStream used = open;
      open = null;
      if (used != null) {
        used.close();
      }
    }
  }

  private OutputStream sink(ResponseInfo info) throws IOException {
    Matcher range = CONTENT_RANGE.matcher(info.headers().firstValue("Content-Range").orElse(""));
    OutputStream sink;
    String given = info.headers().firstValue("ETag").orElse("");
    if (info.statusCode() == 206 && range.matches()) {
      if (!knownTag().equals(Optional.of(given))) {
        throw new OtherFile(); // RFC 9110 §15.3.7.3: parts of different files are not put together
      }
      long from = Long.parseLong(range.group(1));
      if (from != size()) {
        throw new IOException("the service sent bytes from " + from + ", which were not asked for");
      }
      before = from;
      sink = Files.newOutputStream(part, StandardOpenOption.APPEND);
    } else {
      sink = Files.newOutputStream(part);
      if (TAG.matcher(given).matches()) {
        Files.writeString(tag, given);
      } else {
        Files.deleteIfExists(tag);
      }
    }
    open = sink;
    return sink;
  }

  private Optional<String> knownTag() throws IOException {
    if (!Files.exists(tag)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(tag), StandardCharsets.US_ASCII);
    return Optional.of(text).filter(value -> TAG.matcher(value).matches());
  }

  private static long completeLength(Reply reply) {
    Matcher match = UNSATISFIED.matcher(reply.header("Content-Range").orElse(""));
    return match.matches() ? Long.parseLong(match.group(1)) : -1;
  }

  private long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(tag);
  }
}
