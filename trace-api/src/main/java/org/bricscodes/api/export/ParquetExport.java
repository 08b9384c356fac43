package org.bricscodes.api.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.api.RecordConsumer;
import org.bricscodes.query.EventWalk;

/**
 * Apache Parquet, format version 1, pages compressed with gzip and checksummed. Columns are those
 * of {@link EventTable}, then {@code context} and {@code event} as received, as JSON.
 *
 * <ul>
 *   <li>{@code sequence} INT64, {@code covered} BOOLEAN, both required;
 *   <li>times: INT64 TIMESTAMP in microseconds, UTC; finer digits of an event time are cut;
 *   <li>texts: STRING, null where absent;
 *   <li>lists: LIST of required elements, empty where absent: of STRING; for quantities of groups
 *       of {@code epcClass}, {@code quantity} (DOUBLE; its exact digits are in {@code event}) and
 *       {@code uom}; for transactions, sources and destinations of groups of {@code id} and {@code
 *       type};
 *   <li>file metadata: {@code bricscodes.query}, {@code bricscodes.visibility}, {@code
 *       bricscodes.snapshot}, {@code bricscodes.checkpoint} (the signed note).
 * </ul>
 *
 * <p>Rows gather in memory up to 8 MiB, then go out as a row group; the footer comes last, so a
 * file that broke off is no Parquet file.
 *
 * <p>The writer stands on the parts of parquet-java that do without Hadoop: {@code ParquetWriter}
 * itself does not.
 */
final class ParquetExport implements EventExport {

  private static final long MAX_GROUP_BYTES = 8L << 20;
  private static final long MAX_GROUP_ROWS = 50_000;
  private static final int PAGE_BYTES = 256 << 10;
  private static final int TRUNCATE_LENGTH = 64;
  private static final MessageColumnIO COLUMNS =
      new ColumnIOFactory(false).getColumnIO(ParquetSchema.MESSAGE);

  private final ExportSnapshot snapshot;
  private final long maxGroupRows;
  private final ParquetProperties properties = properties();
  private final CollectedFile file = new CollectedFile();
  private final ParquetFileWriter writer;
  private Group group;
  private int groups;

  ParquetExport(ExportSnapshot snapshot) {
    this(snapshot, MAX_GROUP_ROWS);
  }

  ParquetExport(ExportSnapshot snapshot, long maxGroupRows) {
    this.snapshot = snapshot;
    this.maxGroupRows = maxGroupRows;
    try {
      this.writer =
          new ParquetFileWriter(
              file,
              ParquetSchema.MESSAGE,
              ParquetFileWriter.Mode.CREATE,
              MAX_GROUP_BYTES,
              0,
              TRUNCATE_LENGTH,
              TRUNCATE_LENGTH,
              true);
      writer.start();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    this.group = new Group(0);
  }

  /** Columns whose values hardly repeat gain nothing from a dictionary. */
  private static ParquetProperties properties() {
    ParquetProperties.Builder builder =
        ParquetProperties.builder()
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES)
            .withStatisticsEnabled(ParquetSchema.EVENT, false)
            .withStatisticsEnabled(ParquetSchema.CONTEXT, false);
    for (String name : List.of("eventID", "eventHash", "contentDigest", ParquetSchema.EVENT)) {
      builder.withDictionaryEncoding(name, false);
    }
    return builder.build();
  }

  @Override
  public byte[] head() {
    return file.take();
  }

  @Override
  public byte[] rows(List<EventWalk.Found> batch) {
    for (EventWalk.Found found : batch) {
      group.write(ExportRow.of(found, snapshot));
      if (group.isFull()) {
        group.end();
        group = new Group(++groups);
      }
    }
    return file.take();
  }

  @Override
  public byte[] tail() {
    group.end();
    try {
      writer.end(
          Map.of(
              "bricscodes.query", snapshot.query(),
              "bricscodes.visibility", snapshot.visibility(),
              "bricscodes.snapshot", String.valueOf(snapshot.size()),
              "bricscodes.checkpoint", snapshot.checkpoint().note().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    return file.take();
  }

  /** The row group that is being gathered. */
  private final class Group {

    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final RecordConsumer consumer;
    private final ParquetFields fields;
    private long rows;

    Group(int ordinal) {
      GzipPages gzip = new GzipPages();
      pages =
          ColumnChunkPageWriteStore.builder()
              .withCompressorProvider(column -> gzip)
              .withSchema(ParquetSchema.MESSAGE)
              .withAllocator(HeapByteBufferAllocator.getInstance())
              .withColumnIndexTruncateLength(TRUNCATE_LENGTH)
              .withPageWriteChecksumEnabled(true)
              .withRowGroupOrdinal(ordinal)
              .build();
      columns = properties.newColumnWriteStore(ParquetSchema.MESSAGE, pages, pages);
      consumer = COLUMNS.getRecordWriter(columns);
      fields = new ParquetFields(consumer);
    }

    void write(ExportRow row) {
      fields.write(row);
      rows++;
    }

    boolean isFull() {
      return rows == maxGroupRows || columns.getBufferedSize() >= MAX_GROUP_BYTES;
    }

    void end() {
      try {
        if (rows > 0) {
          consumer.flush();
          writer.startBlock(rows);
          columns.flush();
          pages.flushToFileWriter(writer);
          writer.endBlock();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail to take bytes", e);
      } finally {
        columns.close();
        pages.close();
      }
    }
  }
}
