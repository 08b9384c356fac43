package org.bricscodes.epcis;

/**
 * Which rules an event hash follows; the rules differ, so the value always travels with its name.
 */
public enum HashProfile {
  /** CBV 2.0 §8.9. */
  CBV_2_0("CBV2.0"),
  /** The draft of CBV 2.1. */
  CBV_2_1("CBV2.1");

  private final String version;

  HashProfile(String version) {
    this.version = version;
  }

  /** As it stands in the hash URI: {@code CBV2.0}. */
  public String version() {
    return version;
  }
}
