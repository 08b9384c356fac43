package org.bricscodes.api.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bricscodes.api.Assembly;
import org.bricscodes.api.CodeReader;
import org.bricscodes.api.ReadCode;
import org.bricscodes.api.ReadPicture;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Fault;
import org.bricscodes.gs1.ScannedText;
import org.bricscodes.gs1.ScannedText.Folding;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Reason;
import org.bricscodes.qr.FoundSymbol;
import org.bricscodes.qr.ImageFault;
import org.bricscodes.qr.PictureReading.Coverage;
import org.bricscodes.qr.SymbolReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes read}. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    header = "Reads the codes of photos, or what a scanner sent, and says what they name.",
    description = {
      "",
      "A file is a PNG, JPEG, GIF or BMP picture. With --text, each argument is a code itself,"
          + " and - reads one code a line from standard input.",
      "",
      "Works without a service. With --data it also says whether a code is genuine.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 everything was read, 1 something holds no code, or one that is broken or"
          + " not as it was registered, 2 something is no picture.",
      "",
      "Examples:",
      "  trace codes read photo.jpg",
      "  trace codes read --data ./data --text 'https://trace.example/01/…/21/…'"
    })
final class CodesReadCommand implements Callable<Integer> {

  /** Lines of standard input that are read. */
  private static final int MAX_LINES = 1_000_000;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures; - is standard input.")
  private List<String> inputs = List.of();

  @Option(names = "--text", description = "The arguments are codes, not files.")
  private boolean text;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory to check against; no service may have it open.")
  private @Nullable Path data;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CodesReadCommand() {}

  @Override
  public Integer call() throws IOException {
    Path directory = data;
    if (directory == null) {
      return read(CodeReader.offline());
    }
    try (Assembly assembly = DataOption.existing(directory)) {
      return read(CodeReader.checking(assembly));
    }
  }

  private int read(CodeReader reader) throws IOException {
    int worst = Trace.PROVEN;
    for (String input : inputs) {
      int exit;
      if (!text) {
        exit = picture(reader, input);
      } else if (input.equals("-")) {
        exit = lines(reader);
      } else {
        exit = print("", List.of(reader.text(input)));
      }
      worst = Math.max(worst, exit);
    }
    spec.commandLine().getOut().flush();
    return worst;
  }

  private int picture(CodeReader reader, String input) throws IOException {
    try {
      ReadPicture read = reader.picture(bytes(input));
      int exit = print(input + ": ", read.codes());
      if (!read.codes().isEmpty() && read.coverage() == Coverage.PART) {
        out().println(input + ": " + ReadPicture.PART);
      }
      return exit;
    } catch (ImageFault fault) {
      return unusable(input + ": " + fault.getMessage());
    } catch (UnusableInput missing) { // the other files may still be read
      return unusable(String.valueOf(missing.getMessage()));
    }
  }

  private int lines(CodeReader reader) throws IOException {
    int worst = Trace.PROVEN;
    int count = 0;
    try (TextLines lines = new TextLines(System.in)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (++count > MAX_LINES) {
          throw new UnusableInput("at most " + MAX_LINES + " lines are read at once");
        }
        if (!line.isBlank()) {
          worst = Math.max(worst, print("line " + count + ": ", List.of(reader.text(line))));
        }
      }
    }
    return worst;
  }

  private static byte[] bytes(String input) throws IOException {
    if (input.equals("-")) {
      return System.in.readNBytes(SymbolReader.MAX_BYTES + 1);
    }
    Path file = Path.of(input);
    if (!Files.isRegularFile(file)) {
      throw new UnusableInput(input + " is no file; to read a code itself, say --text");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SymbolReader.MAX_BYTES + 1);
    }
  }

  private int print(String from, List<ReadCode> codes) {
    if (codes.isEmpty()) {
      out().println(from + "no symbol found");
      return Trace.REFUTED;
    }
    int worst = Trace.PROVEN;
    for (ReadCode code : codes) {
      FoundSymbol symbol = code.symbol();
      out().println(from + (symbol == null ? "" : symbol.symbology().word() + "  ") + shown(code));
      worst = Math.max(worst, details(code));
    }
    return worst;
  }

  private static String shown(ReadCode code) {
    return plain(code.text().symbology() + code.text().text());
  }

  private int details(ReadCode code) {
    boolean read =
        switch (code.text()) {
          case ScannedText.Keyed keyed -> {
            out().println("  " + keyed.form().word());
            changes("  taken differently: ", keyed.folded());
            yield true;
          }
          case ScannedText.Opaque opaque -> {
            out().println("  code of others: " + opaque.kind().word());
            changes("  taken differently: ", opaque.folded());
            yield opaque.kind() != ScannedText.Kind.OTHER || !code.targets().isEmpty();
          }
          case ScannedText.Faulty faulty -> {
            for (Gs1Fault fault : faulty.faults()) {
              out().println("  " + plain(fault.message()));
            }
            faulty
                .suggestion()
                .ifPresent(
                    suggestion -> {
                      out().println("  perhaps " + suggestion.link() + ": compare the label");
                      changes("    with ", suggestion.changes());
                    });
            yield false;
          }
        };
    code.targets().forEach(this::target);
    read &= code.targets().stream().allMatch(target -> target.caution() == null);
    return read ? Trace.PROVEN : Trace.REFUTED;
  }

  private void target(ReadCode.Target target) {
    DigitalLink link = target.link();
    List<String> parts = new ArrayList<>();
    link.gtin()
        .ifPresentOrElse(
            gtin -> parts.add("GTIN " + gtin),
            () -> parts.add("AI " + link.key().ai() + " " + link.key().value()));
    link.lot().ifPresent(lot -> parts.add("lot " + lot));
    link.serial().ifPresent(serial -> parts.add("serial " + serial));
    link.attributes().forEach(element -> parts.add(element.toString()));
    out().println("  " + plain(String.join(", ", parts)));
    out().println("  " + link.canonical());
    Provenance check = target.check();
    if (check != null) {
      Reason why = check.reason();
      String reason = why == null ? "" : ": " + why.text();
      out().println("  " + check.verdict().word() + plain(reason));
    }
    String caution = target.caution();
    if (caution != null) {
      out().println("  " + caution);
    }
    DigitalLink typed = target.typed();
    if (typed != null) {
      out().println("  perhaps serial " + typed.serial().orElse("") + ": compare the label");
    }
  }

  private void changes(String label, List<Folding> foldings) {
    for (Folding folding : foldings) {
      String taken = folding.taken().isEmpty() ? "nothing" : folding.taken();
      out()
          .println(
              label
                  + plain(folding.found())
                  + " at character "
                  + folding.position()
                  + " as "
                  + taken);
    }
  }

  private int unusable(String message) {
    spec.commandLine().getErr().println(plain(message));
    spec.commandLine().getErr().flush();
    return Trace.UNUSABLE;
  }

  /** A code may hold what a terminal would obey; FNC1 is shown as people spell it. */
  private static String plain(String text) {
    return text.replace("\u001D", "<GS>").replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Lines of UTF-8, each bounded: a scanner's stream may never end its line. */
  private static final class TextLines implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 4 * ScannedText.MAX_LENGTH + 4;

    private final InputStream in;

    TextLines(InputStream in) {
      this.in = new BufferedInputStream(in);
    }

    @Nullable String next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int b = in.read();
      if (b < 0) {
        return null;
      }
      while (b >= 0 && b != '\n') {
        if (line.size() == MAX_LINE_BYTES) {
          throw new UnusableInput("a line has at most " + MAX_LINE_BYTES + " bytes");
        }
        line.write(b);
        b = in.read();
      }
      return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
