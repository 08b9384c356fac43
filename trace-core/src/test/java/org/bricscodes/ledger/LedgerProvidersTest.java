package org.bricscodes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bricscodes.ledger.Setting.Exposure;
import org.bricscodes.ledger.Setting.Need;
import org.junit.jupiter.api.Test;

final class LedgerProvidersTest {

  private static final LedgerContext CONTEXT =
      new LedgerContext(InstantSource.system(), new SecureRandom());

  @Test
  void named_unknown_listsTheKnown() {
    LedgerProviders providers = LedgerProviders.of(List.of(new Dummy("fabric"), new Dummy("evm")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> providers.named("EVM"))
        .withMessage("no ledger adapter 'EVM' on the class path; known: evm, fabric");
  }

  @Test
  void of_twoWithOneId_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LedgerProviders.of(List.of(new Dummy("evm"), new Dummy("evm"))))
        .withMessageContaining("'evm'");
  }

  @Test
  void open_wrongSettings_namesEveryFault() {
    LedgerProviders providers = LedgerProviders.of(List.of(new Dummy("evm")));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(
            () -> providers.open("evm", new LedgerConfig(Map.of("ulr", "x", "zzz", "y")), CONTEXT))
        .withMessage(
            "INVALID_INPUT: 'url' is missing: where the node is; 'ulr' is no setting of this"
                + " adapter; 'zzz' is no setting of this adapter");
  }

  @Test
  void open_leftOut_getsTheStandardValue() {
    LedgerProviders providers = LedgerProviders.of(List.of(new Dummy("evm")));

    assertThatExceptionOfType(LedgerException.Unavailable.class)
        .isThrownBy(() -> providers.open("evm", config(), CONTEXT))
        .withMessage("UNAVAILABLE: http://node every 12");
  }

  @Test
  void config_shown_holdsNoValue() {
    assertThat(new LedgerConfig(Map.of("key", "s3cret"))).hasToString("LedgerConfig[key]");
  }

  @Test
  void offlineVerifier_withoutAdapter_isEmpty() throws Exception {
    assertThat(LedgerProviders.of(List.of()).offlineVerifier(new LedgerId("evm", "1"), "x"))
        .isEmpty();
  }

  @Test
  void fault_everyOne_hasTheExceptionThatSaysWhetherTheWriteMayExist() {
    for (Fault fault : Fault.values()) {
      Class<? extends LedgerException> expected =
          switch (fault.effect()) {
            case NONE -> LedgerException.Refused.class;
            case NOT_BY_THIS_CALL -> LedgerException.Unavailable.class;
            case POSSIBLE -> LedgerException.OutcomeUnknown.class;
          };
      assertThat(fault.because("why")).isExactlyInstanceOf(expected);
    }
    assertThat(Fault.TIMEOUT.effect()).isEqualTo(Fault.Effect.POSSIBLE);
  }

  private static LedgerConfig config() {
    return new LedgerConfig(Map.of("url", "http://node"));
  }

  /** An adapter that opens nothing and says what it was given. */
  private record Dummy(String id) implements LedgerProvider {

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.required("url", "where the node is"),
          Setting.optional("every", "seconds", "12"),
          new Setting("key", "signs", Need.OPTIONAL, Optional.empty(), Exposure.SECRET));
    }

    @Override
    public Ledger open(LedgerConfig config, LedgerContext context) throws LedgerException {
      throw Fault.UNAVAILABLE.because(config.value("url") + " every " + config.value("every"));
    }

    @Override
    public Optional<ReceiptVerifier> offlineVerifier(String trust) {
      return Optional.empty();
    }
  }
}
