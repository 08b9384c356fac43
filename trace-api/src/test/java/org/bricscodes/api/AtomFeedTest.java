package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AtomFeedTest {

  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void feed_isWrittenAsRfc4287HasIt() {
    AtomFeed feed =
        new AtomFeed(
            "en",
            "https://id.example/feed",
            "Recalls",
            "Newest first",
            "id.example",
            "https://id.example/feed?lang=en",
            "https://id.example/page");
    feed.add(
        new AtomFeed.Entry(
            "urn:uuid:1",
            "A & B",
            "<b>glass</b> \"x\"",
            JUNE,
            MAY,
            "Factory",
            "https://id.example/1?a=1&b=2"));

    assertThat(new String(feed.bytes(Instant.EPOCH), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
            <id>https://id.example/feed</id>
            <title>Recalls</title>
            <subtitle>Newest first</subtitle>
            <updated>2026-06-01T00:00:00Z</updated>
            <author><name>id.example</name></author>
            <link rel="self" type="application/atom+xml" href="https://id.example/feed?lang=en"/>
            <link rel="alternate" type="text/html" href="https://id.example/page"/>
            <entry>
            <id>urn:uuid:1</id>
            <title>A &amp; B</title>
            <summary>&lt;b&gt;glass&lt;/b&gt; &quot;x&quot;</summary>
            <updated>2026-06-01T00:00:00Z</updated>
            <published>2026-05-01T00:00:00Z</published>
            <author><name>Factory</name></author>
            <link rel="alternate" type="text/html" href="https://id.example/1?a=1&amp;b=2"/>
            </entry>
            </feed>
            """);
  }

  @Test
  void whatXmlCannotHold_isShownAsASign() {
    AtomFeed feed = new AtomFeed("ar", "i", "a\u0000b\u001b\ufffe\ud800c", "", "x", "s", "p");

    assertThat(new String(feed.bytes(MAY), StandardCharsets.UTF_8))
        .contains("<title>a␀b␛\ufffd\ufffdc</title>", "<updated>2026-05-01T00:00:00Z</updated>");
    assertThat(feed.updated(MAY)).isEqualTo(MAY);
  }
}
