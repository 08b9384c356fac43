package org.bricscodes.provenance;

import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The events of another source that the log covers, for what is to be proven: an event that is not
 * logged yet can tie nothing to a code in a bundle, which would lack it.
 *
 * @param size entries under the newest checkpoint; only grows
 */
public record LoggedEvents(EventSource all, LongSupplier size) implements EventSource {

  @Override
  public List<Found> find(Collection<String> terms, Instant from, Instant to, int limit) {
    return findEach(List.of(new Question(terms, from, to, limit))).next();
  }

  @Override
  public Iterator<List<Found>> findEach(List<Question> questions) {
    long logged = size.getAsLong();
    Iterator<List<Found>> answers = all.findEach(questions);
    return questions.stream()
        .map(_ -> answers.next())
        .map(
            answer ->
                answer.stream().filter(found -> found.recorded().sequence() < logged).toList())
        .iterator();
  }

  @Override
  public EventSource forAMoment() {
    return new LoggedEvents(all.forAMoment(), size);
  }
}
