package org.bricscodes.ledger;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The adapters present at run time, by exact id. Immutable. */
public final class LedgerProviders {

  private final SortedMap<String, LedgerProvider> byId;

  private LedgerProviders(SortedMap<String, LedgerProvider> byId) {
    this.byId = byId;
  }

  /**
   * Those registered with {@link ServiceLoader} under the given class loader.
   *
   * @throws java.util.ServiceConfigurationError if a registered one cannot be loaded
   * @throws IllegalStateException if two claim one id
   */
  public static LedgerProviders load(ClassLoader loader) {
    return of(ServiceLoader.load(LedgerProvider.class, loader));
  }

  /**
   * Exactly these.
   *
   * @throws IllegalStateException if two claim one id
   */
  public static LedgerProviders of(Iterable<LedgerProvider> providers) {
    SortedMap<String, LedgerProvider> byId = new TreeMap<>();
    for (LedgerProvider provider : providers) {
      LedgerProvider other = byId.putIfAbsent(provider.id(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "two ledger adapters claim the id '%s': %s and %s"
                .formatted(
                    provider.id(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
    return new LedgerProviders(byId);
  }

  /**
   * The one with exactly this id.
   *
   * @throws IllegalArgumentException naming the known ids, if there is none
   */
  public LedgerProvider named(String id) {
    LedgerProvider provider = byId.get(id);
    if (provider == null) {
      throw new IllegalArgumentException(
          "no ledger adapter '%s' on the class path; known: %s"
              .formatted(id, byId.isEmpty() ? "none" : String.join(", ", byId.keySet())));
    }
    return provider;
  }

  /** The adapter of a ledger, if it is present. */
  public Optional<LedgerProvider> adapterOf(LedgerId ledger) {
    return Optional.ofNullable(byId.get(ledger.namespace()));
  }

  /**
   * Checks {@code config} against the adapter's settings, then opens the ledger.
   *
   * @throws IllegalArgumentException naming the known ids, if there is no adapter {@code id}
   * @throws LedgerException.Refused naming every unknown and missing setting
   * @throws LedgerException.Unavailable if the ledger cannot be reached
   */
  public Ledger open(String id, LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    LedgerProvider provider = named(id);
    return provider.open(config.checkedAgainst(provider.settings()), context);
  }

  /**
   * Checks {@code config} against what the adapter asks for to make its part of a ledger, then
   * makes it.
   *
   * @return the settings to open it with
   * @throws IllegalArgumentException naming the known ids, if there is no adapter {@code id}
   * @throws LedgerException.Refused with {@link Fault#UNSUPPORTED} if there is nothing to make;
   *     naming every unknown and missing setting
   * @throws LedgerException as {@link LedgerSetUp#setUp}
   */
  public SortedMap<String, String> setUp(String id, LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    if (!(named(id) instanceof LedgerSetUp setUp)) {
      throw Fault.UNSUPPORTED.because("a ledger of adapter '" + id + "' needs no setting up");
    }
    return setUp.setUp(config.checkedAgainst(setUp.setUpSettings()), context);
  }

  /**
   * A reader of {@code ledger} at a node; empty if its adapter is absent or has none.
   *
   * @throws LedgerException as {@link LedgerProvider#reader}
   */
  public Optional<LedgerReader> reader(
      LedgerId ledger, String node, String trust, LedgerContext context)
      throws LedgerException, InterruptedException {
    LedgerProvider provider = byId.get(ledger.namespace());
    return provider == null ? Optional.empty() : provider.reader(ledger, node, trust, context);
  }

  /**
   * The off-line check for receipts of {@code ledger}, or empty if its adapter is absent or has
   * none.
   *
   * @throws LedgerException.Refused if {@code trust} is not of the form the adapter uses
   */
  public Optional<ReceiptVerifier> offlineVerifier(LedgerId ledger, String trust)
      throws LedgerException {
    LedgerProvider provider = byId.get(ledger.namespace());
    return provider == null ? Optional.empty() : provider.offlineVerifier(trust);
  }
}
