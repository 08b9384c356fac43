package org.bricscodes.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bricscodes.api.client.EventFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryFileTest {

  @TempDir private Path folder;

  @Test
  void query_aloneOrUnderItsName_isReadWithItsContext() throws IOException {
    String query =
        "{\"@context\":[\"https://ref.gs1.org/x\",{\"ex\":\"https://example.org/\"}],"
            + "\"EQ_bizStep\":[\"shipping\",\"packing\"],\"GE_quantity\":2.5,\"EXISTS_ex:a\":true}";
    EventFilter expected =
        EventFilter.where("EQ_bizStep", "shipping", "packing")
            .and("GE_quantity", "2.5")
            .and("EXISTS_ex:a", "true")
            .namespace("ex", "https://example.org/");

    assertThat(read(query)).isEqualTo(expected);
    assertThat(read("{\"name\":\"n\",\"query\":" + query + "}")).isEqualTo(expected);
    assertThat(expected.parameters())
        .isEqualTo(
            Map.of("EQ_bizStep", "shipping|packing", "GE_quantity", "2.5", "EXISTS_ex:a", "true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"query\":1}", "{\"EQ_bizStep\":{\"a\":1}}"})
  void anythingElse_isUnusable(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnusableInput.class);
  }

  private EventFilter read(String text) throws IOException {
    return QueryFile.read(Files.writeString(folder.resolve("query.json"), text));
  }
}
