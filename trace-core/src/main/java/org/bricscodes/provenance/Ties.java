package org.bricscodes.provenance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.epcis.Action;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.TransformationEvent;
import org.bricscodes.epcis.UriRef;

/** Who reported that the things of a trace belong together: went into, or were packed in. */
final class Ties {

  private record Tie(String to, String reporter) {}

  private final Map<String, Set<Tie>> from = new HashMap<>();

  Ties(Trace trace) {
    for (TracedEvent traced : trace.events()) {
      EpcisEvent event = traced.event();
      if (event.common().errorDeclaration() == null) {
        String reporter = traced.recorded().party();
        UriRef parent = event.parentID();
        if (parent != null && event.action() == Action.ADD) {
          tie(children(event), List.of(parent.canonical()), reporter, trace);
        }
        if (event instanceof TransformationEvent made) {
          tie(outputs(made), inputs(made), reporter, trace);
        }
      }
    }
  }

  /** What can be reached from these by ties that such parties reported; these included. */
  Set<String> reach(Set<String> begin, Predicate<String> reporters) {
    Set<String> reached = new HashSet<>(begin);
    Deque<String> open = new ArrayDeque<>(begin);
    while (!open.isEmpty()) {
      for (Tie tie : from.getOrDefault(open.remove(), Set.of())) {
        if (reporters.test(tie.reporter()) && reached.add(tie.to())) {
          open.add(tie.to());
        }
      }
    }
    return reached;
  }

  private void tie(List<String> things, List<String> to, String reporter, Trace trace) {
    for (String thing : things) {
      if (trace.subjects().contains(thing)) {
        Set<Tie> ties = from.computeIfAbsent(thing, _ -> new HashSet<>());
        to.stream()
            .filter(trace.subjects()::contains)
            .forEach(each -> ties.add(new Tie(each, reporter)));
      }
    }
  }

  private static List<String> children(EpcisEvent event) {
    List<String> children = new ArrayList<>();
    event.childEPCs().forEach(id -> children.add(id.canonical()));
    event.childQuantityList().forEach(each -> children.add(each.epcClass().canonical()));
    return children;
  }

  private static List<String> outputs(TransformationEvent event) {
    List<String> outputs = new ArrayList<>();
    event.outputEPCList().forEach(id -> outputs.add(id.canonical()));
    event.outputQuantityList().forEach(each -> outputs.add(each.epcClass().canonical()));
    return outputs;
  }

  private static List<String> inputs(TransformationEvent event) {
    List<String> inputs = new ArrayList<>();
    event.inputEPCList().forEach(id -> inputs.add(id.canonical()));
    event.inputQuantityList().forEach(each -> inputs.add(each.epcClass().canonical()));
    return inputs;
  }
}
