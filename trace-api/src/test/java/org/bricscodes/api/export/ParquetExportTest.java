package org.bricscodes.api.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventHash;
import org.bricscodes.epcis.HashProfile;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.EventWalk;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetExportTest {

  private static final byte[] CONTEXT =
      "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\""
          .getBytes(StandardCharsets.UTF_8);

  private final EpcisJson reader = new EpcisJson(EpcisLimits.DEFAULT);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @Test
  void rows_goOutInGroups_whileMoreAreComing() throws IOException {
    ParquetExport export = new ParquetExport(snapshot(), 100);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(export.head());
    List<Integer> sizes = new ArrayList<>();
    for (int batch = 0; batch < 5; batch++) {
      byte[] piece = export.rows(events(50L * batch, 50));
      sizes.add(piece.length);
      file.writeBytes(piece);
    }

    assertThat(sizes.get(0)).isZero();
    assertThat(sizes.get(1)).isPositive();
    assertThat(sizes.get(2)).isZero();
    assertThat(sizes.get(3)).isPositive();
    byte[] cut = file.toByteArray();
    file.writeBytes(export.tail());

    try (ParquetFileReader parquet = open(file.toByteArray());
        RowReader rows = parquet.rowReader()) {
      assertThat(parquet.getFileMetaData().rowGroups())
          .extracting(RowGroup::numRows)
          .containsExactly(100L, 100L, 50L);
      for (long sequence = 0; sequence < 250; sequence++) {
        rows.next();
        assertThat(rows.getLong("sequence")).isEqualTo(sequence);
        assertThat(rows.getBoolean("covered")).isFalse();
        assertThat(rows.getList("epcList").strings()).hasSize((int) (sequence % 3));
        assertThat(rows.getString("event"))
            .isEqualTo(new String(event(sequence).recorded().event(), StandardCharsets.UTF_8));
      }
      assertThat(rows.hasNext()).isFalse();
    }
    assertThatThrownBy(() -> open(cut).close()).isInstanceOf(Exception.class);
  }

  @Test
  void nothing_isAFileWithoutRows() throws IOException {
    ParquetExport export = new ParquetExport(snapshot());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(export.head());
    file.writeBytes(export.tail());

    try (ParquetFileReader parquet = open(file.toByteArray())) {
      assertThat(parquet.getFileMetaData().numRows()).isZero();
      assertThat(parquet.getFileMetaData().rowGroups()).isEmpty();
    }
  }

  @Test
  void largeEvents_goOutByTheirBytes() {
    ParquetExport export = new ParquetExport(snapshot());
    long sent = export.head().length;
    for (int i = 0; i < 40; i++) {
      sent += export.rows(List.of(large(i, new Random(i)))).length;
    }

    assertThat(sent).as("of 16 MB that hardly compress, before the end").isGreaterThan(1_000_000);
  }

  private ExportSnapshot snapshot() {
    SignerKey key = SignerKey.generate("log.example/trace", new Random(1));
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
    try (TransparencyLog log =
        TransparencyLog.open(folder, key, LogOptions.standard(clock, new Random(2)))) {
      return new ExportSnapshot("{}", "everyone", 250, log.checkpoint());
    }
  }

  private static ParquetFileReader open(byte[] file) throws IOException {
    return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
  }

  private List<EventWalk.Found> events(long first, int count) {
    List<EventWalk.Found> events = new ArrayList<>();
    for (long sequence = first; sequence < first + count; sequence++) {
      events.add(event(sequence));
    }
    return events;
  }

  private EventWalk.Found event(long sequence) {
    String[] epcs = new String[(int) (sequence % 3)];
    Arrays.setAll(
        epcs, i -> "\"https://id.gs1.org/01/09521222000018/21/" + sequence + "-" + i + '"');
    return found(sequence, "\"epcList\":[" + String.join(",", epcs) + "]");
  }

  private EventWalk.Found large(long sequence, Random random) {
    String[] noise = new String[50];
    byte[] bytes = new byte[4_000];
    for (int i = 0; i < noise.length; i++) {
      random.nextBytes(bytes);
      noise[i] = '"' + HexFormat.of().formatHex(bytes) + '"';
    }
    return found(
        sequence, "\"epcList\":[],\"https://example.org/noise\":[" + String.join(",", noise) + "]");
  }

  private EventWalk.Found found(long sequence, String members) {
    byte[] bytes =
        ("{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-05-02T10:00:00Z\","
                + "\"eventTimeZoneOffset\":\"+00:00\",\"action\":\"OBSERVE\","
                + members
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    EpcisEvent event = reader.parseEvent(bytes, CONTEXT);
    return new EventWalk.Found(
        new RecordedEvent(
            "urn:x:" + sequence,
            "urn:x:party",
            Instant.parse("2026-06-01T00:00:00Z"),
            sequence,
            new byte[32],
            ContentDigest.of(bytes, CONTEXT),
            EventHash.of(event, HashProfile.CBV_2_0).digest(),
            CONTEXT,
            bytes),
        event);
  }
}
