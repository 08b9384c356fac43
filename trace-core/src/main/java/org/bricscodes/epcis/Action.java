package org.bricscodes.epcis;

/** How an event relates to the lifecycle of what it names (EPCIS 2.0 §7.3.3.2). */
public enum Action {
  ADD,
  OBSERVE,
  DELETE
}
