package org.bricscodes.api.output;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.SerialRun;

/**
 * The files of batches. Remembers lately read ones with what was measured of them, within a bound
 * of memory. Thread-safe.
 */
public final class BatchFiles {

  private static final long MAX_MEMORY = 128 << 20;
  private static final int EACH_AT_LEAST = 4 << 10;
  private static final int TAG_BYTES = 16;

  private final Cache<String, BatchFile> known =
      Caffeine.newBuilder()
          .maximumWeight(MAX_MEMORY)
          .weigher((String tag, BatchFile file) -> weight(file))
          .build();

  private final LabelFonts fonts;

  /**
   * Remembers nothing yet.
   *
   * @param fonts that labels are set in
   */
  public BatchFiles(LabelFonts fonts) {
    this.fonts = fonts;
  }

  /**
   * A file; nothing of it is made before it is read.
   *
   * @param base of the printed links, unless the options name another; such as {@code
   *     https://trace.example}, without a slash at the end
   * @throws OptionsException if the batch has no such part, or does not fit what was asked for
   * @throws org.bricscodes.gs1.Gs1Exception if the base is not an http or https address
   */
  public BatchFile file(SerialRun run, String base, BatchFormat format, FileOptions options) {
    String printed = options.base() == null ? base : options.base();
    Slice slice = Slice.of(run.batch(), options);
    CodeFacts facts = CodeFacts.of(run, printed);
    FileName name =
        new FileName(
            run.batch().id() + part(run.batch(), slice) + "-" + format.segment(),
            format.mediaType(options),
            tag(facts, format, options),
            slice.count());
    try {
      return known.get(name.tag(), tag -> make(run, slice, facts, name, format, options));
    } catch (IllegalArgumentException e) {
      throw new OptionsException(List.of(new OptionFault("level", String.valueOf(e.getMessage()))));
    }
  }

  private BatchFile make(
      SerialRun run,
      Slice slice,
      CodeFacts facts,
      FileName name,
      BatchFormat format,
      FileOptions options) {
    return switch (format) {
      case CSV -> {
        String header = options.header() ? CsvLine.header(options.columns()) : "";
        yield new BatchFile(
            name,
            header.getBytes(StandardCharsets.US_ASCII),
            new Lines(run, slice, CsvLine.template(facts, options.columns())),
            List.of());
      }
      case NDJSON ->
          new BatchFile(
              name,
              new byte[0],
              new Lines(run, slice, JsonLine.template(facts, options.columns())),
              List.of());
      case PNG -> SymbolArchive.png(name, run, slice, facts, options);
      case SVG -> SymbolArchive.svg(name, run, slice, facts, options);
      case PDF -> Labels.pdf(name, run, slice, facts, options, fonts);
      case ZPL -> Labels.zpl(name, run, slice, facts, options, fonts);
    };
  }

  /** Of a part, its first and last place. */
  private static String part(Batch batch, Slice slice) {
    return slice.count() == batch.count()
        ? ""
        : "-" + slice.from() + "-" + (slice.from() + slice.count() - 1);
  }

  private String tag(CodeFacts facts, BatchFormat format, FileOptions options) {
    Batch batch = facts.batch();
    String text =
        String.join(
            "\n",
            format.word() + " " + format.version(),
            options.canonical(),
            batch.id().toString(),
            String.valueOf(batch.count()),
            batch.created().toString(),
            String.valueOf(batch.expiry()),
            String.valueOf(batch.product()),
            facts.linkBeforeSerial());
    if (format.isLabels() && !fonts.fonts().isEmpty()) {
      text += "\n" + fonts.canonical();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static int weight(BatchFile file) {
    return (int) Math.min(Integer.MAX_VALUE, EACH_AT_LEAST + file.maxMemory());
  }
}
