package org.bricscodes.api;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Makes room for a {@link Lane} in every context of Vert.x, which it has to be asked for before the
 * first one is made; found by its service loader.
 */
public final class LaneRegistration implements VertxServiceProvider {

  /** For the service loader. */
  public LaneRegistration() {}

  @Override
  public void init(VertxBootstrap builder) {
    Lane.prepare();
  }
}
