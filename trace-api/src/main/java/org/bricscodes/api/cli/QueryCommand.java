package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.EventPage;
import org.bricscodes.api.client.EventView;
import org.bricscodes.api.client.Exports;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace query}. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    header = "Asks a service an EPCIS query.",
    description = {
      "",
      "json and xml print one EPCISQueryDocument per page; with --out each is a file of its own:"
          + " events.xml, events-2.xml, events-3.xml and so on. ndjson, csv, parquet and proof are"
          + " whole answers, with the place of each event in the log; proof is checked with trace"
          + " verify.",
      ""
    },
    footer = {
      "",
      "Parameters are those of EPCIS 2.0; several values of one are joined by |. A parameter on the"
          + " command line replaces one of the query file.",
      "",
      "Exit codes: 0 it was answered, 1 it was refused or broke off, 2 unusable input.",
      "",
      "Examples:",
      "  trace query 'MATCH_anyEPC=https://id.gs1.org/01/09521222000018/21/7GF04CNGMYKV4H93' \\",
      "    EQ_bizStep=shipping GE_eventTime=2026-04-01T00:00:00+08:00",
      "  trace query --all --format parquet --out shipped.parquet EQ_bizStep=shipping",
      "  trace query --namespace example=https://example.org/ EQ_example:line=2",
      "  trace query --query-file recall.json --format proof --out recall-proof.json",
      "  trace query --named recalls --epc-format Always_EPC_URN"
    })
final class QueryCommand implements Callable<Integer> {

  private static final int MAX_PER_PAGE = 500;

  /** What is printed. */
  enum Format {
    json,
    xml,
    ndjson,
    csv,
    parquet,
    proof
  }

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private ProgressOption progress = new ProgressOption();

  @Option(
      names = "--format",
      defaultValue = "json",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.json;

  @Option(
      names = "--epc-format",
      paramLabel = "FORMAT",
      description = "Always_GS1_Digital_Link, Always_EPC_URN or Never_Translates; json and xml.")
  private @Nullable String epcFormat;

  @Option(
      names = "--cbv-format",
      paramLabel = "FORMAT",
      description = "Always_Web_URI, Always_URN or Never_Translates; xml.")
  private @Nullable String cbvFormat;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Stop after the page that reaches N events; json and xml. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--all", description = "Every event, however many.")
  private boolean all;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write to a file, which takes its name when the answer is whole; json and xml: to as many"
              + " numbered files as there are pages.")
  private @Nullable Path file;

  @Option(
      names = "--query-file",
      paramLabel = "FILE",
      description = "A query as JSON: its parameters, or name and query as the service keeps them.")
  private @Nullable Path queryFile;

  @Option(names = "--named", paramLabel = "NAME", description = "Run a query the service keeps.")
  private @Nullable String named;

  @Option(
      names = "--namespace",
      paramLabel = "PREFIX=URI",
      description = "What a prefix in parameters means; repeat it for several.")
  private List<String> namespaces = List.of();

  @Parameters(paramLabel = "NAME=VALUE", description = "Query parameters.")
  private List<String> parameters = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  QueryCommand() {}

  @Override
  public Integer call() throws IOException {
    EventFilter filter = filter();
    TraceClient client = remote.client();
    try (ProgressBar bar = progress.bar(spec, "events")) {
      switch (format) {
        case json -> pages(client, filter, EventForm.JSON, bar);
        case xml -> pages(client, filter, EventForm.XML, bar);
        case ndjson -> export(client, filter, Exports.Format.NDJSON, bar);
        case csv -> export(client, filter, Exports.Format.CSV, bar);
        case parquet -> export(client, filter, Exports.Format.PARQUET, bar);
        case proof -> export(client, filter, Exports.Format.PROOF, bar);
      }
    }
    return Trace.PROVEN;
  }

  private EventFilter filter() throws IOException {
    Path query = queryFile;
    EventFilter filter = query == null ? EventFilter.everything() : QueryFile.read(query);
    for (String namespace : namespaces) {
      filter = filter.namespace(name(namespace, "--namespace is PREFIX=URI"), value(namespace));
    }
    for (String parameter : parameters) {
      filter = filter.and(name(parameter, "a parameter is NAME=VALUE"), value(parameter));
    }
    boolean asked = !filter.parameters().isEmpty() || !filter.namespaces().isEmpty();
    if (named != null && asked) {
      throw new UnusableInput("a named query is run as it is: leave the parameters out");
    }
    return filter;
  }

  private static String name(String pair, String form) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new UnusableInput(form + ", found " + pair);
    }
    return pair.substring(0, equals);
  }

  private static String value(String pair) {
    return pair.substring(pair.indexOf('=') + 1);
  }

  private void pages(TraceClient client, EventFilter filter, EventForm form, ProgressBar bar)
      throws IOException {
    if (limit < 1) {
      throw new UnusableInput("--limit is 1 or more");
    }
    EventView view = view(form);
    Stream<EventPage> pages =
        named == null ? client.events().pages(filter, view) : client.queries().events(named, view);
    Path target = file;
    if (target == null) {
      PrintWriter out = spec.commandLine().getOut();
      walk(pages.iterator(), page -> out.println(page.text()), bar);
      out.flush();
      return;
    }
    try (PageFiles files = new PageFiles(target)) {
      walk(pages.iterator(), files::add, bar);
      List<Path> named = files.name();
      if (named.size() > 1) {
        tell(
            bar,
            named.size()
                + " pages, a file each: "
                + named.getFirst()
                + ", "
                + named.get(1)
                + (named.size() > 2 ? " to " + named.getLast() : ""));
      }
    }
  }

  private EventView view(EventForm form) {
    EventView view = EventView.of(form).perPage(all ? MAX_PER_PAGE : Math.min(limit, MAX_PER_PAGE));
    String epcs = epcFormat;
    if (epcs != null) {
      view =
          view.epcs(
              EpcFormat.parse(epcs)
                  .orElseThrow(
                      () ->
                          new UnusableInput(
                              "--epc-format is one of " + List.of(EpcFormat.values()))));
    }
    String words = cbvFormat;
    if (words != null) {
      view =
          view.words(
              CbvXmlFormat.parse(words)
                  .orElseThrow(
                      () ->
                          new UnusableInput(
                              "--cbv-format is one of " + List.of(CbvXmlFormat.values()))));
    }
    return view;
  }

  /** Where pages go. */
  @FunctionalInterface
  private interface Pages {
    void add(EventPage page) throws IOException;
  }

  private void walk(Iterator<EventPage> pages, Pages to, ProgressBar bar) throws IOException {
    long events = 0;
    long bytes = 0;
    while (pages.hasNext() && (all || events < limit)) {
      EventPage page = pages.next();
      to.add(page);
      events += page.size();
      bytes += page.document().length;
      bar.at(bytes, 0, events);
    }
    if (pages.hasNext()) {
      tell(bar, "there are more events: --all, or a larger --limit");
    }
  }

  private void tell(ProgressBar bar, String line) {
    bar.clear();
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private void export(
      TraceClient client, EventFilter filter, Exports.Format export, ProgressBar bar)
      throws IOException {
    if (named != null || epcFormat != null || cbvFormat != null) {
      throw new UnusableInput(
          "--named, --epc-format and --cbv-format go with --format json and xml only");
    }
    Path target = file;
    if (target != null) {
      client.exports().save(export, filter, target, (got, whole) -> bar.at(got, whole, 0));
      return;
    }
    if (format == Format.parquet) {
      throw new UnusableInput("Parquet is no text: name a file with --out");
    }
    try (OutputStream out = new UnclosedOut()) {
      client.exports().write(export, filter, out, (got, whole) -> bar.at(got, whole, 0));
    }
  }
}
