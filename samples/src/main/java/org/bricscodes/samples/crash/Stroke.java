package org.bricscodes.samples.crash;

/** What befalls a system call. */
enum Stroke {
  /** The process is killed as it makes the call, which has no effect. */
  KILLED_BEFORE(":signal=SIGKILL"),
  /** The process is killed when the call has taken effect, before its thread goes on. */
  KILLED_AFTER(":delay_exit=20000000"),
  /** The disk fails: the call does nothing and says so. */
  EIO(":error=EIO"),
  /** The disk is full: likewise. */
  ENOSPC(":error=ENOSPC");

  private final String injection;

  Stroke(String injection) {
    this.injection = injection;
  }

  /** As strace's option {@code -e} has it. */
  String at(String call, int nth) {
    return "inject=" + call + injection + ":when=" + nth;
  }

  boolean isKill() {
    return switch (this) {
      case KILLED_BEFORE, KILLED_AFTER -> true;
      case EIO, ENOSPC -> false;
    };
  }
}
