package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bricscodes.api.client.ApiClient;
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

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; *rel=\"next\"");

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
    ApiClient client = remote.client();
    PrintWriter out = spec.commandLine().getOut();
    String path =
        parameters.stream()
            .map(QueryCommand::encode)
            .collect(Collectors.joining("&", "/epcis/events?", ""));
    for (int page = 0; page < pages && !path.isEmpty(); page++) {
      HttpResponse<String> answer = client.page(path);
      out.println(answer.body());
      path = next(answer);
    }
    out.flush();
    return Trace.PROVEN;
  }

  private static String encode(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 1) {
      throw new UnusableInput("a parameter is NAME=VALUE, found " + parameter);
    }
    return parameter.substring(0, equals)
        + "="
        + URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8)
            .replace("+", "%20");
  }

  private static String next(HttpResponse<String> answer) {
    Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
    if (!link.find()) {
      return "";
    }
    URI next = URI.create(link.group(1));
    return "/epcis/events?" + next.getRawQuery();
  }
}
