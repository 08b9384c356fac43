package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.MasterKey;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreHealth;
import org.bricscodes.store.Table;

/**
 * Everything below HTTP, made by one plain chain of constructors over a data directory: what the
 * server, the demonstration, the off-line commands and the tests all run on. Opening blocks.
 */
public final class Assembly implements AutoCloseable {

  private final Deque<AutoCloseable> closers = new ArrayDeque<>();
  private final Store store;
  private final ApiKeys keys;
  private final CodeBook codes;
  private final CodeStates states;

  private Assembly(Path data, InstantSource clock, SecureRandom random) {
    directories(data);
    this.store = own(new InMemoryStore(tables()));
    this.keys = ApiKeys.open(store, random, clock);
    MasterKey master = MasterKey.openOrCreate(data.resolve("keys/master.key"), random);
    this.codes = new CodeBook(store, master, clock, random);
    this.states = new CodeStates(store, clock, random);
  }

  /**
   * Opens or makes the data directory.
   *
   * @throws RuntimeException if another process has it open, or what is there contradicts itself
   */
  public static Assembly open(Path data, InstantSource clock, SecureRandom random) {
    return new Assembly(data, clock, random);
  }

  ApiKeys keys() {
    return keys;
  }

  /** Issues and checks codes. */
  public CodeBook codes() {
    return codes;
  }

  CodeStates states() {
    return states;
  }

  boolean ready() {
    return store.health().state() == StoreHealth.State.SERVING;
  }

  /** Ends everything in the reverse order of its beginning. */
  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closeOne(closers.pop());
    }
  }

  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(Set.of(ApiKeys.TABLE));
    tables.addAll(CodeBook.tables());
    tables.addAll(CodeStates.tables());
    return tables;
  }

  private <T extends AutoCloseable> T own(T part) {
    closers.push(part);
    return part;
  }

  @SuppressWarnings("IllegalCatch") // one part that fails to close must not keep the others open
  private static void closeOne(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.getLogger(Assembly.class.getName())
          .log(System.Logger.Level.ERROR, "a part did not close cleanly", e);
    }
  }

  private static void directories(Path data) {
    try {
      for (String name : new String[] {"store", "log", "ledgers"}) {
        Files.createDirectories(data.resolve(name));
      }
      Path keys = data.resolve("keys");
      if (!Files.isDirectory(keys)) {
        Files.createDirectories(
            keys,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
