package org.bricscodes.ledger.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Setting;

/**
 * Another adapter's ledger, before or after one of whose calls the process ends as by {@code kill
 * -9}: as long as the file named by {@code at} is there, it says where, as in {@code after submit}.
 * For servers under test; the ledger keeps its own id, so receipts are checked by its own adapter.
 */
public final class HaltingLedgerProvider implements LedgerProvider {

  @Override
  public String id() {
    return "halting";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required("of", "id of the adapter whose ledger it is"),
        Setting.required("settings", "that adapter's settings, key=value, separated by ';'"),
        Setting.required("at", "file that says where to end, as long as it is there"));
  }

  @Override
  public Ledger open(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException {
    Map<String, String> inner = new HashMap<>();
    for (String pair : List.of(config.value("settings").split(";", 50))) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw Fault.INVALID_INPUT.because("'settings' is key=value, separated by ';'");
      }
      inner.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    Path at = Path.of(config.value("at"));
    Ledger ledger =
        LedgerProviders.load(HaltingLedgerProvider.class.getClassLoader())
            .open(config.value("of"), new LedgerConfig(inner), context);
    return new FaultyLedger(
        ledger,
        operation -> {
          try {
            return Files.exists(at)
                ? KillPoint.parse(Files.readString(at).strip()).script().next(operation)
                : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public Optional<ReceiptVerifier> offlineVerifier(String trust) {
    return Optional.empty();
  }
}
