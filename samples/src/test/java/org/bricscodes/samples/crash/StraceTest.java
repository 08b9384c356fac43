package org.bricscodes.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strace wrote down says whether a call was struck, and of which file. */
final class StraceTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before the test
  Path folder;

  @Test
  void killBeforeACall_isFoundByTheEnd_withTheFileOfTheLastCall() throws IOException {
    assertThat(
            hit(
                Stroke.KILLED_BEFORE,
                """
                fdatasync(28</d/store/000033.log>) = 0
                fdatasync(29</d/store/000034.log> <unfinished ...>) = ?
                +++ killed by SIGKILL +++
                """))
        .contains("/d/store/000034.log");
  }

  @Test
  void callsThatWentThrough_areNoHit() throws IOException {
    assertThat(hit(Stroke.KILLED_BEFORE, "fdatasync(28</d/store/000033.log>) = 0\n")).isEmpty();
    assertThat(hit(Stroke.KILLED_AFTER, "fdatasync(28</d/store/000033.log>) = 0\n")).isEmpty();
    assertThat(hit(Stroke.EIO, "fdatasync(28</d/store/000033.log>) = 0\n")).isEmpty();
  }

  @Test
  void delayedCall_isOneThatTookEffect() throws IOException {
    assertThat(
            hit(
                Stroke.KILLED_AFTER,
                """
                fdatasync(28</d/store/000033.log>) = 0 (DELAYED)
                +++ killed by SIGKILL +++
                """))
        .contains("/d/store/000033.log");
  }

  @Test
  void failedCallOfNoDescriptor_isKnownByItsPath() throws IOException {
    assertThat(
            hit(
                Stroke.ENOSPC,
                "123 fdatasync(\"/d/log/head.tmp\", \"/d/log/head\") = -1 ENOSPC (INJECTED)\n"))
        .contains("/d/log/head.tmp");
  }

  @Test
  void injection_isSaidAsStraceWantsIt() {
    assertThat(Stroke.KILLED_BEFORE.at("rename", 3))
        .isEqualTo("inject=rename:signal=SIGKILL:when=3");
    assertThat(Stroke.EIO.at("fdatasync", 1)).isEqualTo("inject=fdatasync:error=EIO:when=1");
  }

  private Optional<String> hit(Stroke stroke, String seen) throws IOException {
    Path file = Files.writeString(folder.resolve("seen"), seen);
    return Strace.hit(
        file,
        new FaultPoint(
            Activity.EVENTS, FaultPoint.Moment.SERVING, "store-committer", "fdatasync", stroke));
  }
}
