package org.bricscodes.epcis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Makes token parsers over UTF-8 that was checked already. Bounds that can be reported without
 * giving up the rest of the document (strings, numbers) are checked above the parser; it bounds
 * depth and key length itself.
 */
final class JsonParsers {

  private final JsonFactory factory;

  JsonParsers(EpcisLimits limits) {
    this.factory =
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxDepth())
                    .maxNameLength(limits.maxStringLength())
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  /** A parser of part of an array; its byte offsets count from {@code start}. */
  JsonParser over(byte[] bytes, int start, int length) throws IOException {
    return factory.createParser(bytes, start, length);
  }
}
