package org.bricscodes.epcis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the identifiers of a match parameter may stand (EPCIS 2.0 §8.2.7.1). */
public enum MatchField {
  EPC("MATCH_epc", "epc", "child"),
  PARENT_ID("MATCH_parentID", "parent"),
  INPUT_EPC("MATCH_inputEPC", "inputEPC"),
  OUTPUT_EPC("MATCH_outputEPC", "outputEPC"),
  ANY_EPC("MATCH_anyEPC", "epc", "child", "parent", "inputEPC", "outputEPC"),
  EPC_CLASS("MATCH_epcClass", "epcClass", "childClass"),
  INPUT_EPC_CLASS("MATCH_inputEPCClass", "inputClass"),
  OUTPUT_EPC_CLASS("MATCH_outputEPCClass", "outputClass"),
  ANY_EPC_CLASS("MATCH_anyEPCClass", "epcClass", "childClass", "inputClass", "outputClass");

  private static final Map<String, MatchField> BY_PARAMETER = new HashMap<>();

  static {
    for (MatchField field : values()) {
      BY_PARAMETER.put(field.parameter, field);
    }
  }

  private final String parameter;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> roles;

  MatchField(String parameter, String... roles) {
    this.parameter = parameter;
    this.roles = List.of(roles);
  }

  static @Nullable MatchField of(String parameter) {
    return BY_PARAMETER.get(parameter);
  }

  /** The name of its parameter. */
  public String parameter() {
    return parameter;
  }

  /** The names of {@link EventTerms} it looks at. */
  public List<String> roles() {
    return roles;
  }
}
