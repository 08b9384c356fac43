package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Fault;
import org.bricscodes.gs1.ScannedText;
import org.bricscodes.gs1.ScannedText.Faulty;
import org.bricscodes.gs1.ScannedText.Folding;
import org.bricscodes.gs1.ScannedText.Keyed;
import org.bricscodes.gs1.ScannedText.Opaque;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Reason;
import org.bricscodes.qr.FoundSymbol;
import org.bricscodes.qr.PictureReading.Coverage;

/** What was read as JSON; the schema {@code Reading} of the OpenAPI document. */
final class ReadingJson {

  static final String NOTHING =
      "no symbol found: hold the camera closer and straight, with light on the label";

  private final BaseUrl baseUrl;

  ReadingJson(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  ObjectNode document(List<ReadCode> codes, Coverage coverage) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("codes");
    codes.forEach(code -> list.add(code(code)));
    if (codes.isEmpty()) {
      document.put("note", NOTHING);
    } else if (coverage == Coverage.PART) {
      document.put("note", ReadPicture.PART);
    }
    return document;
  }

  private ObjectNode code(ReadCode code) {
    ObjectNode node = Json.object();
    FoundSymbol symbol = code.symbol();
    if (symbol != null) {
      ObjectNode where = node.putObject("symbol").put("kind", symbol.symbology().word());
      ArrayNode corners = where.putArray("corners");
      symbol.corners().forEach(c -> corners.addObject().put("x", c.x()).put("y", c.y()));
    }
    ScannedText text = code.text();
    node.put("text", text.text());
    if (!text.symbology().isEmpty()) {
      node.put("symbology", text.symbology());
    }
    switch (text) {
      case Keyed keyed -> {
        node.put("kind", "keyed").put("form", keyed.form().word());
        host(node, keyed);
        folded(node, "folded", keyed.folded());
      }
      case Opaque opaque -> {
        node.put("kind", "opaque").put("form", opaque.kind().word());
        folded(node, "folded", opaque.folded());
      }
      case Faulty faulty -> faulty(node.put("kind", "faulty"), faulty);
    }
    ArrayNode products = node.putArray("products");
    code.targets().forEach(target -> products.add(product(target)));
    return node;
  }

  /** Any host may carry a Digital Link; whose it is tells where a phone would have gone. */
  private void host(ObjectNode node, Keyed keyed) {
    if (keyed.form() == ScannedText.Form.DIGITAL_LINK) {
      String host = String.valueOf(URI.create(keyed.link().base()).getAuthority());
      node.put("host", host);
      node.put("hostIsOurs", host.equals(URI.create(baseUrl.at("")).getAuthority()));
    }
  }

  private ObjectNode product(ReadCode.Target target) {
    DigitalLink link = target.link();
    ObjectNode node = Json.object().put("link", link.canonical());
    link.gtin().ifPresent(gtin -> node.put("gtin", gtin.digits()));
    link.lot().ifPresent(lot -> node.put("lot", lot));
    link.serial().ifPresent(serial -> node.put("serial", serial));
    if (!link.attributes().isEmpty()) {
      ObjectNode attributes = node.putObject("attributes");
      link.attributes().forEach(element -> attributes.put(element.ai(), element.value()));
    }
    Provenance check = target.check();
    if (check != null) {
      Reason reason = check.reason();
      node.put("verdict", check.verdict().word())
          .put("reason", reason == null ? null : reason.text());
    }
    if (target.caution() != null) {
      node.put("caution", target.caution());
    }
    DigitalLink typed = target.typed();
    if (typed != null) {
      node.put("suggestion", typed.canonical());
    }
    if (link.gtin().isPresent()) {
      node.put("scan", baseUrl.at("/scan" + link.path()));
    }
    return node;
  }

  private static void faulty(ObjectNode node, Faulty faulty) {
    ArrayNode faults = node.putArray("faults");
    faulty
        .faults()
        .forEach(f -> faults.addObject().put("where", where(f)).put("message", f.message()));
    faulty
        .suggestion()
        .ifPresent(
            suggestion -> {
              node.put("suggestion", suggestion.link().canonical());
              folded(node, "changes", suggestion.changes());
            });
  }

  /** The place of a fault, as problems say it. */
  static String where(Gs1Fault fault) {
    return String.format(Locale.ROOT, "%s, character %d", fault.part(), fault.position());
  }

  private static void folded(ObjectNode node, String name, List<Folding> foldings) {
    if (!foldings.isEmpty()) {
      ArrayNode list = node.putArray(name);
      for (Folding folding : foldings) {
        list.addObject()
            .put("position", folding.position())
            .put("found", folding.found())
            .put("taken", folding.taken());
      }
    }
  }
}
