package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import org.bricscodes.store.StoreException;
import org.junit.jupiter.api.Test;

class GateTest {

  @Test
  void enter_beyondTheCalls_isOverloadedUntilOneLeaves() {
    Gate gate = new Gate(2, 1_000);
    assertThat(gate.enter(1)).isNull();
    assertThat(gate.enter(1)).isNull();

    assertThat(gate.enter(1)).isInstanceOf(StoreException.Overloaded.class);
    assertThat(gate.calls()).isEqualTo(2);

    gate.leave(1);
    assertThat(gate.enter(1)).isNull();
  }

  @Test
  void enter_beyondTheBytes_isOverloadedExceptAlone() {
    Gate gate = new Gate(10, 1_000);
    assertThat(gate.enter(5_000)).isNull();

    assertThat(gate.enter(1)).isInstanceOf(StoreException.Overloaded.class);

    gate.leave(5_000);
    assertThat(gate.enter(999)).isNull();
    assertThat(gate.enter(2)).isInstanceOf(StoreException.Overloaded.class);
  }

  @Test
  void enter_ofAClosedGate_isRefusedWithTheFirstReason() {
    Gate gate = new Gate(2, 1_000);
    StoreException reason = new StoreException.Unavailable("the first");

    gate.close(reason);
    gate.close(new StoreException.Unavailable("the second"));

    assertThat(gate.enter(1)).isSameAs(reason);
    assertThat(gate.isClosed()).isTrue();
    gate.drain();
  }
}
