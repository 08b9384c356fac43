package org.bricscodes.epcis;

/**
 * Where a field outside the standard stands, and what it is called.
 *
 * @param name expanded: what its prefix stands for and the rest, as one URI; {@code namespace#name}
 *     is understood, too
 */
public record FieldName(Where where, Depth depth, String name) {

  /** The part of an event that has the field. */
  public enum Where {
    EVENT(""),
    ILMD("ILMD_"),
    ERROR_DECLARATION("ERROR_DECLARATION_"),
    SENSOR_ELEMENT("SENSORELEMENT_"),
    SENSOR_METADATA("SENSORMETADATA_"),
    SENSOR_REPORT("SENSORREPORT_"),
    READ_POINT("readPoint_"),
    BIZ_LOCATION("bizLocation_");

    private final String prefix;

    Where(String prefix) {
      this.prefix = prefix;
    }

    /** What stands before its fields in parameters. */
    String prefix() {
      return prefix;
    }

    /** Whether it is a part of a sensor reading. */
    public boolean isSensor() {
      return switch (this) {
        case SENSOR_ELEMENT, SENSOR_METADATA, SENSOR_REPORT -> true;
        case EVENT, ILMD, ERROR_DECLARATION, READ_POINT, BIZ_LOCATION -> false;
      };
    }
  }

  /** Whether a field stands directly in its part, or at any depth inside one of its fields. */
  public enum Depth {
    TOP(""),
    INNER("INNER_");

    private final String prefix;

    Depth(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  /** Whether this is the name of an extension field. */
  public boolean isNameOf(Extension extension) {
    String namespace = extension.namespace();
    String local = extension.localName();
    int length = namespace.length();
    if (name.length() == length + local.length()) {
      return name.startsWith(namespace) && name.endsWith(local);
    }
    return name.length() == length + 1 + local.length()
        && name.charAt(length) == '#'
        && name.startsWith(namespace)
        && name.endsWith(local);
  }

  /** As parameters spell it, after the operator. */
  @Override
  public String toString() {
    return depth.prefix() + where.prefix() + QueryNames.written(name);
  }
}
