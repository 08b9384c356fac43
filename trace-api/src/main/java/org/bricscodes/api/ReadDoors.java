package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bricscodes.gs1.ScannedText;
import org.bricscodes.gs1.ScannedText.Faulty;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.qr.ImageFault;
import org.bricscodes.qr.PictureReading.Coverage;
import org.bricscodes.qr.SymbolReader;
import org.bricscodes.scans.Channel;
import org.bricscodes.shares.FairShares;
import org.jspecify.annotations.Nullable;

/**
 * {@code /codes/read}: what a photo or a scanner's text says. Open to everyone, so both the bodies
 * being received and the pictures being looked at are counted, and one more is refused as {@link
 * ProblemKind#OVERLOADED} before its body is read.
 */
final class ReadDoors {

  /** Bodies received at once: each may grow to {@link SymbolReader#MAX_BYTES}. */
  static final int MAX_RECEIVING = 16;

  /** Pictures looked at, at once. */
  static final int MAX_READING = 2;

  private static final Duration RECEIVING = Duration.ofSeconds(30);
  private static final String TYPES =
      "send image/png, image/jpeg, image/gif, image/bmp, text/plain, or application/json as"
          + " {\"text\": …}";

  private final CodeReader reader;
  private final Scans scans;
  private final ReadingJson json;
  private final Work work;
  private final int maxTextBytes;
  private final FairSlots receiving = new FairSlots(MAX_RECEIVING, "codes to read");
  private final FairSlots reading = new FairSlots(MAX_READING, "pictures");

  ReadDoors(CodeReader reader, Scans scans, ReadingJson json, Work work, Limits limits) {
    this.reader = reader;
    this.scans = scans;
    this.json = json;
    this.work = work;
    this.maxTextBytes = limits.maxBodyBytes();
  }

  List<Door> doors() {
    return List.of(Door.open(HttpMethod.POST, "/codes/read", this::read));
  }

  private Future<Answer> read(Exchange exchange) {
    Onlooker anyone = scans.onlookers().anyone(exchange).orElse(null);
    return switch (type(exchange)) {
      case "image/png", "image/jpeg", "image/gif", "image/bmp", "application/octet-stream" ->
          received(exchange, SymbolReader.MAX_BYTES).compose(body -> picture(body, anyone));
      case "application/json" ->
          received(exchange, maxTextBytes)
              .compose(
                  body -> {
                    JsonFields fields = JsonFields.of(body);
                    fields.only(Set.of("text"));
                    String text = fields.text("text", 1, ScannedText.MAX_LENGTH).orElse("");
                    fields.check();
                    return text(text, anyone);
                  });
      case "text/plain" ->
          received(exchange, maxTextBytes).compose(body -> text(utf8(body), anyone));
      case String _ -> throw new Problem(ProblemKind.UNSUPPORTED_MEDIA_TYPE, TYPES);
    };
  }

  private static String type(Exchange exchange) {
    String type = exchange.header("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private Future<byte[]> received(Exchange exchange, int maxBytes) {
    FairShares.Share slot = receiving.take(Lane.current());
    return exchange.receive(maxBytes, RECEIVING).onComplete(ended -> slot.close());
  }

  private Future<Answer> picture(byte[] file, @Nullable Onlooker anyone) {
    FairShares.Share slot = reading.take(Lane.current());
    return work.run(
            () -> {
              try {
                ReadPicture read = reader.picture(file);
                return answer(read.codes(), read.coverage(), anyone);
              } catch (ImageFault fault) {
                throw problem(fault);
              }
            })
        .onComplete(ended -> slot.close());
  }

  private Future<Answer> text(String text, @Nullable Onlooker anyone) {
    return work.run(
        () -> {
          ReadCode code = reader.text(text);
          if (code.text() instanceof Faulty faulty) {
            throw problem(faulty);
          }
          return answer(List.of(code), Coverage.WHOLE, anyone);
        });
  }

  private Answer answer(List<ReadCode> codes, Coverage coverage, @Nullable Onlooker anyone) {
    for (ReadCode code : codes) {
      for (ReadCode.Target target : code.targets()) {
        Provenance check = target.check();
        if (check != null) {
          scans.attempt(target.link(), check, anyone, Channel.JSON);
        }
      }
    }
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json.document(codes, coverage))).noStore();
  }

  private static Problem problem(Faulty faulty) {
    Problem problem =
        new Problem(
            ProblemKind.INVALID_CODE,
            faulty.faults().getFirst().message(),
            faulty.faults().stream()
                .map(f -> new Problem.Fault(ReadingJson.where(f), f.message()))
                .toList());
    return faulty
        .suggestion()
        .map(s -> problem.with("suggestion", s.link().canonical()))
        .orElse(problem);
  }

  private static Problem problem(ImageFault fault) {
    ProblemKind kind =
        switch (fault.reason()) {
          case TOO_LARGE -> ProblemKind.BODY_TOO_LARGE;
          case UNKNOWN_FORMAT -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
          case BROKEN -> ProblemKind.INVALID_BODY;
        };
    return new Problem(kind, String.valueOf(fault.getMessage()));
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(ProblemKind.INVALID_BODY, "the text is not valid UTF-8");
    }
  }
}
