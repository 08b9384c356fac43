package org.bricscodes.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A feed by RFC 4287, for any reader that follows feeds. Texts are shown as texts, never as markup;
 * what XML cannot hold does not get into one ({@link ForeignText}).
 */
final class AtomFeed {

  static final String MEDIA_TYPE = "application/atom+xml; charset=utf-8";

  /** Characters of a text. */
  private static final int MAX_TEXT = 2_000;

  private final String language;
  private final String id;
  private final String title;
  private final String subtitle;
  private final String author;
  private final String self;
  private final String page;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One entry.
   *
   * @param id an IRI that stays with it for good, in whatever feed it stands (RFC 4287 §4.2.6)
   * @param published when what it tells of happened
   * @param author who says so
   * @param page where people read more
   */
  record Entry(
      String id,
      String title,
      String text,
      Instant updated,
      Instant published,
      String author,
      String page) {}

  /**
   * @param language BCP 47
   * @param id an IRI that stays (§4.2.6)
   * @param author of the feed, who stands for an empty one (§4.1.1)
   * @param self its own address (§4.1.1)
   * @param page where people read more
   */
  AtomFeed(
      String language,
      String id,
      String title,
      String subtitle,
      String author,
      String self,
      String page) {
    this.language = language;
    this.id = id;
    this.title = title;
    this.subtitle = subtitle;
    this.author = author;
    this.self = self;
    this.page = page;
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  /**
   * The document.
   *
   * @param otherwise when an empty feed was last changed
   */
  byte[] bytes(Instant otherwise) {
    StringBuilder xml = new StringBuilder(2_000);
    xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml.append("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml.append(escaped(language)).append("\">\n");
    element(xml, "id", id);
    element(xml, "title", title);
    element(xml, "subtitle", subtitle);
    element(xml, "updated", updated(otherwise).toString());
    author(xml, author);
    link(xml, "self", "application/atom+xml", self);
    link(xml, "alternate", "text/html", page);
    for (Entry entry : entries) {
      xml.append("<entry>\n");
      element(xml, "id", entry.id);
      element(xml, "title", entry.title);
      element(xml, "summary", entry.text);
      element(xml, "updated", entry.updated.toString());
      element(xml, "published", entry.published.toString());
      author(xml, entry.author);
      link(xml, "alternate", "text/html", entry.page);
      xml.append("</entry>\n");
    }
    return xml.append("</feed>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** When it was last changed. */
  Instant updated(Instant otherwise) {
    return entries.stream().map(Entry::updated).max(Instant::compareTo).orElse(otherwise);
  }

  private static void author(StringBuilder xml, String name) {
    xml.append("<author>");
    xml.append("<name>").append(escaped(name)).append("</name>");
    xml.append("</author>\n");
  }

  private static void link(StringBuilder xml, String relation, String type, String address) {
    xml.append("<link rel=\"").append(relation).append("\" type=\"").append(type);
    xml.append("\" href=\"").append(escaped(address)).append("\"/>\n");
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>').append(escaped(text));
    xml.append("</").append(name).append(">\n");
  }

  private static String escaped(String text) {
    return ForeignText.of(text, MAX_TEXT)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
