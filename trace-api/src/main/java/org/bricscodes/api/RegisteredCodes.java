package org.bricscodes.api;

import java.util.List;
import org.bricscodes.codes.AliasScheme;
import org.bricscodes.codes.Aliases;
import org.bricscodes.gs1.DigitalLink;

/** The codes of others that were registered here. */
final class RegisteredCodes implements OpaqueCodes {

  private final Aliases aliases;

  RegisteredCodes(Aliases aliases) {
    this.aliases = aliases;
  }

  @Override
  public List<DigitalLink> targets(String text) {
    return aliases.find(text).stream()
        .map(alias -> DigitalLink.parse(alias.target().link()))
        .toList();
  }

  @Override
  public boolean hasWholeCode(DigitalLink item) {
    return item.gtin()
        .flatMap(gtin -> item.serial().flatMap(serial -> aliases.item(gtin, serial)))
        .filter(alias -> alias.code().scheme().equals(AliasScheme.CHESTNY_ZNAK))
        .isPresent();
  }
}
