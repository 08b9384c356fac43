package org.bricscodes.moving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bricscodes.store.DyingStore;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.bricscodes.store.rocksdb.RocksStore;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignerKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything arrives, whoever dies when; and what is wrong is named. */
final class MovingTest {

  private static final int MAX_STEPS = 1_000;

  @TempDir private Path root;

  private MovedService service;

  @SuppressWarnings("NullAway.Init") // set before each test
  MovingTest() {}

  @BeforeEach
  void createService() throws IOException {
    service = new MovedService(root.resolve("data"), MovedService.memory());
  }

  @Test
  void move_toAnotherEngineAndBack_losesNothing() throws IOException {
    Path there = Files.createDirectory(root.resolve("there"));
    Path back = Files.createDirectory(root.resolve("back"));
    StoreExport.Exported exported = service.export(root.resolve("out"), new Disk());
    assertThat(exported.rows()).isEqualTo(270);
    assertThat(exported.entries()).isEqualTo(700);

    StoreImport.Imported imported =
        StoreImport.run(
            MovedService.target(there, () -> rocks(there)), root.resolve("out"), Progress.NONE);

    assertThat(imported.rows()).isEqualTo(270);
    assertThat(imported.origin()).isEqualTo("log.example/moved");
    assertThat(imported.root()).isEqualTo(exported.root());
    Store returned = MovedService.memory();
    try (Store engine = rocks(there)) {
      service.assertMoved(there, engine, "in RocksDB");
      try (var log = MovedService.log(there)) {
        Source source = new Source(there, engine, MovedService.TABLES, log, MovedService.KEYS);
        StoreExport.run(
            source, root.resolve("out2"), Progress.NONE, () -> MovedService.NOW, new Random(1));
      }
    }
    StoreImport.run(
        MovedService.target(back, MovedService.kept(returned)),
        root.resolve("out2"),
        Progress.NONE);
    service.assertMoved(back, returned, "back in memory");
  }

  @Test
  void export_holdsNoSecret() throws IOException {
    service.export(root.resolve("out"), new Disk());

    try (Stream<Path> files = Files.walk(root.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
            .as(file.toString())
            .doesNotContain("never to be seen")
            .doesNotContain(MovedService.KEY.secretText());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(MortalDisk.Death.class)
  void export_killedAtEveryStep_andRunAgain_isTheSame(MortalDisk.Death death) throws IOException {
    Map<String, Integer> whole = wholeExport();
    int step = 1;
    boolean died = true;
    while (died) {
      String name = "out-" + step;
      MortalDisk disk = new MortalDisk(step, death);
      try {
        service.export(root.resolve(name), disk);
      } catch (MortalDisk.Killed _) {
        if (!Files.exists(root.resolve(name).resolve(Manifest.FILE))) {
          service.export(root.resolve(name), new Disk());
        }
      }
      died = disk.died();

      assertThat(files(root.resolve(name))).as(death + " at step " + step).isEqualTo(whole);
      step++;
    }
    System.out.println("export killed " + death + " at each of " + (step - 2) + " steps: same");
    assertThat(step).isBetween(30, MAX_STEPS);
    Path to = Files.createDirectory(root.resolve("to"));
    Store into = MovedService.memory();
    StoreImport.run(
        MovedService.target(to, MovedService.kept(into)),
        root.resolve("out-" + step / 2),
        Progress.NONE);
    service.assertMoved(to, into, "from an export killed in the middle");
  }

  @ParameterizedTest
  @EnumSource(MortalDisk.Death.class)
  void import_killedAtEveryStepOfTheDisk_andRunAgain_isTheSame(MortalDisk.Death death)
      throws IOException {
    service.export(root.resolve("out"), new Disk());
    int step = 1;
    boolean died = true;
    while (died) {
      Path to = Files.createDirectory(root.resolve("to-" + step));
      Store into = MovedService.memory();
      Target target = MovedService.target(to, MovedService.kept(into));
      MortalDisk disk = new MortalDisk(step, death);
      try {
        new StoreImport(target, root.resolve("out"), disk, Progress.NONE).run();
      } catch (MortalDisk.Killed _) {
        if (ImportMark.exists(to) || MovedService.rows(into).isEmpty()) {
          new StoreImport(target, root.resolve("out"), new Disk(), Progress.NONE).run();
        }
      }
      died = disk.died();

      service.assertMoved(to, into, death + " at step " + step);
      step++;
    }
    System.out.println("import killed " + death + " at each of " + (step - 2) + " steps: same");
    assertThat(step).isBetween(20, MAX_STEPS);
  }

  @ParameterizedTest
  @EnumSource(DyingStore.Moment.class)
  void import_killedAtEveryWriteOfTheStore_andRunAgain_isTheSame(DyingStore.Moment moment)
      throws IOException {
    service.export(root.resolve("out"), new Disk());
    int call = 1;
    boolean died = true;
    while (died) {
      Path to = Files.createDirectory(root.resolve("to-" + call));
      Store into = MovedService.memory();
      DyingStore dying = new DyingStore(into, call, moment);
      try {
        StoreImport.run(
            MovedService.target(to, MovedService.kept(dying)), root.resolve("out"), Progress.NONE);
      } catch (StoreException _) {
        assertThatThrownBy(() -> ImportMark.requireNone(to))
            .hasMessageContaining("is half-filled: an import into it was begun");
        StoreImport.run(
            MovedService.target(to, MovedService.kept(into)), root.resolve("out"), Progress.NONE);
      }
      died = dying.isDead();

      service.assertMoved(to, into, moment + " at write " + call);
      call++;
    }
    System.out.println("import killed " + moment + " at each of " + (call - 2) + " writes: same");
    assertThat(call).isBetween(10, MAX_STEPS);
  }

  @Test
  void fullDisk_isTold_andTheSameCommandGoesOn() throws IOException {
    Path to = Files.createDirectory(root.resolve("to"));
    Store into = MovedService.memory();
    Target target = MovedService.target(to, MovedService.kept(into));

    assertRefused(
        () -> service.export(root.resolve("out"), new FullDisk(9)),
        MovingException.Reason.DISK,
        "the export stopped; what is there stays, and the same command goes on with it");
    service.export(root.resolve("out"), new Disk());
    assertRefused(
        () -> new StoreImport(target, root.resolve("out"), new FullDisk(9), Progress.NONE).run(),
        MovingException.Reason.DISK,
        "the import stopped; what is in stays, and the same command goes on with it");
    new StoreImport(target, root.resolve("out"), new Disk(), Progress.NONE).run();

    service.assertMoved(to, into, "after room was made");
  }

  private static final class FullDisk extends Disk {
    private int left;

    FullDisk(int left) {
      this.left = left;
    }

    @Override
    void write(Path file, byte[] content) throws IOException {
      if (--left < 0) {
        throw new IOException("No space left on device");
      }
      super.write(file, content);
    }
  }

  // --- what is refused ---

  @Test
  void export_goneOnWithAfterTheServiceRan_isRefused() {
    try {
      service.export(root.resolve("out"), new MortalDisk(20, MortalDisk.Death.BEFORE));
    } catch (MortalDisk.Killed _) {
      Moment.pass(service.data);
    }

    assertRefused(
        () -> service.export(root.resolve("out"), new Disk()),
        MovingException.Reason.CONFLICT,
        "since then the service has run");
  }

  @Test
  void export_intoAForeignFolder_isRefused() throws IOException {
    Path foreign = Files.createDirectory(root.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "my only copy");
    service.export(root.resolve("out"), new Disk());

    assertRefused(
        () -> service.export(foreign, new Disk()),
        MovingException.Reason.CONFLICT,
        "is not empty, and holds no export");
    assertRefused(
        () -> service.export(root.resolve("out"), new Disk()),
        MovingException.Reason.CONFLICT,
        "holds an export already");
  }

  @Test
  void import_damagedInAnyByte_isRefusedAndLeavesNothingUsable() throws IOException {
    service.export(root.resolve("out"), new Disk());
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root.resolve("out"))) {
      all.filter(Files::isRegularFile).filter(file -> !file.endsWith("begun")).forEach(files::add);
    }
    int tried = 0;
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = tried % 7; at < whole.length; at += Math.max(1, whole.length / 5)) {
        byte[] damaged = whole.clone();
        damaged[at] ^= 0x10;
        Files.write(file, damaged);
        refusedImport(file + " at byte " + at);
        tried++;
      }
      Files.write(file, Arrays.copyOf(whole, whole.length - 1));
      refusedImport(file + " cut short");
      Files.delete(file);
      refusedImport(file + " missing");
      Files.write(file, whole);
    }
    System.out.println(tried + " flipped bytes in " + files.size() + " files: each refused");
    assertThat(tried).isGreaterThan(60);
  }

  @Test
  void import_segmentOfAnotherExport_isNamed() throws IOException {
    service.export(root.resolve("out"), new Disk());
    StoreAnswer.await(
        service.store.write(List.of(MovedService.put(MovedService.ROWS, "p", "s", "later"))));
    try (var log = MovedService.log(service.data)) {
      Source source =
          new Source(service.data, service.store, MovedService.TABLES, log, MovedService.KEYS);
      new StoreExport(
              MovedService.SMALL,
              source,
              root.resolve("other"),
              new Disk(),
              Progress.NONE,
              () -> MovedService.NOW,
              new Random(77))
          .run();
    }
    Path segment = Path.of("table-bodies", "00000001.segment");
    Files.write(
        root.resolve("out").resolve(segment),
        Files.readAllBytes(root.resolve("other").resolve(segment)));

    assertRefused(
        () -> into("to", MovedService.memory()),
        MovingException.Reason.UNUSABLE,
        "00000001.segment belongs to export ");
  }

  @Test
  void import_manifestOfAnotherVersionOrNone_isNamed() throws IOException {
    Path out = root.resolve("out");
    service.export(out, new Disk());
    byte[] manifest = Files.readAllBytes(out.resolve("manifest"));

    Files.writeString(out.resolve("manifest"), "bricscodes.org/export@v2\nexport 1\n");
    assertRefused(
        () -> into("a", MovedService.memory()),
        MovingException.Reason.UNUSABLE,
        "is of no version this program reads; it reads bricscodes.org/export@v1");
    Files.delete(out.resolve("manifest"));
    assertRefused(
        () -> into("b", MovedService.memory()),
        MovingException.Reason.UNUSABLE,
        "holds an export that is not finished: run its trace export again");
    Files.write(out.resolve("manifest"), manifest);
    into("c", MovedService.memory());
  }

  @Test
  void import_manifestThatNamesAPathOutside_isRefused() throws IOException {
    Path out = root.resolve("out");
    service.export(out, new Disk());
    String manifest = Files.readString(out.resolve("manifest"), UTF_8);
    String evil = manifest.replace("stream table-bodies", "stream ../../etc");
    String body = evil.substring(0, evil.lastIndexOf("digest "));
    Files.writeString(
        out.resolve("manifest"), body + "digest " + Digest.sha256(body.getBytes(UTF_8)) + "\n");

    assertRefused(
        () -> into("to", MovedService.memory()),
        MovingException.Reason.UNUSABLE,
        "names a stream that can be none: ../../etc");
    for (String path :
        List.of(
            "../x", "witness/../../x", "keys/log.key", "/etc/passwd", "witness/.x", "log/head")) {
      assertThat(CarriedFiles.isCarried(path)).as(path).isFalse();
    }
    assertThat(CarriedFiles.isCarried("witness/log.example")).isTrue();
  }

  @Test
  void import_withOtherKeys_namesEach() throws IOException {
    service.export(root.resolve("out"), new Disk());
    Path to = Files.createDirectory(root.resolve("to"));
    Target right = MovedService.target(to, MovedService.kept(MovedService.memory()));
    Target wrong =
        new Target(
            to,
            right.store(),
            right.tables(),
            right.log(),
            right.logOptions(),
            right.logKey(),
            Map.of("master.key", "ff"));
    Target foreign =
        new Target(
            to,
            right.store(),
            right.tables(),
            right.log(),
            right.logOptions(),
            SignerKey.generate("else.example", new Random(8)).verifierKey(),
            MovedService.KEYS);

    assertRefused(
        () -> StoreImport.run(wrong, root.resolve("out"), Progress.NONE),
        MovingException.Reason.CONFLICT,
        "(master.key is another key, scan.key is missing)");
    assertRefused(
        () -> StoreImport.run(foreign, root.resolve("out"), Progress.NONE),
        MovingException.Reason.CONFLICT,
        "keys/log.key is the key of else.example, and did not sign the log of this export");
    assertThat(to).isEmptyDirectory();
  }

  @Test
  void import_intoWhatIsNotEmpty_isRefused() throws IOException {
    service.export(root.resolve("out"), new Disk());
    Store used = MovedService.memory();
    StoreAnswer.await(used.write(List.of(MovedService.put(MovedService.ROWS, "p", "s", "v"))));

    assertRefused(
        () -> into("a", used),
        MovingException.Reason.CONFLICT,
        "the store holds rows already (table rows)");
    into("b", MovedService.memory());
    assertRefused(
        () ->
            StoreImport.run(
                MovedService.target(root.resolve("b"), MovedService.kept(MovedService.memory())),
                root.resolve("out"),
                Progress.NONE),
        MovingException.Reason.CONFLICT,
        "holds a log already");
  }

  @Test
  void import_rowThatDoesNotReadBack_keepsTheDirectoryUnusable() throws IOException {
    service.export(root.resolve("out"), new Disk());
    Path to = Files.createDirectory(root.resolve("to"));
    Store forgetful =
        new ForwardingStore(MovedService.memory()) {
          @Override
          public CompletionStage<@Nullable Void> write(List<Write> writes) {
            return super.write(writes.subList(0, writes.size() - 1));
          }
        };

    assertRefused(
        () ->
            StoreImport.run(
                MovedService.target(to, MovedService.kept(forgetful)),
                root.resolve("out"),
                Progress.NONE),
        MovingException.Reason.DAMAGED,
        "rows that are not the 60 exported; the directory stays unusable");
    assertThatThrownBy(() -> ImportMark.requireNone(to)).isInstanceOf(MovingException.class);
  }

  private void into(String name, Store store) throws IOException {
    Path to = Files.createDirectory(root.resolve(name));
    StoreImport.run(
        MovedService.target(to, MovedService.kept(store)), root.resolve("out"), Progress.NONE);
  }

  private int refused;

  private void refusedImport(String what) throws IOException {
    Path to = Files.createDirectory(root.resolve("refused-" + refused++));
    assertThatThrownBy(
            () ->
                StoreImport.run(
                    MovedService.target(to, MovedService.kept(MovedService.memory())),
                    root.resolve("out"),
                    Progress.NONE))
        .as(what)
        .isInstanceOf(MovingException.class);
    boolean marked = ImportMark.exists(to);
    assertThat(marked || !Files.exists(to.resolve("log"))).as(what).isTrue();
  }

  private static RocksStore rocks(Path data) {
    return RocksStore.open(data.resolve("store"), MovedService.TABLES);
  }

  private Map<String, Integer> wholeExport() throws IOException {
    service.export(root.resolve("whole"), new Disk());
    return files(root.resolve("whole"));
  }

  /** Every file by name, with a hash of its content; ids are of a seeded source, so comparable. */
  private static Map<String, Integer> files(Path folder) throws IOException {
    Map<String, Integer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    files.keySet().removeIf(name -> name.endsWith(".tmp"));
    return files;
  }

  private static void assertRefused(
      ThrowingCallable call, MovingException.Reason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MovingException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }
}
