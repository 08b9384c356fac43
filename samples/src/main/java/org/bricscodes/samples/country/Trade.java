package org.bricscodes.samples.country;

/** What a party does. */
public enum Trade {
  GROWER(3_000, 0),
  FACTORY(120, 3_000),
  LABORATORY(6, 3_200),
  FORWARDER(24, 3_300),
  CARRIER(12, 3_400),
  IMPORTER(60, 3_500),
  SHOP(2_400, 4_000);

  private final int parties;
  private final int firstCompany;

  Trade(int parties, int firstCompany) {
    this.parties = parties;
    this.firstCompany = firstCompany;
  }

  /** How many there are in the country. */
  public int parties() {
    return parties;
  }

  int company(int number) {
    if (number < 0 || number >= parties) {
      throw new IllegalArgumentException(
          "there are " + parties + " of " + this + ", asked for number " + number);
    }
    return firstCompany + number;
  }

  /** The role its key has at the service: who makes goods orders codes. */
  public String role() {
    return this == FACTORY ? "exporter" : "partner";
  }
}
