package org.bricscodes.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.ProductLinks;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace links}. */
@Command(
    name = "links",
    mixinStandardHelpOptions = true,
    header = "Says what product codes lead to: links of a product, a lot or an item.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  echo '{\"itemDescription\": \"Tea\", \"links\": [{\"linkType\": \"gs1:pip\","
          + " \"href\": \"https://brand.example/tea\"}]}' \\",
      "    | TRACE_KEY=… trace links set /01/09521222000018 -"
    })
final class LinksCommand implements Runnable {

  /** What one import holds; a larger file goes in several. */
  private static final int MAX_LINES = 5_000;

  private static final int MAX_CHARS = 1 << 20;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  LinksCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      header = "Registers links in place of what was there.")
  int set(
      @Mixin RemoteOptions remote,
      @Parameters(index = "0", paramLabel = "LINK", description = ANCHOR) String link,
      @Parameters(
              index = "1",
              paramLabel = "FILE",
              description = "The document as JSON; - reads standard input.")
          String file) {
    JsonNode document;
    try (InputStream in = open(file)) {
      document = JsonMapper.builder().build().readTree(in);
    } catch (JsonProcessingException e) {
      throw new UnusableInput(file + " is not JSON", e);
    } catch (IOException e) {
      throw new UnusableInput("cannot read " + file, e);
    }
    return printed(() -> out().println(remote.client().links().set(path(link), document)));
  }

  @Command(name = "show", mixinStandardHelpOptions = true, header = "Prints what is registered.")
  int show(
      @Mixin RemoteOptions remote,
      @Parameters(paramLabel = "LINK", description = ANCHOR) String link) {
    return printed(() -> out().println(remote.client().links().show(path(link))));
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, header = "Takes links away.")
  int remove(
      @Mixin RemoteOptions remote,
      @Parameters(paramLabel = "LINK", description = ANCHOR) String link) {
    return printed(() -> remote.client().links().remove(path(link)));
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      header = "Registers links of many products, lots and items from NDJSON files.",
      description = {
        "",
        "Each line is a document and its anchor: {\"anchor\": \"/01/…/21/…\", …}. Every line of a"
            + " part of a file (5,000 lines) is judged before any of them is registered; sending"
            + " again is harmless.",
        ""
      })
  int importFiles(
      @Mixin RemoteOptions remote,
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "NDJSON; - reads standard input.")
          String[] files) {
    ProductLinks links = remote.client().links();
    return printed(
        () -> {
          for (String file : files) {
            try (Reader in = new InputStreamReader(open(file), StandardCharsets.UTF_8)) {
              importLines(file, new TextLines(in, MAX_CHARS), links);
            }
          }
        });
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      header = "Writes registered links as NDJSON, which can be imported.")
  int export(
      @Mixin RemoteOptions remote,
      @Option(names = "--out", description = "File to write; standard output if absent.")
          @Nullable Path file) {
    return printed(
        () -> {
          try (OutputStream out = file == null ? new UnclosedOut() : Files.newOutputStream(file)) {
            remote.client().links().export(out, null);
          }
        });
  }

  private static final String ANCHOR =
      "Digital Link of the product, lot or item, or its path /01/…";

  private void importLines(String file, TextLines lines, ProductLinks links) throws IOException {
    StringBuilder part = new StringBuilder();
    int first = 1;
    for (String line = lines.next(); line != null; line = lines.next()) {
      part.append(line).append('\n');
      if (lines.number() - first + 1 >= MAX_LINES || part.length() > MAX_CHARS) {
        send(file, first, part, links);
        first = lines.number() + 1;
      }
    }
    if (!part.isEmpty()) {
      send(file, first, part, links);
    }
  }

  private void send(String file, int first, StringBuilder part, ProductLinks links) {
    try {
      ProductLinks.Imported done = links.importLines(part.toString());
      out()
          .println(
              file
                  + " from line "
                  + first
                  + ": "
                  + done.created()
                  + " new, "
                  + done.replaced()
                  + " changed, "
                  + done.unchanged()
                  + " as they were");
      out().flush();
    } catch (ApiFailure.Refused refused) {
      spec.commandLine().getErr().println(file + ", lines counted from line " + first + ":");
      throw refused;
    }
    part.setLength(0);
  }

  /** Something that prints, or fails. */
  private interface Action {
    void run() throws IOException;
  }

  /** A document that was refused is unusable input; anything else that fails has failed. */
  private int printed(Action action) {
    try {
      action.run();
      out().flush();
      return Trace.PROVEN;
    } catch (ApiFailure.Refused refused) {
      if (refused.status() == 400) {
        throw new UnusableInput(String.valueOf(refused.getMessage()), refused);
      }
      throw refused;
    } catch (IOException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static InputStream open(String file) throws IOException {
    return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
  }

  private static String path(String text) {
    try {
      return (text.startsWith("/") ? DigitalLink.parseTarget(text) : DigitalLink.parse(text))
          .path();
    } catch (Gs1Exception e) {
      throw new UnusableInput(String.valueOf(e.getMessage()), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
