package org.bricscodes.api.cli;

import java.util.List;
import java.util.Set;
import org.bricscodes.provenance.Disclosure;
import picocli.CommandLine.Option;

/** What who has no key sees of events. */
final class DisclosureOptions {

  @Option(
      names = "--also-public",
      paramLabel = "MEMBERS",
      split = ",",
      description = {
        "Members of events that proofs show to everybody, beside those that pages of codes tell:"
            + " names as events spell them, such as ilmd or example:grade; NAME/MEMBER for what is"
            + " inside, such as quantityList/quantity; NAME[TYPE] for items of a type, such as"
            + " bizTransactionList[po]. Everything else is withheld."
      })
  private List<String> alsoPublic = List.of();

  Disclosure disclosure() {
    return Disclosure.PUBLIC.and(Set.copyOf(alsoPublic));
  }
}
