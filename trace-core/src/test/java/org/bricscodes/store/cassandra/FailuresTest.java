package org.bricscodes.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void mayPass_ofSilenceAndBrokenConnections_isTrue() {
    assertThat(Failures.mayPass(new DriverTimeoutException("late"))).isTrue();
    assertThat(Failures.mayPass(new ClosedConnectionException("gone"))).isTrue();
    assertThat(Failures.mayPass(new CompletionException(new ClosedConnectionException("gone"))))
        .isTrue();
    assertThat(Failures.mayPass(AllNodesFailedException.fromErrors(List.of()))).isTrue();
  }

  @Test
  void mayPass_ofARequestThatIsWrong_isFalse() {
    assertThat(
            Failures.mayPass(
                new FrameTooLongException(InetSocketAddress.createUnresolved("h", 1), "long")))
        .isFalse();
    assertThat(Failures.mayPass(new IllegalArgumentException("a bug"))).isFalse();
  }
}
