package org.bricscodes.codes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an owner's aliases.
 *
 * @param next where to go on; null at the end
 */
public record AliasPage(List<Alias> aliases, @Nullable String next) {

  public AliasPage {
    aliases = List.copyOf(aliases);
  }
}
