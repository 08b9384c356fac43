package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PhraseTest {

  @Test
  void html_escapes_andMakesIsolatesElements() {
    Phrase phrase = new Phrase("A & " + Phrase.foreign("<i>\"x\"</i>").text() + " 'b'");

    assertThat(Phrase.html(phrase.text()))
        .isEqualTo("A &amp; <bdi>&lt;i&gt;&quot;x&quot;&lt;/i&gt;</bdi> &#39;b&#39;");
    assertThat(Phrase.html(Phrase.code("TGY2604A").text()))
        .isEqualTo("<bdi dir=\"ltr\">TGY2604A</bdi>");
  }

  @Test
  void isolated_isDoneOnce_andAroundSeveral() {
    Phrase name = Phrase.foreign("a");
    Phrase two = new Phrase(name.text() + name.text());

    assertThat(name.isolated()).isSameAs(name);
    assertThat(Phrase.html(two.isolated().text())).isEqualTo("<bdi><bdi>a</bdi><bdi>a</bdi></bdi>");
  }

  @Test
  void bare_isWithoutIsolates() {
    assertThat(Phrase.foreign("Qingxi").bare()).isEqualTo("Qingxi");
  }
}
