package org.bricscodes.resolver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A document as bytes: version 1, a random number that no other change of the row has, owner,
 * description, default link, links by language, links. The number makes a compare-and-set tell a
 * row from one of equal content that stood there before, and is what an {@code ETag} is made of.
 */
final class LinkRow {

  private static final int VERSION = 1;

  private LinkRow() {}

  static byte[] encode(Registered registered) {
    AnchorLinks links = registered.links();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(registered.revision());
      out.writeUTF(registered.owner());
      out.writeUTF(links.description());
      DefaultLink standard = links.defaultLink();
      out.writeBoolean(standard != null);
      if (standard != null) {
        out.writeUTF(standard.href());
        out.writeUTF(standard.title());
      }
      write(out, links.multi());
      write(out, links.links());
    } catch (IOException e) {
      throw new AssertionError("a byte array takes every write", e);
    }
    return bytes.toByteArray();
  }

  static Registered decode(Anchor anchor, byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("link row of an unknown version");
      }
      long revision = in.readLong();
      String owner = in.readUTF();
      String description = in.readUTF();
      DefaultLink standard = in.readBoolean() ? new DefaultLink(in.readUTF(), in.readUTF()) : null;
      List<Link> multi = readLinks(in);
      return new Registered(
          owner, revision, new AnchorLinks(anchor, description, standard, multi, readLinks(in)));
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException.Corrupt("link row cannot be read", e);
    }
  }

  private static void write(DataOutputStream out, List<Link> links) throws IOException {
    out.writeShort(links.size());
    for (Link link : links) {
      out.writeUTF(link.linkType().uri());
      out.writeUTF(link.href());
      out.writeUTF(link.title());
      out.writeUTF(orEmpty(link.mediaType()));
      out.writeByte(link.hreflang().size());
      for (String language : link.hreflang()) {
        out.writeUTF(language);
      }
      out.writeUTF(orEmpty(link.context()));
      out.writeBoolean(link.access() == Link.Access.ANYONE);
    }
  }

  private static List<Link> readLinks(DataInputStream in) throws IOException {
    int size = in.readShort();
    List<Link> links = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      LinkType type = new LinkType(in.readUTF());
      String href = in.readUTF();
      String title = in.readUTF();
      String media = orNull(in.readUTF());
      int count = in.readByte();
      List<String> languages = new ArrayList<>(count);
      for (int j = 0; j < count; j++) {
        languages.add(in.readUTF());
      }
      String context = orNull(in.readUTF());
      Link.Access access = in.readBoolean() ? Link.Access.ANYONE : Link.Access.RESTRICTED;
      links.add(new Link(type, href, title, media, languages, context, access));
    }
    return links;
  }

  /** No optional text is ever empty. */
  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
