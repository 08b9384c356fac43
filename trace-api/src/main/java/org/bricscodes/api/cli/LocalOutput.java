package org.bricscodes.api.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalLong;
import org.bricscodes.api.Workers;
import org.bricscodes.api.output.BatchFile;
import org.bricscodes.api.output.BatchFiles;
import org.bricscodes.api.output.BatchFormat;
import org.bricscodes.api.output.FileOptions;
import org.bricscodes.api.output.FileReader;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.api.output.OptionFault;
import org.bricscodes.api.output.OptionsException;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;

/** Writes files of batches to disk, as the service sends them. */
final class LocalOutput implements AutoCloseable {

  private static final int AHEAD = 4;

  private final Workers helpers = Workers.helping();
  private final BatchFiles files;

  /**
   * @param fonts that labels are set in
   */
  LocalOutput(LabelFonts fonts) {
    this.files = new BatchFiles(fonts);
  }

  /** Told how far the writing is. */
  @FunctionalInterface
  interface Told {
    /**
     * @param all -1 while it is not known
     */
    void at(long done, long all);
  }

  /**
   * The file that is asked for.
   *
   * @throws UnusableInput naming every fault of the options
   */
  BatchFile file(SerialRun run, String base, BatchFormat format, Map<String, String> options) {
    try {
      return files.file(run, base, format, FileOptions.parse(format, options));
    } catch (OptionsException e) {
      StringBuilder message = new StringBuilder("the file cannot be made as asked for");
      for (OptionFault fault : e.faults()) {
        message.append("\n  --").append(fault.option()).append(' ').append(fault.message());
      }
      throw new UnusableInput(message.toString(), e);
    } catch (Gs1Exception e) {
      throw new UnusableInput("--base-url: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file whole.
   *
   * @param path null: to standard output
   */
  void write(
      SerialRun run,
      String base,
      BatchFormat format,
      Map<String, String> options,
      @Nullable Path path)
      throws IOException {
    BatchFile file = file(run, base.replaceAll("/+$", ""), format, options);
    if (path == null) {
      print(file);
    } else {
      save(file, path, false, (done, all) -> {});
    }
  }

  /** Writes to standard output. */
  void print(BatchFile file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(new UnclosedOut(), 1 << 16)) {
      copy(file.read(helpers, AHEAD), out, 0, file, (done, all) -> {});
    }
  }

  /**
   * Writes to {@code PATH.part}, which takes its name when it is whole; beside it lies the tag of
   * its bytes until then.
   *
   * @param resume whether to go on with what lies there, if it is the beginning of this file
   */
  void save(BatchFile file, Path path, boolean resume, Told told) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    Path tag = path.resolveSibling(path.getFileName() + ".part.tag");
    long from = resume && isBeginning(tag, file) && Files.exists(part) ? Files.size(part) : 0;
    if (from > 0) {
      file.measure(() -> true);
      from = from > file.length().orElseThrow() ? 0 : from; // longer: no beginning of this file
    }
    if (from == 0) {
      Files.write(part, new byte[0]);
      Files.writeString(tag, '"' + file.tag() + '"');
    }
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      FileReader reader =
          from == 0
              ? file.read(helpers, AHEAD)
              : file.read(from, file.length().orElseThrow(), helpers, AHEAD);
      copy(reader, out, from, file, told);
    }
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(tag);
  }

  @Override
  public void close() {
    helpers.close();
  }

  private static boolean isBeginning(Path tag, BatchFile file) throws IOException {
    return Files.exists(tag) && Files.readString(tag).equals('"' + file.tag() + '"');
  }

  private static void copy(
      FileReader reader, OutputStream out, long from, BatchFile file, Told told)
      throws IOException {
    try (reader) {
      long done = from;
      for (FileReader.Piece piece = reader.next(); piece != null; piece = reader.next()) {
        out.write(piece.bytes(), piece.from(), piece.length());
        done += piece.length();
        OptionalLong all = file.length();
        told.at(done, all.isPresent() ? all.getAsLong() : -1);
      }
    }
  }
}
