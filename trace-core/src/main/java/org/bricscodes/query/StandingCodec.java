package org.bricscodes.query;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link StandingRows}: {@code 01}, then the fields in the order of their record.
 * Texts are a 4-byte length and UTF-8; times are seconds (8) and nanoseconds (4); what may be
 * absent has a byte 00 or 01 before it. Enumerations are stored by a letter, never as an ordinal.
 */
final class StandingCodec {

  private static final int VERSION = 1;

  private StandingCodec() {}

  static byte[] encode(NamedQuery query) {
    return write(
        out -> {
          text(out, query.name());
          text(out, query.owner());
          time(out, query.createdAt());
          text(out, query.text());
        });
  }

  static NamedQuery query(byte[] row) {
    return read(
        row,
        in -> {
          String name = text(in);
          String owner = text(in);
          Instant createdAt = time(in);
          String text = text(in);
          return switch (EventQuery.parseJson(text.getBytes(StandardCharsets.UTF_8))) {
            case EventQuery.Outcome.Ready(EventQuery query) ->
                new NamedQuery(name, owner, createdAt, text, query);
            case EventQuery.Outcome.Refused _ -> throw new IOException("a query that is none");
          };
        });
  }

  static byte[] encode(Subscription subscription) {
    return write(
        out -> {
          text(out, subscription.id());
          text(out, subscription.queryName());
          text(out, subscription.owner());
          maybe(out, subscription.visibility().party(), StandingCodec::text);
          text(out, subscription.dest().toString());
          SignatureToken token = subscription.signatureToken();
          maybe(out, token == null ? null : token.secret(), StandingCodec::text);
          form(out, subscription.form());
          trigger(out, subscription.trigger());
          time(out, subscription.createdAt());
          time(out, subscription.initialRecordTime());
          time(out, subscription.notBefore());
        });
  }

  static Subscription subscription(byte[] row) {
    return read(
        row,
        in -> {
          String id = text(in);
          String queryName = text(in);
          String owner = text(in);
          String party = maybe(in, StandingCodec::text);
          URI dest = URI.create(text(in));
          String token = maybe(in, StandingCodec::text);
          return new Subscription(
              id,
              queryName,
              owner,
              party == null ? Visibility.everyone() : Visibility.of(party),
              dest,
              token == null ? null : new SignatureToken(token),
              form(in),
              trigger(in),
              time(in),
              time(in),
              time(in));
        });
  }

  static byte[] encode(Progress progress) {
    return write(
        out -> {
          out.writeLong(progress.position());
          time(out, progress.minRecordTime());
          maybe(out, progress.lastNotifiedAt(), StandingCodec::time);
          time(out, progress.lastFire());
          maybe(out, progress.trouble(), StandingCodec::trouble);
        });
  }

  static Progress progress(byte[] row) {
    return read(
        row,
        in ->
            new Progress(
                in.readLong(),
                time(in),
                maybe(in, StandingCodec::time),
                time(in),
                maybe(in, StandingCodec::trouble)));
  }

  private static void trouble(DataOutputStream out, Trouble trouble) throws IOException {
    time(out, trouble.since());
    out.writeInt(trouble.attempts());
    time(out, trouble.lastAttempt());
    out.writeInt(trouble.status());
    text(out, trouble.error());
    out.writeLong(trouble.through());
    time(out, trouble.retryAt());
    out.writeByte(
        switch (trouble.kind()) {
          case RETRYING -> 'R';
          case SUSPENDED -> 'S';
        });
  }

  private static Trouble trouble(DataInputStream in) throws IOException {
    return new Trouble(
        time(in),
        in.readInt(),
        time(in),
        in.readInt(),
        text(in),
        in.readLong(),
        time(in),
        switch (in.readByte()) {
          case 'R' -> Trouble.Kind.RETRYING;
          case 'S' -> Trouble.Kind.SUSPENDED;
          default -> throw new IOException("trouble of an unknown kind");
        });
  }

  private static void form(DataOutputStream out, DeliveryForm form) throws IOException {
    out.writeByte(
        switch (form.syntax()) {
          case JSON -> 'J';
          case XML -> 'X';
        });
    text(out, form.epcFormat().toString());
    text(out, form.cbvXmlFormat().toString());
  }

  private static DeliveryForm form(DataInputStream in) throws IOException {
    DeliveryForm.Syntax syntax =
        switch (in.readByte()) {
          case 'J' -> DeliveryForm.Syntax.JSON;
          case 'X' -> DeliveryForm.Syntax.XML;
          default -> throw new IOException("documents of an unknown syntax");
        };
    return new DeliveryForm(
        syntax, known(EpcFormat.parse(text(in))), known(CbvXmlFormat.parse(text(in))));
  }

  private static <T> T known(Optional<T> value) throws IOException {
    return value.orElseThrow(() -> new IOException("a format that is none"));
  }

  private static void trigger(DataOutputStream out, Trigger trigger) throws IOException {
    switch (trigger) {
      case Trigger.Stream _ -> out.writeByte('S');
      case Trigger.Scheduled(Schedule schedule, Trigger.WhenEmpty whenEmpty) -> {
        out.writeByte(
            switch (whenEmpty) {
              case SILENT -> 'C';
              case REPORT -> 'E';
            });
        out.writeInt(schedule.fields().size());
        for (Map.Entry<String, String> field : schedule.fields().entrySet()) {
          text(out, field.getKey());
          text(out, field.getValue());
        }
      }
    }
  }

  private static Trigger trigger(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case 'S' -> new Trigger.Stream();
      case 'C' -> new Trigger.Scheduled(schedule(in), Trigger.WhenEmpty.SILENT);
      case 'E' -> new Trigger.Scheduled(schedule(in), Trigger.WhenEmpty.REPORT);
      default -> throw new IOException("a trigger of an unknown kind");
    };
  }

  private static Schedule schedule(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 1 || count > Schedule.FIELDS.size()) {
      throw new IOException("a schedule of an impossible size");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      fields.put(text(in), text(in));
    }
    return switch (Schedule.parse(fields)) {
      case Schedule.Outcome.Ready(Schedule schedule) -> schedule;
      case Schedule.Outcome.Refused _ -> throw new IOException("a schedule that is none");
    };
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text that breaks off");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void time(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static Instant time(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private interface Writing<T> {
    void to(DataOutputStream out, T value) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private interface Fields {
    void to(DataOutputStream out) throws IOException;
  }

  private static <T> void maybe(DataOutputStream out, @Nullable T value, Writing<T> each)
      throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      each.to(out, value);
    }
  }

  private static <T> @Nullable T maybe(DataInputStream in, Reading<T> each) throws IOException {
    return in.readBoolean() ? each.from(in) : null;
  }

  private static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      fields.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array never fails
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] row, Reading<T> fields) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new IOException("an unknown version");
      }
      T value = fields.from(in);
      if (in.available() > 0) {
        throw new IOException("something follows");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw new StoreException.Corrupt("a row of standing queries does not read", e);
    }
  }
}
