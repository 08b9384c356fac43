package org.bricscodes.api;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.bricscodes.provenance.Step;

/**
 * Steps of journeys as JSON, each made once: the packs of a lot share nearly all of theirs, and
 * printing them is the larger part of an answer. A step is a value, so what was made of it never
 * grows old. Bounded; any thread.
 */
final class StepJson {

  private static final int MAX_BYTES = 16 << 20;

  /** Of a step's own fields and of what holds it, roughly. */
  private static final int ENTRY_BYTES = 600;

  private final LoadingCache<Step, SerializedString> printed;

  StepJson(Function<Step, ObjectNode> form) {
    this.printed =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            // Text, and its bytes when it was first sent.
            .weigher((Step step, SerializedString text) -> ENTRY_BYTES + 3 * text.charLength())
            .build(
                step ->
                    new SerializedString(
                        new String(Json.bytes(form.apply(step)), StandardCharsets.UTF_8)));
  }

  RawValue of(Step step) {
    return new RawValue(printed.get(step));
  }
}
