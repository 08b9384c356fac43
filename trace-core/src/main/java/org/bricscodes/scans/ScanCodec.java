package org.bricscodes.scans;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes. Each begins with the number of its form, so that a later one can be told. A fold
 * is a visit of form 2: with the number of its visits in front.
 */
final class ScanCodec {

  private static final int FORM = 1;
  private static final int FOLD = 2;
  private static final long NONE = Long.MIN_VALUE;

  private ScanCodec() {}

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(RowReader in);
  }

  static byte[] encode(Visit visit) {
    return write(
        visit.visits() == 1 ? FORM : FOLD,
        out -> {
          if (visit.visits() > 1) {
            out.writeInt(visit.visits());
          }
          instant(out, visit.began());
          instant(out, visit.last());
          out.writeInt(visit.looks());
          place(out, visit.place());
          instant(out, visit.visitor().period());
          out.writeLong(visit.visitor().device());
          out.writeLong(visit.visitor().network());
          out.writeShort(visit.visitor().agent());
          out.writeUTF(visit.found().word());
          out.writeUTF(visit.channel().word());
          facts(out, visit.facts());
        });
  }

  static Visit visit(byte[] row) {
    boolean fold = row.length > 0 && row[0] == FOLD;
    return read(
        fold ? FOLD : FORM,
        row,
        in -> {
          int visits = fold ? in.readInt() : 1;
          return new Visit(
              moment(in),
              moment(in),
              in.readInt(),
              visits,
              place(in),
              new Visitor(moment(in), in.readLong(), in.readLong(), in.readShort()),
              Found.ofWord(in.readUTF()).orElseThrow(),
              Channel.ofWord(in.readUTF()).orElseThrow(),
              facts(in));
        });
  }

  static byte[] encode(ItemSummary summary) {
    return write(
        out -> {
          out.writeUTF(summary.owner());
          out.writeUTF(summary.lot());
          instant(out, summary.first());
          out.writeUTF(orEmpty(summary.firstCountry()));
          out.writeLong(summary.visits());
          out.writeBoolean(summary.spread() == ItemSummary.Spread.WIDE);
          out.writeByte(summary.alarmed().size());
          for (Map.Entry<RuleName, Long> entry : new TreeMap<>(summary.alarmed()).entrySet()) {
            out.writeUTF(entry.getKey().word());
            out.writeLong(entry.getValue());
          }
        });
  }

  static ItemSummary summary(byte[] row) {
    return read(
        row,
        in ->
            new ItemSummary(
                in.readUTF(),
                in.readUTF(),
                moment(in),
                orNull(in.readUTF()),
                in.readLong(),
                in.readBoolean() ? ItemSummary.Spread.WIDE : ItemSummary.Spread.NARROW,
                alarmed(in)));
  }

  private static Map<RuleName, Long> alarmed(RowReader in) {
    Map<RuleName, Long> alarmed = new EnumMap<>(RuleName.class);
    for (int left = in.readByte(); left > 0; left--) {
      RuleName rule = RuleName.ofWord(in.readUTF()).orElseThrow();
      alarmed.put(rule, in.readLong());
    }
    return alarmed;
  }

  static byte[] encode(LotCount lot) {
    return write(
        out -> {
          out.writeUTF(lot.lot());
          out.writeUTF(lot.owner());
          out.writeLong(lot.items());
          out.writeLong(lot.visits());
          out.writeLong(lot.wide());
          instant(out, lot.first());
          instant(out, lot.last());
          out.writeShort(lot.countries().size());
          for (Map.Entry<String, Long> country : lot.countries().entrySet()) {
            out.writeUTF(country.getKey());
            out.writeLong(country.getValue());
          }
        });
  }

  static LotCount lot(byte[] row) {
    return read(
        row,
        in -> {
          String name = in.readUTF();
          String owner = in.readUTF();
          long items = in.readLong();
          long visits = in.readLong();
          long wide = in.readLong();
          Instant first = moment(in);
          Instant last = moment(in);
          Map<String, Long> countries = new TreeMap<>();
          for (int left = in.readShort(); left > 0; left--) {
            countries.put(in.readUTF(), in.readLong());
          }
          return new LotCount(name, owner, items, visits, wide, first, last, countries);
        });
  }

  static byte[] encode(Alarm alarm) {
    return write(
        out -> {
          out.writeUTF(alarm.rule().word());
          out.writeByte(alarm.weight());
          out.writeUTF(orEmpty(alarm.gtin()));
          out.writeUTF(orEmpty(alarm.lot()));
          out.writeUTF(orEmpty(alarm.serial()));
          instant(out, alarm.first());
          instant(out, alarm.last());
          out.writeInt(alarm.times());
          out.writeByte(alarm.facts().size());
          for (Map.Entry<String, String> fact : alarm.facts().entrySet()) {
            out.writeUTF(fact.getKey());
            out.writeUTF(fact.getValue());
          }
          Alarm.Acknowledgement seen = alarm.acknowledged();
          out.writeBoolean(seen != null);
          if (seen != null) {
            out.writeUTF(seen.by());
            instant(out, seen.at());
            out.writeUTF(seen.note());
          }
        });
  }

  static Alarm alarm(String id, String owner, byte[] row) {
    return read(
        row,
        in -> {
          RuleName rule = RuleName.ofWord(in.readUTF()).orElseThrow();
          int weight = in.readByte();
          String gtin = orNull(in.readUTF());
          String lot = orNull(in.readUTF());
          String serial = orNull(in.readUTF());
          Instant first = moment(in);
          Instant last = moment(in);
          int times = in.readInt();
          Map<String, String> facts = new TreeMap<>();
          for (int left = in.readByte(); left > 0; left--) {
            facts.put(in.readUTF(), in.readUTF());
          }
          Alarm.Acknowledgement seen =
              in.readBoolean()
                  ? new Alarm.Acknowledgement(in.readUTF(), moment(in), in.readUTF())
                  : null;
          return new Alarm(
              id, owner, rule, weight, gtin, lot, serial, first, last, times, facts, seen);
        });
  }

  private static void place(DataOutputStream out, @Nullable Place place) throws IOException {
    out.writeUTF(place == null ? "" : place.country());
    Cell cell = place == null ? null : place.cell();
    out.writeBoolean(cell != null);
    if (cell != null) {
      out.writeShort((short) Math.round(cell.latitude() * 100));
      out.writeShort((short) Math.round(cell.longitude() * 100));
      out.writeShort((short) Math.round(cell.degrees() * 100));
    }
  }

  private static @Nullable Place place(RowReader in) {
    String country = in.readUTF();
    Cell cell =
        in.readBoolean()
            ? new Cell(in.readShort() / 100.0, in.readShort() / 100.0, in.readShort() / 100.0)
            : null;
    return country.isEmpty() ? null : new Place(country, cell);
  }

  private static void facts(DataOutputStream out, ItemFacts facts) throws IOException {
    out.writeUTF(facts.stage().word());
    instant(out, facts.since());
    out.writeUTF(String.join("", facts.markets()));
    LocalDate expiry = facts.expiry();
    out.writeLong(expiry == null ? NONE : expiry.toEpochDay());
    out.writeBoolean(facts.exposed() == ItemFacts.Exposure.COMPROMISED);
    instant(out, facts.activated());
  }

  private static ItemFacts facts(RowReader in) {
    Stage stage = Stage.ofWord(in.readUTF()).orElseThrow();
    Instant since = maybe(in);
    String joined = in.readUTF();
    List<String> markets = new ArrayList<>();
    for (int i = 0; i < joined.length(); i += 2) {
      markets.add(joined.substring(i, i + 2));
    }
    long day = in.readLong();
    ItemFacts.Exposure exposed =
        in.readBoolean() ? ItemFacts.Exposure.COMPROMISED : ItemFacts.Exposure.NONE;
    return new ItemFacts(
        stage, since, markets, day == NONE ? null : LocalDate.ofEpochDay(day), exposed, maybe(in));
  }

  private static void instant(DataOutputStream out, @Nullable Instant at) throws IOException {
    out.writeLong(at == null ? NONE : at.toEpochMilli());
  }

  private static Instant moment(RowReader in) {
    return Instant.ofEpochMilli(in.readLong());
  }

  private static @Nullable Instant maybe(RowReader in) {
    long millis = in.readLong();
    return millis == NONE ? null : Instant.ofEpochMilli(millis);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static byte[] write(Writing writing) {
    return write(FORM, writing);
  }

  private static byte[] write(int form, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeByte(form);
      writing.to(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] row, Reading<T> reading) {
    return read(FORM, row, reading);
  }

  private static <T> T read(int expected, byte[] row, Reading<T> reading) {
    RowReader in = new RowReader(row);
    try {
      int form = in.readByte();
      if (form != expected) {
        throw new StoreException.Corrupt(
            "a row of scans has form " + form + ", known is " + expected);
      }
      return reading.from(in);
    } catch (RuntimeException e) {
      if (e instanceof StoreException known) {
        throw known;
      }
      throw new StoreException.Corrupt("a row of scans cannot be read", e);
    }
  }
}
