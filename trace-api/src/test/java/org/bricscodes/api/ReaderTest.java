package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "lang=fa       | ru                     | CN | fa",
        "lang=fa-AF    | ru                     | CN | fa",
        "lang=in       | -                      | -  | id",
        "lang=xx       | ru                     | CN | ru",
        "lang=         | -                      | ET | am",
        "lang=fa&lang=ru | -                    | -  | fa",
        "17=280423     | pt-BR,pt;q=0.9,en;q=0.8 | -  | pt",
        "-             | fr-FR,fr;q=0.9,am;q=0.5 | BR | am",
        "-             | en;q=0.1,zh-TW;q=0.8   | -  | zh",
        "-             | cmn-Hans-CN            | -  | zh",
        "-             | fr,de;q=0.7            | IR | fa",
        "-             | hi;q=0,*;q=0.5         | ZA | en",
        "-             | -                      | AE | ar",
        "-             | -                      | AO | pt",
        "-             | -                      | IN | hi",
        "-             | -                      | ID | id",
        "-             | -                      | ZZ | en",
        "-             | q=;;,,=                | -  | en",
      })
  void language_isTheChosen_elseTheWished_elseTheCountrys(
      @Nullable String query,
      @Nullable String acceptLanguage,
      @Nullable String country,
      String language) {
    Reader reader =
        Reader.of(Optional.ofNullable(query), Optional.ofNullable(acceptLanguage), country);

    assertThat(reader.language().tag()).isEqualTo(language);
  }

  @Test
  void acceptLanguage_withoutEnd_isPassedOver() {
    Reader reader = Reader.of(Optional.empty(), Optional.of("ru,".repeat(1_000)), null);

    assertThat(reader.language()).isEqualTo(Language.ENGLISH);
  }

  @Test
  void link_toAnotherLanguage_keepsWhatTheLabelSays() {
    Reader reader = Reader.of(Optional.of("17=280423&lang=ru&3103=000100"), Optional.empty(), null);

    assertThat(reader.in(Language.AMHARIC)).isEqualTo("?17=280423&3103=000100&lang=am");
    assertThat(Reader.ENGLISH.in(Language.HINDI)).isEqualTo("?lang=hi");
  }
}
