package org.bricscodes.store;

class InMemoryStoreTest extends StoreContract {

  @Override
  protected Store create() {
    return new InMemoryStore(TABLES);
  }
}
