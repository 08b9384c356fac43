package org.bricscodes.epcis;

import java.util.List;

/** The part of {@link PreHash} for names outside the standard: {@code {namespace}local=value}. */
final class ExtensionHash {

  private static final String MASTER_DATA = "gs1:masterDataAvailableFor";
  private static final String CBV_MASTER_DATA = "urn:epcglobal:cbv:mda:";

  private final Utf8Buffer out;
  private final HashProfile profile;

  ExtensionHash(Utf8Buffer out, HashProfile profile) {
    this.out = out;
    this.profile = profile;
  }

  /** Writes members in code point order of their finished texts. */
  void write(List<Extension> members) {
    write(members, false);
  }

  /** Writes members after the name of what they belong to; nothing if they come to nothing. */
  void writeUnder(String name, List<Extension> members) {
    int start = out.length();
    out.append(name);
    int named = out.length();
    write(members);
    if (out.length() == named) {
      out.cutTo(start);
    }
  }

  private void write(List<Extension> members, boolean asWritten) {
    if (members.isEmpty()) {
      return;
    }
    Siblings siblings = new Siblings(out);
    for (Extension member : members) {
      if (isComment(member)) {
        continue;
      }
      boolean verbatim =
          asWritten || (profile == HashProfile.CBV_2_1 && member.key().equals(MASTER_DATA));
      if (member.value() instanceof JsonValue.Items items) {
        for (JsonValue item : items.values()) {
          siblings.begin();
          value(member, item, verbatim);
        }
      } else {
        siblings.begin();
        value(member, member.value(), verbatim);
      }
    }
    siblings.sort();
  }

  private static boolean isComment(Extension member) {
    return member.key().equals("rdfs:comment")
        || member.name().equals("http://www.w3.org/2000/01/rdf-schema#comment");
  }

  private void value(Extension member, JsonValue value, boolean asWritten) {
    int start = out.length();
    name(member, asWritten);
    int named = out.length();
    switch (value) {
      case JsonValue.Text text -> leaf(HashText.text(text.value()));
      case JsonValue.Decimal decimal -> leaf(HashText.decimal(decimal.value()));
      case JsonValue.Flag flag -> leaf(flag.value() ? "true" : "false");
      case JsonValue.Null _ -> {}
      case JsonValue.Fields fields -> write(fields.members(), asWritten);
      case JsonValue.Items items -> {
        out.cutTo(start);
        Siblings siblings = new Siblings(out);
        for (JsonValue item : items.values()) {
          siblings.begin();
          value(member, item, asWritten);
        }
        siblings.sort();
        return;
      }
    }
    if (out.length() == named) {
      out.cutTo(start);
    }
  }

  private void leaf(String value) {
    if (!value.isEmpty()) {
      out.append('=');
      out.append(value);
    }
  }

  private void name(Extension member, boolean asWritten) {
    if (asWritten || member.namespace().isEmpty()) {
      String key = member.key();
      out.append(asWritten && key.startsWith("@") ? key.substring(1) : key);
      return;
    }
    String namespace = member.namespace();
    out.append('{');
    out.append(
        namespace.equals(CBV_MASTER_DATA)
            ? namespace.substring(0, namespace.length() - 1)
            : namespace);
    out.append('}');
    out.append(member.localName());
  }
}
