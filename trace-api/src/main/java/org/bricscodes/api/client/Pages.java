package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Pages of a resource, each fetched when it is reached, along {@code Link rel=next}. */
final class Pages implements Iterator<Reply> {

  private final Wire wire;
  private @Nullable Call next;

  private Pages(Wire wire, Call first) {
    this.wire = wire;
    this.next = first;
  }

  static Stream<Reply> from(Wire wire, Call first) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Pages(wire, first), Spliterator.ORDERED), false);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Reply next() {
    Call call = next;
    if (call == null) {
      throw new NoSuchElementException();
    }
    Reply page = wire.send(call);
    Optional<String> address = page.next();
    next =
        address
            .map(
                link ->
                    new Call("GET", wire.pathOf(link), call.headers(), call.body(), call.repeat()))
            .orElse(null);
    return page;
  }

  /** The items of a list, or of what carries one as {@code member}. */
  static Stream<JsonNode> items(JsonNode page) {
    JsonNode list = page.isArray() ? page : page.path("member");
    return StreamSupport.stream(list.spliterator(), false);
  }
}
