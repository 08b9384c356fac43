package org.bricscodes.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static final int ENOUGH = 100_000;

  @Test
  void plan_givesAsManyBlowsAsItWasTold() {
    Plan plan = new Plan(1, 100);

    assertThat(drain(plan, 1_000)).hasSize(100);
    assertThat(plan.next()).isEmpty();
  }

  @Test
  void plan_takesEveryPointBeforeAnyComesAgain() {
    Plan plan = new Plan(1, ENOUGH);

    Map<FaultPoint, Integer> times = new HashMap<>();
    while (times.size() < FaultPoint.all().size()) {
      for (FaultPoint point : points(drain(plan, 1))) {
        assertThat(times.merge(point, 1, Integer::sum)).isEqualTo(1);
      }
    }
  }

  @Test
  void plan_goesOnToTheNextCall_andBeginsAgainBehindTheLast() {
    Plan plan = new Plan(1, ENOUGH);
    FaultPoint point = serving(FaultPoint.all());

    List<Integer> calls = new ArrayList<>();
    while (calls.size() < 5) {
      for (Plan.Blow blow : drain(plan, 1)) {
        if (blow instanceof Plan.Blow.At at && at.point().equals(point)) {
          calls.add(at.nth());
          plan.landed(at, at.nth() < 3);
        }
      }
    }

    assertThat(calls).containsExactly(1, 2, 3, 1, 2);
  }

  @Test
  void plan_leavesOutAPointThatWasNeverThere() {
    Plan plan = new Plan(1, ENOUGH);
    FaultPoint point = serving(FaultPoint.all());
    Plan.Blow.At first = new Plan.Blow.At(point, 1);

    plan.landed(first, false);
    assertThat(plan.absent()).isEmpty();
    plan.landed(first, false);

    assertThat(plan.absent()).containsExactly(point);
  }

  @Test
  void points_coverEveryStrokeOfTheCommitterUnderEveryActivity() {
    assertThat(FaultPoint.all())
        .filteredOn(point -> point.thread().equals("store-committer"))
        .filteredOn(point -> point.call().equals("fdatasync"))
        .hasSize(Activity.values().length * Stroke.values().length)
        .doesNotHaveDuplicates();
  }

  private static FaultPoint serving(List<FaultPoint> points) {
    return points.stream()
        .filter(point -> point.moment() == FaultPoint.Moment.SERVING)
        .findFirst()
        .orElseThrow();
  }

  private static List<FaultPoint> points(List<Plan.Blow> blows) {
    List<FaultPoint> points = new ArrayList<>();
    for (Plan.Blow blow : blows) {
      if (blow instanceof Plan.Blow.At at) {
        points.add(at.point());
      }
    }
    return points;
  }

  private static List<Plan.Blow> drain(Plan plan, int most) {
    List<Plan.Blow> blows = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      plan.next().ifPresent(blows::add);
    }
    return blows;
  }
}
