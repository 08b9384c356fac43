package org.bricscodes.api;

import org.jspecify.annotations.Nullable;

/** The address clients use, known once the server listens; without a trailing slash. */
final class BaseUrl {

  private volatile @Nullable String value;

  BaseUrl(@Nullable String configured) {
    this.value = configured;
  }

  /** Called once, when the port is known; a configured address stays. */
  void listening(String address) {
    if (value == null) {
      value = address;
    }
  }

  /** The address followed by {@code path}, which starts with a slash or is empty. */
  String at(String path) {
    String base = value;
    return base == null ? path : base + path;
  }
}
