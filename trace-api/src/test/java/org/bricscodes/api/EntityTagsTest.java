package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §8.8.3, §13.1.1 and, for lists, §5.6.1. */
final class EntityTagsTest {

  @Test
  void list_holdsTheStrongTags_ofEveryLine() {
    assertThat(EntityTags.list(List.of("\"a\""), "If-Match")).contains(Set.of("a"));
    assertThat(EntityTags.list(List.of("\"a\" ,\t\"b,c\",, \"\"", "\"d\""), "If-Match"))
        .contains(Set.of("a", "b,c", "", "d"));
    assertThat(EntityTags.list(List.of("W/\"a\", \"b\""), "If-Match")).contains(Set.of("b"));
    assertThat(EntityTags.list(List.of("W/\"a\""), "If-Match")).contains(Set.of());
  }

  @Test
  void star_isNoList() {
    assertThat(EntityTags.list(List.of(" * "), "If-Match")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "a", "\"a", "\"a\" \"b\"", "\"a\"\"b\"", "*, \"a\"", "w/\"a\""})
  void anythingElse_isRefused_sayingWhatWouldBeRight(String field) {
    assertThatThrownBy(() -> EntityTags.list(List.of(field), "If-Match"))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("If-Match: must be *, or at most 100 ETags");
  }

  @Test
  void tooManyTags_areRefused() {
    String hundred = String.join(",", Collections.nCopies(100, "\"a\""));

    assertThat(EntityTags.list(List.of(hundred), "If-Match")).contains(Set.of("a"));
    assertThatThrownBy(() -> EntityTags.list(List.of(hundred, "\"a\""), "If-Match"))
        .isInstanceOf(Problem.class);
  }
}
