package org.bricscodes.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bricscodes.codes.CodeState.Status;
import org.junit.jupiter.api.Test;

/** Random reports, lists and settings, against a model that keeps a status per code. */
class StateRunsPropertyTest {

  private static final int CODES = 300;
  private static final List<Stage> STAGES = List.of(Stage.PRINTED, Stage.APPLIED, Stage.ACTIVE);
  private static final List<Status> SETTINGS =
      List.of(
          Status.PRINTED, Status.APPLIED, Status.ACTIVE, Status.SOLD, Status.RECALLED, Status.VOID);

  @Test
  void states_agreeWithAModelThatKeepsEveryCode() {
    long seed = new Random().nextLong();
    System.out.println("StateRunsPropertyTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      TestBook test = new TestBook();
      CodeBook book = test.book();
      book.issue(TestBook.order("before", 4000)); // so that the batch spans two slices
      Batch batch = book.issue(TestBook.order(CODES));
      book.issue(TestBook.order("behind", 100));
      CodeLife life = test.life();
      CodeStates states = test.states();
      Status[] reported = new Status[CODES];
      Status[] set = new Status[CODES];
      java.util.Arrays.fill(reported, Status.ORDERED);
      java.util.Arrays.fill(set, Status.ORDERED);
      for (int step = 0; step < 12; step++) {
        if (random.nextBoolean()) {
          report(random, life, batch, reported);
        } else {
          int place = random.nextInt(CODES);
          Status next = SETTINGS.get(random.nextInt(SETTINGS.size()));
          CodeSubject.Item item =
              new CodeSubject.Item(batch.gtin(), batch.epoch(), batch.firstCounter() + place);
          if (states.set(item, next, "p", "r") instanceof CodeStates.Change.Done) {
            set[place] = next;
          }
        }
      }

      List<Status> expected = new ArrayList<>();
      for (int place = 0; place < CODES; place++) {
        expected.add(reported[place].compareTo(set[place]) > 0 ? reported[place] : set[place]);
      }

      assertThat(told(life.states(batch))).as("seed %d round %d", seed, round).isEqualTo(expected);
      int place = random.nextInt(CODES);
      assertThat(told(life.states(batch, place)))
          .as("seed %d round %d from %d", seed, round, place)
          .isEqualTo(expected.subList(place, CODES));
      Serial serial = book.serials(batch).stream(place).findFirst().orElseThrow();
      CodeCheck.Genuine code = (CodeCheck.Genuine) book.check(TestBook.GTIN, serial.text());
      assertThat(states.standing(code).status())
          .as("seed %d round %d place %d", seed, round, place)
          .isEqualTo(expected.get(place));
    }
  }

  private static void report(Random random, CodeLife life, Batch batch, Status[] reported) {
    Stage stage = STAGES.get(random.nextInt(STAGES.size()));
    int from = random.nextInt(CODES);
    int count = 1 + random.nextInt(CODES - from);
    List<Long> wasted = random.nextInt(3) == 0 ? List.of((long) random.nextInt(CODES)) : List.of();
    life.report(batch, new StageReport(stage, from, count, "p", null, wasted, "waste", null));
    for (int place = from; place < from + count; place++) {
      if (stage.status().compareTo(reported[place]) > 0) {
        reported[place] = stage.status();
      }
    }
    wasted.forEach(place -> reported[place.intValue()] = Status.VOID);
  }

  private static List<Status> told(StateRuns runs) {
    List<Status> told = new ArrayList<>();
    for (StateRun run = runs.next(); run != null; run = runs.next()) {
      for (long i = 0; i < run.count(); i++) {
        told.add(run.state().status());
      }
    }
    return told;
  }
}
