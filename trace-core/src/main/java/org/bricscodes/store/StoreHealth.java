package org.bricscodes.store;

/**
 * How a store is just now.
 *
 * @param queuedCalls writing calls accepted and not yet durable
 * @param detail for operators: what failed, or empty; holds no stored content
 */
public record StoreHealth(State state, int queuedCalls, String detail) {

  public enum State {
    SERVING,
    /**
     * A write failed half-way; further ones are refused until the store is reopened, and so are
     * reads unless the engine can answer them truly.
     */
    FAILED,
    CLOSED
  }
}
