package org.bricscodes.shares;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue that is fair among parties: what one puts in comes out in the order it went in,
 * and parties take turns, one thing each. So who puts in a thousand things waits for his thousand,
 * and who puts in one waits for one of each of the others.
 *
 * <p>When it is full, room is made by pushing out the newest thing of whoever has most in it; it is
 * handed back to be refused. Who has most himself is refused himself. So the whole queue is
 * anybody's while nobody else needs it.
 *
 * <p>Not safe for use from several threads: whoever has it guards it.
 */
public final class FairQueue<T> {

  private final int capacity;

  /** Things of each that has any, in the order of their turns. */
  private final LinkedHashMap<String, Deque<T>> waiting = new LinkedHashMap<>();

  private int size;

  /**
   * @param capacity things in it, at most
   */
  public FairQueue(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue holds something");
    }
    this.capacity = capacity;
  }

  /**
   * Puts it in.
   *
   * @param pushedOut told what went out for it
   * @return whether it is in
   */
  public boolean offer(String party, T thing, Consumer<T> pushedOut) {
    if (size == capacity) {
      Deque<T> most = longest();
      Deque<T> mine = waiting.get(party);
      if (mine != null && mine.size() + 1 >= most.size()) {
        return false;
      }
      if (mine == null && most.size() < 2) {
        return false; // everybody has one thing in it, and was here before
      }
      T out = most.removeLast();
      size--;
      pushedOut.accept(out);
    }
    waiting.computeIfAbsent(party, _ -> new ArrayDeque<>()).add(thing);
    size++;
    return true;
  }

  /** What {@link #poll()} would take; null when it is empty. */
  public @Nullable T peek() {
    Iterator<Deque<T>> turns = waiting.values().iterator();
    return turns.hasNext() ? turns.next().peekFirst() : null;
  }

  /** Takes the first thing of whose turn it is; null when it is empty. */
  public @Nullable T poll() {
    return poll(_ -> true);
  }

  /** Takes the first thing of the next whom this allows; null when there is none. */
  public @Nullable T poll(Predicate<String> allowed) {
    for (Iterator<Map.Entry<String, Deque<T>>> turns = waiting.entrySet().iterator();
        turns.hasNext(); ) {
      Map.Entry<String, Deque<T>> turn = turns.next();
      if (allowed.test(turn.getKey())) {
        Deque<T> things = turn.getValue();
        turns.remove();
        T first = things.removeFirst();
        size--;
        if (!things.isEmpty()) {
          waiting.put(turn.getKey(), things);
        }
        return first;
      }
    }
    return null;
  }

  /** Things in it. */
  public int size() {
    return size;
  }

  /** Parties that have something in it. */
  public int parties() {
    return waiting.size();
  }

  private Deque<T> longest() {
    Deque<T> longest = waiting.firstEntry().getValue();
    for (Deque<T> each : waiting.values()) {
      longest = each.size() > longest.size() ? each : longest;
    }
    return longest;
  }
}
