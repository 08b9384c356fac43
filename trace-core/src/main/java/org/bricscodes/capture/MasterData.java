package org.bricscodes.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bricscodes.epcis.VocabularyElement;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;

/**
 * What captured documents said of places, parties and classes. Every party keeps its own word: a
 * later description replaces that party's earlier one and nobody else's.
 *
 * <p>Safe for use from any thread; {@link #find} reads the store and may block.
 */
public final class MasterData {

  /** Descriptions of one thing that are looked at. */
  private static final int MAX_PARTIES = 100;

  private static final byte VERSION = 1;

  private final Store store;

  public MasterData(Store store) {
    this.store = store;
  }

  /** Somebody's word on a thing. */
  public record Description(String party, VocabularyElement element) {}

  /**
   * The description of a thing. Where several parties gave one, that of the party whose own
   * identifier has most in common with the thing's, which is the holder of its company prefix
   * wherever identifiers are GS1's.
   *
   * @param id canonical
   */
  public Optional<Description> find(String id) {
    Page page = store.scan(Scan.of(CaptureTables.MASTER_DATA, Ids.thing(id), MAX_PARTIES));
    return page.rows().stream()
        .map(row -> decode(row.value()))
        .filter(description -> description.element().id().equals(id))
        .max(
            Comparator.comparingInt((Description description) -> kinship(description.party(), id))
                .thenComparing(Description::party, Comparator.reverseOrder()));
  }

  /** The rows that keep a party's word. */
  static List<Write> writes(String party, List<VocabularyElement> elements) {
    List<Write> writes = new ArrayList<>(elements.size());
    for (VocabularyElement element : elements) {
      Key key = new Key(CaptureTables.MASTER_DATA, Ids.thing(element.id()), Ids.party(party));
      writes.add(new Write.Put(key, encode(new Description(party, element))));
    }
    return writes;
  }

  /** Length of the longest run of digits that {@code id} has in common with the party's start. */
  private static int kinship(String party, String id) {
    String one = digits(party);
    String other = digits(id);
    int common = 0;
    while (common < Math.min(one.length(), other.length())
        && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    return common;
  }

  /** The value of a canonical link's key: the digits behind its last AI. */
  private static String digits(String uri) {
    for (String key : new String[] {"/414/", "/417/", "/01/", "/00/"}) {
      int at = uri.indexOf(key);
      if (at >= 0) {
        return uri.substring(at + key.length());
      }
    }
    return "";
  }

  private static byte[] encode(Description description) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      VocabularyElement element = description.element();
      out.writeByte(VERSION);
      out.writeUTF(description.party());
      out.writeUTF(element.type());
      out.writeUTF(element.id());
      out.writeShort(element.attributes().size());
      for (Map.Entry<String, String> attribute : new TreeMap<>(element.attributes()).entrySet()) {
        out.writeUTF(attribute.getKey());
        out.writeUTF(attribute.getValue());
      }
      out.writeShort(element.children().size());
      for (String child : element.children()) {
        out.writeUTF(child);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to take bytes", e);
    }
    return bytes.toByteArray();
  }

  private static Description decode(byte[] row) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != VERSION) {
        throw new StoreException.Corrupt("master data of an unknown version");
      }
      String party = in.readUTF();
      String type = in.readUTF();
      String id = in.readUTF();
      Map<String, String> attributes = new TreeMap<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        attributes.put(in.readUTF(), in.readUTF());
      }
      List<String> children = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        children.add(in.readUTF());
      }
      return new Description(party, new VocabularyElement(type, id, attributes, children));
    } catch (IOException e) {
      throw new StoreException.Corrupt("a row of master data does not read", e);
    }
  }
}
