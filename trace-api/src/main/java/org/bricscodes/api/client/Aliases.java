package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Codes made elsewhere, so that they find the product: own serials, codes of national systems,
 * BIDs, headings of the Harmonized System. Registering again changes nothing.
 */
public final class Aliases {

  /** Most codes of one list. */
  public static final int MAX_CODES = 10_000;

  private static final String ALIASES = "/codes/aliases";

  private final Wire wire;

  Aliases(Wire wire) {
    this.wire = wire;
  }

  /** How a list is written. */
  public enum ListForm {
    /** One JSON object a line: {@code scheme}, {@code code}, {@code target}. */
    NDJSON("application/x-ndjson"),
    /** RFC 4180, with these columns under a heading. */
    CSV("text/csv; charset=utf-8; header=present");

    private final String mediaType;

    ListForm(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  /**
   * What became of a list.
   *
   * @param taken codes that another party registered while the list was
   */
  public record Receipt(int registered, int unchanged, int taken) {}

  /**
   * Registers one code.
   *
   * @throws ApiFailure.Refused with status 409 if it is another party's
   */
  public RegisteredAlias register(AliasRequest request) {
    return RegisteredAlias.of(wire.send(Call.put(ALIASES, request.toJson())).json());
  }

  /** Registers one code for another party, whoever has it; for an admin. */
  public RegisteredAlias give(AliasRequest request, String owner) {
    return RegisteredAlias.of(
        wire.send(Call.put(ALIASES, request.toJson().put("owner", owner))).json());
  }

  /**
   * Registers codes: none of them if any is at fault.
   *
   * @param requests at most {@value #MAX_CODES}
   * @throws ApiFailure.Refused naming every code at fault by its line, 1 for the first
   */
  public Receipt registerAll(List<AliasRequest> requests) {
    return registerAll(
        requests.stream()
            .map(request -> request.toJson().toString())
            .collect(Collectors.joining("\n")),
        ListForm.NDJSON);
  }

  /** As {@link #registerAll(List)}, from a text; at most 8 MiB. */
  public Receipt registerAll(String list, ListForm form) {
    byte[] body = list.getBytes(StandardCharsets.UTF_8);
    JsonNode answer = wire.send(Call.post(ALIASES, form.mediaType, body).harmlessToRepeat()).json();
    return new Receipt(
        answer.path("registered").asInt(),
        answer.path("unchanged").asInt(),
        answer.path("taken").asInt());
  }

  /** What a code may stand for, whichever scheme it is of; empty if it is not registered. */
  public List<RegisteredAlias> find(String code) {
    return items(wire.send(Call.get(ALIASES + "?code=" + Paths.segment(code)))).toList();
  }

  /** The party's registrations, in an order of the service's, read page by page. */
  public Stream<RegisteredAlias> list() {
    return Pages.from(wire, Call.get(ALIASES + "?perPage=1000")).flatMap(Aliases::items);
  }

  /**
   * Takes a registration back.
   *
   * @throws ApiFailure.Refused with status 404 if the party has none such
   */
  public void remove(AliasRequest registered) {
    wire.send(Call.delete(ALIASES + registered.toQuery()));
  }

  private static Stream<RegisteredAlias> items(Reply page) {
    return StreamSupport.stream(page.json().path("aliases").spliterator(), false)
        .map(RegisteredAlias::of);
  }
}
