package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code Collection} documents of EPCIS 2.0 §12.5: names of resources, or values. */
final class EpcisCollection {

  private EpcisCollection() {}

  /**
   * A collection in the form the request asks for.
   *
   * @param prefixes by which members are shortened where they match (EPCIS 2.0 §12.8)
   */
  static byte[] bytes(EpcisForm form, List<String> members, Map<String, String> prefixes) {
    if (form.isXml()) {
      return EpcisXmlForms.collection(members);
    }
    Map<String, String> used = new TreeMap<>();
    List<String> shortened =
        members.stream().map(member -> shortened(member, prefixes, used)).toList();
    ObjectNode document = Json.object();
    if (used.isEmpty()) {
      document.put("@context", EpcisDoors.CONTEXT);
    } else {
      ArrayNode context = document.putArray("@context").add(EpcisDoors.CONTEXT);
      ObjectNode declared = context.addObject();
      used.forEach(declared::put);
    }
    document.put("type", "Collection");
    ArrayNode list = document.putArray("member");
    shortened.forEach(list::add);
    return Json.bytes(document);
  }

  /** By the longest namespace that fits. */
  private static String shortened(
      String member, Map<String, String> prefixes, Map<String, String> used) {
    String best = null;
    for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
      String namespace = prefix.getValue();
      boolean fits = member.startsWith(namespace) && member.length() > namespace.length();
      if (fits && (best == null || namespace.length() > prefixes.getOrDefault(best, "").length())) {
        best = prefix.getKey();
      }
    }
    if (best == null) {
      return member;
    }
    String namespace = prefixes.getOrDefault(best, "");
    used.put(best, namespace);
    return best + ":" + member.substring(namespace.length());
  }
}
