package org.bricscodes.api;

/** Which addresses events may be delivered to. */
public enum Subscribers {
  /** Only by {@code https}, and only to addresses of the public Internet. */
  PUBLIC,
  /** By {@code http} as well, and into the operator's own networks, this machine included. */
  ANYWHERE
}
