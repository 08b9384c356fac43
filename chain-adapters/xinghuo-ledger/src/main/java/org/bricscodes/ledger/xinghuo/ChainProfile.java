package org.bricscodes.ledger.xinghuo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What tells the members of the family apart. */
enum ChainProfile {
  /** BIF-Core: the Xinghuo (星火) main chain and its experience net. */
  BIF_CORE(DomainIds.FIELD),
  /** Zetrix; ASTRON is assumed to be alike. */
  ZETRIX(DomainIds.NONE);

  /** Whether transactions name the domain they are for. */
  enum DomainIds {
    FIELD,
    NONE
  }

  /** Field numbers of an operation's content; the numbers of its types are the same everywhere. */
  record OperationFields(int setMetadata, int setPrivilege, int payCoin, int log) {}

  private final DomainIds domainIds;

  ChainProfile(DomainIds domainIds) {
    this.domainIds = domainIds;
  }

  KeyCodec keys() {
    return switch (this) {
      case BIF_CORE -> new BidCodec();
      case ZETRIX -> new ZetrixCodec();
    };
  }

  OperationFields fields() {
    return switch (this) {
      case BIF_CORE -> new OperationFields(7, 12, 10, 11);
      case ZETRIX -> new OperationFields(9, 14, 12, 13);
    };
  }

  /** The smallest unit of the chain's money. */
  String unit() {
    return switch (this) {
      case BIF_CORE -> "glowstone";
      case ZETRIX -> "zeta";
    };
  }

  DomainIds domainIds() {
    return domainIds;
  }

  /** The name operators write and receipts carry: {@code bif-core}, {@code zetrix}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The inverse of {@link #id()}.
   *
   * @throws IllegalArgumentException naming all there are
   */
  static ChainProfile named(String id) {
    for (ChainProfile profile : values()) {
      if (profile.id().equals(id)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "a profile is one of "
            + Arrays.stream(values()).map(ChainProfile::id).collect(Collectors.joining(", ")));
  }
}
