package org.bricscodes.api;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets for a resolver that runs apart.
 *
 * @param scanBase the service with the scan pages, without trailing slash, such as {@code
 *     https://trace.example}
 * @param follow the service whose links are copied; null: links are set here
 * @param followKey key of an auditor there; needed if {@code follow} is set
 * @param followEvery pause between two looks, a second at least
 * @param followEmpty whether an export without any links is taken over when there are some here
 */
public record ResolverSettings(
    String scanBase,
    @Nullable URI follow,
    @Nullable String followKey,
    Duration followEvery,
    boolean followEmpty) {

  public ResolverSettings {
    if (!scanBase.matches("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?")) {
      throw new IllegalArgumentException(
          "the scan base must be http:// or https://, a host, and no trailing slash, found "
              + scanBase);
    }
    if (follow != null && (follow.getHost() == null || followKey == null)) {
      throw new IllegalArgumentException(
          "to follow a service takes its address, such as https://trace.example, and a key there");
    }
    if (followEvery.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("the pause between two looks is a second at least");
    }
  }

  @Override
  public String toString() {
    return "ResolverSettings[" + scanBase + ", follows " + follow + "]";
  }
}
