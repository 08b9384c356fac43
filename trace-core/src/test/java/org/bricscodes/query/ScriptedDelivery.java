package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.bricscodes.epcis.RecordedEvent;

/** A subscriber that does what the test says, in turn; then it just takes what comes. */
final class ScriptedDelivery implements Delivery {

  /** Every parcel that reached the subscriber, whatever was answered. */
  private final List<List<String>> reached = new ArrayList<>();

  private final List<Parcel.Failure> failures = new ArrayList<>();

  private final Queue<Function<Parcel, CompletionStage<DeliveryOutcome>>> script =
      new ArrayDeque<>();

  private Function<Parcel, DeliveryOutcome> otherwise = parcel -> new DeliveryOutcome.Delivered();

  /** The subscriber has it and says this. */
  ScriptedDelivery then(DeliveryOutcome outcome) {
    return thenBy(
        parcel -> {
          reach(parcel);
          return CompletableFuture.completedStage(outcome);
        });
  }

  /** It never gets there. */
  ScriptedDelivery thenLost(DeliveryOutcome outcome) {
    return thenBy(parcel -> CompletableFuture.completedStage(outcome));
  }

  synchronized ScriptedDelivery thenBy(Function<Parcel, CompletionStage<DeliveryOutcome>> fate) {
    script.add(fate);
    return this;
  }

  synchronized void always(Function<Parcel, DeliveryOutcome> next) {
    otherwise = next;
  }

  @Override
  public CompletionStage<DeliveryOutcome> deliver(Parcel parcel) {
    Function<Parcel, CompletionStage<DeliveryOutcome>> fate;
    Function<Parcel, DeliveryOutcome> usual;
    synchronized (this) {
      if (parcel instanceof Parcel.Failure failure) {
        failures.add(failure);
        notifyAll();
        return CompletableFuture.completedStage(new DeliveryOutcome.Delivered());
      }
      fate = script.poll();
      usual = otherwise;
    }
    if (fate != null) {
      return fate.apply(parcel);
    }
    reach(parcel);
    return CompletableFuture.completedStage(usual.apply(parcel));
  }

  synchronized void reach(Parcel parcel) {
    if (parcel instanceof Parcel.Results results) {
      reached.add(results.events().stream().map(RecordedEvent::eventID).toList());
      notifyAll();
    }
  }

  synchronized List<List<String>> parcels() {
    return List.copyOf(reached);
  }

  synchronized List<Parcel.Failure> failures() {
    return List.copyOf(failures);
  }

  /** What a subscriber that knows events by their eventID has, in the order it came. */
  synchronized List<String> distinct() {
    return reached.stream().flatMap(List::stream).distinct().toList();
  }

  /** Waits until there are so many different events, or so many parcels. */
  void awaitDistinct(int count) throws InterruptedException {
    await(() -> distinct().size() >= count);
  }

  void awaitParcels(int count) throws InterruptedException {
    await(() -> parcels().size() >= count);
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    synchronized (this) {
      while (!condition.getAsBoolean()) {
        assertThat(System.nanoTime()).as("got %s", reached).isLessThan(end);
        wait(20);
      }
    }
  }
}
