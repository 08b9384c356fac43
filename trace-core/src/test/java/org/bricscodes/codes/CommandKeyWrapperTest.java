package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, written in the shell that every POSIX system has. */
class CommandKeyWrapperTest {

  private static final byte[] MASTER = HexFormat.of().parseHex(TestKeys.MASTER_HEX);

  @TempDir private Path folder;

  @Test
  void wrap_byAProgram_isUnwrappedByIt() throws IOException {
    // As a key service would: what it gives names the key, here in front of the swapped bytes.
    KeyWrapper wrapper =
        KeyWrappers.open(
            "command:"
                + script(
                    "case $2 in wrap) printf KEY1; tr '\\000-\\377' '\\200-\\377\\000-\\177' ;;"
                        + " unwrap) tail -c +5 | tr '\\200-\\377\\000-\\177' '\\000-\\377' ;; esac")
                + " alias/trace");

    byte[] file = WrappedKey.wrap(MASTER, wrapper, new SecureRandom());

    assertThat(wrapper.id()).isEqualTo("command:kek");
    assertThat(WrappedKey.wrapperId(file)).isEqualTo("command:kek");
    assertThat(WrappedKey.unwrap(file, wrapper)).isEqualTo(MASTER);
  }

  @Test
  void program_thatFails_saysItsExitCode() throws IOException {
    assertThatThrownBy(() -> wrapper("cat >/dev/null; exit 7").wrap(MASTER))
        .isInstanceOf(CodesException.UnusableKey.class)
        .hasMessage("command:kek, asked to wrap, ended with exit code 7");
  }

  @Test
  void program_thatReadsNothing_andSaysNothing_isRefused() throws IOException {
    assertThatThrownBy(() -> wrapper("exit 0").unwrap(MASTER))
        .hasMessage("command:kek, asked to unwrap, did not write 1 to 4096 bytes");
  }

  @Test
  void program_thatWritesWithoutEnd_isEnded() throws IOException {
    assertThatThrownBy(() -> wrapper("exec yes").wrap(MASTER))
        .hasMessageContaining("wrote more than 4096 bytes");
  }

  @Test
  void program_thatDoesNotEnd_isEnded() throws IOException {
    assertThatThrownBy(() -> wrapper("exec sleep 600").wrap(MASTER))
        .hasMessageContaining("did not end within");
  }

  @Test
  void program_thatIsNotThere_isRefused() {
    assertThatThrownBy(() -> KeyWrappers.open("command:/nowhere/kek").wrap(MASTER))
        .hasMessage("command:kek cannot be started");
    assertThatThrownBy(() -> KeyWrappers.open("command:"))
        .isInstanceOf(CodesException.UnusableKey.class);
  }

  private KeyWrapper wrapper(String body) throws IOException {
    return new CommandKeyWrapper(List.of(script(body).toString()), Duration.ofMillis(1500));
  }

  private Path script(String body) throws IOException {
    Path file = Files.writeString(folder.resolve("kek"), "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
