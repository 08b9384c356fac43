package org.bricscodes.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.api.client.AliasRequest;
import org.bricscodes.api.client.Aliases;
import org.bricscodes.api.client.Aliases.ListForm;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.ProblemFault;
import org.bricscodes.api.client.RegisteredAlias;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace codes aliases}: codes made elsewhere, at a running service. */
@Command(
    name = "aliases",
    mixinStandardHelpOptions = true,
    header = "Registers codes made elsewhere at a service, and finds what they stand for.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  TRACE_KEY=… trace codes aliases register serials.csv --url https://trace.example",
      "  TRACE_KEY=… trace codes aliases find 0902.10",
      "  TRACE_KEY=… trace codes aliases list --out mine.ndjson"
    })
final class CodesAliasesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  CodesAliasesCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      header = "Registers the codes of CSV or NDJSON files.",
      description = {
        "",
        "CSV has the columns scheme, code and target under a heading; NDJSON an object with these"
            + " members on each line. A code that names an item needs no target. Every line of a"
            + " part of a file (5,000 codes) is judged before any of them is registered; sending"
            + " again is harmless.",
        "",
        "Exit code 1 if another party has registered some of them in the meantime.",
        ""
      })
  int register(
      @Mixin RemoteOptions remote,
      @Mixin ProgressOption progress,
      @Option(names = "--format", description = "csv or ndjson; by the file's name if absent.")
          @Nullable String format,
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "CSV or NDJSON, in UTF-8; - reads standard input.")
          String[] files) {
    List<ListForm> forms = Stream.of(files).map(file -> form(file, format)).toList();
    Aliases aliases = remote.client().aliases();
    int taken = 0;
    for (int i = 0; i < files.length; i++) {
      try (ProgressBar bar = progress.bar(spec, "codes")) {
        taken += register(files[i], forms.get(i), aliases, bar);
      } catch (CharacterCodingException e) {
        throw new UnusableInput(files[i] + " is not UTF-8", e);
      } catch (IOException e) {
        throw new UnusableInput(files[i] + " cannot be read: " + e.getMessage(), e);
      }
    }
    return taken == 0 ? Trace.PROVEN : Trace.REFUTED;
  }

  @Command(
      name = "find",
      mixinStandardHelpOptions = true,
      header = "Prints what a code stands for, as NDJSON: exit code 1 if it is not registered.")
  int find(
      @Mixin RemoteOptions remote,
      @Parameters(
              paramLabel = "CODE",
              description = "As a link, an element string, a national code, an HS heading …")
          String code) {
    List<RegisteredAlias> found = remote.client().aliases().find(code);
    found.forEach(alias -> out().println(json(alias)));
    out().flush();
    if (found.isEmpty()) {
      spec.commandLine().getErr().println("nothing is registered under this code");
      return Trace.REFUTED;
    }
    return Trace.PROVEN;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Writes the key's own registrations as NDJSON, which can be registered again.")
  int list(
      @Mixin RemoteOptions remote,
      @Mixin ProgressOption progress,
      @Option(names = "--out", description = "File to write; standard output if absent.")
          @Nullable Path file) {
    Iterator<RegisteredAlias> all = remote.client().aliases().list().iterator();
    try (ProgressBar bar = progress.bar(spec, "codes")) {
      if (file == null) {
        write(all, out(), null);
      } else {
        try (Writer to = Files.newBufferedWriter(file)) {
          write(all, to, bar);
        }
      }
    } catch (IOException e) {
      throw new UnusableInput("cannot write: " + e.getMessage(), e);
    }
    return Trace.PROVEN;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      header = "Takes a registration of the key's own back: exit code 1 if there is none such.")
  int remove(
      @Mixin RemoteOptions remote,
      @Parameters(index = "0", paramLabel = "SCHEME", description = "As registered.") String scheme,
      @Parameters(index = "1", paramLabel = "CODE", description = "As registered.") String code,
      @Option(names = "--target", description = "As registered, where the code names no item.")
          @Nullable String target) {
    try {
      remote.client().aliases().remove(new AliasRequest(scheme, code, target));
    } catch (ApiFailure.Refused refused) {
      throw refused.status() == 400
          ? new UnusableInput(String.valueOf(refused.getMessage()), refused)
          : refused;
    }
    return Trace.PROVEN;
  }

  /** Registers a file part by part; how many of its codes others took meanwhile. */
  private int register(String name, ListForm form, Aliases aliases, ProgressBar bar)
      throws IOException {
    if (name.equals("-")) {
      return register(name, form, System.in, () -> 0, 0, aliases, bar);
    }
    Path file = Path.of(name);
    try (SeekableByteChannel channel = Files.newByteChannel(file);
        InputStream in = Channels.newInputStream(channel)) {
      return register(name, form, in, () -> position(channel), channel.size(), aliases, bar);
    }
  }

  private int register(
      String name,
      ListForm form,
      InputStream in,
      LongSupplier done,
      long all,
      Aliases aliases,
      ProgressBar bar)
      throws IOException {
    AliasFile file =
        new AliasFile(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), form);
    int sent = 0;
    int registered = 0;
    int unchanged = 0;
    int taken = 0;
    for (AliasFile.Part part = file.next(); part != null; part = file.next()) {
      Aliases.Receipt receipt = send(name, form, part, aliases, bar);
      sent += part.records();
      registered += receipt.registered();
      unchanged += receipt.unchanged();
      taken += receipt.taken();
      bar.at(done.getAsLong(), all, sent);
    }
    bar.clear();
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %,d registered, %,d as they were, %,d taken by others",
                name,
                registered,
                unchanged,
                taken));
    out().flush();
    return taken;
  }

  /** Sends a part; what is wrong with it is named by the lines of the file. */
  private static Aliases.Receipt send(
      String name, ListForm form, AliasFile.Part part, Aliases aliases, ProgressBar bar) {
    try {
      return aliases.registerAll(part.text(), form);
    } catch (ApiFailure.Refused refused) {
      bar.clear();
      if (refused.status() != 400) {
        throw refused;
      }
      String faults =
          refused.faults().stream()
              .map(fault -> "\n  " + place(fault, part) + ": " + fault.message())
              .collect(Collectors.joining());
      throw new UnusableInput(
          name
              + (faults.isEmpty() ? ": " + refused.detail() : ":" + faults)
              + "\nnothing from line "
              + (part.before() + 1)
              + " on was registered",
          refused);
    }
  }

  private static String place(ProblemFault fault, AliasFile.Part part) {
    String where = fault.where();
    return where.matches("line [0-9]{1,9}")
        ? "line " + part.lineOfFile(Integer.parseInt(where.substring("line ".length())))
        : where;
  }

  private static ListForm form(String file, @Nullable String format) {
    String word = format == null ? file.substring(file.lastIndexOf('.') + 1) : format;
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "csv" -> ListForm.CSV;
      case "ndjson", "jsonl" -> ListForm.NDJSON;
      default ->
          throw new UnusableInput(
              format == null
                  ? file + " is neither .csv nor .ndjson: say what it is by --format"
                  : "--format must be csv or ndjson");
    };
  }

  private static long position(SeekableByteChannel channel) {
    try {
      return channel.position();
    } catch (IOException e) {
      return 0; // of the bar alone
    }
  }

  private static void write(Iterator<RegisteredAlias> all, Writer to, @Nullable ProgressBar bar)
      throws IOException {
    long bytes = 0;
    for (int count = 1; all.hasNext(); count++) {
      String line = json(all.next()) + "\n";
      to.write(line);
      bytes += line.length();
      if (bar != null) {
        bar.at(bytes, 0, count);
      }
    }
    to.flush();
  }

  /** As JSON, which shows what signs no terminal does. */
  private static ObjectNode json(RegisteredAlias alias) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("scheme", alias.scheme())
        .put("code", alias.code())
        .put("target", alias.target())
        .put("owner", alias.owner())
        .put("registered", alias.registered().toString());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
