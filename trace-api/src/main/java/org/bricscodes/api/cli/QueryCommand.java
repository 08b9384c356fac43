package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.bricscodes.api.client.EventFilter;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.EventView;
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
    header = "Asks a service an EPCIS query; prints one EPCISQueryDocument per page and line.",
    footer = {
      "",
      "Parameters are those of EPCIS 2.0; several values are joined by |.",
      "",
      "Example:",
      "  trace query 'MATCH_anyEPC=https://id.gs1.org/01/09521222000018/21/7GF04CNGMYKV4H93' \\",
      "    EQ_bizStep=shipping GE_eventTime=2026-04-01T00:00:00+08:00"
    })
final class QueryCommand implements Callable<Integer> {

  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Option(
      names = "--pages",
      defaultValue = "1000",
      description = "Stop after so many pages. Default: ${DEFAULT-VALUE}.")
  private int pages;

  @Parameters(paramLabel = "NAME=VALUE", description = "Query parameters.")
  private List<String> parameters = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills spec
  QueryCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    EventFilter filter = EventFilter.everything();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new UnusableInput("a parameter is NAME=VALUE, found " + parameter);
      }
      filter = filter.and(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    remote
        .client()
        .events()
        .pages(filter, EventView.of(EventForm.JSON))
        .limit(pages)
        .forEach(page -> out.println(new String(page.document(), StandardCharsets.UTF_8)));
    out.flush();
    return Trace.PROVEN;
  }
}
