package org.bricscodes.moving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bricscodes.store.Store;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.TransparencyLog;

/** A process to be killed: exports or imports, and prints a line when it begins. */
final class MovingProcess {

  private MovingProcess() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[1]);
    Path folder = Path.of(arguments[2]);
    System.out.println("begins");
    if (arguments[0].equals("export")) {
      try (Store store = RocksStore.open(data.resolve("store"), MovedService.TABLES);
          TransparencyLog log = MovedService.log(data)) {
        Source source = new Source(data, store, MovedService.TABLES, log, MovedService.KEYS);
        new StoreExport(
                new StoreExport.Sizes(200_000, 200, 256),
                source,
                folder,
                new Disk(),
                Progress.NONE,
                () -> MovedService.NOW,
                new Random(2))
            .run();
      }
    } else {
      Files.createDirectories(data);
      Target target =
          MovedService.target(
              data, () -> RocksStore.open(data.resolve("store"), MovedService.TABLES));
      StoreImport.run(target, folder, Progress.NONE);
    }
  }
}
