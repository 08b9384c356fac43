package org.bricscodes.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process has of a service: logs of nodes, and while it writes the service, that. Those
 * who open and close say so here, and those who answer requests look. Safe for use from any thread;
 * nothing blocks.
 */
final class Holdings {

  private final String address;
  private final @Nullable String own;
  private final Map<String, HeldLog> logs = new ConcurrentSkipListMap<>();
  private volatile @Nullable Desk service;
  private volatile List<Seat> seats = List.of();

  private Holdings(String address, @Nullable String own) {
    this.address = address;
    this.own = own;
  }

  /** Of a process that is no node. */
  static Holdings none() {
    return new Holdings("", null);
  }

  static Holdings of(NodeSettings node) {
    return new Holdings(node.address(), node.log());
  }

  /** How other nodes reach this one. */
  String address() {
    return address;
  }

  /** The name of the log that is this node's. */
  Optional<String> own() {
    return Optional.ofNullable(own);
  }

  /** From now on requests may be answered with this log. */
  void add(HeldLog log) {
    logs.put(log.name(), log);
  }

  /** From now on it takes nothing more; to be said before it is closed. */
  void remove(HeldLog log) {
    logs.remove(log.name(), log);
  }

  /** This process writes the service, or null: no longer. */
  void service(@Nullable Desk desk) {
    service = desk;
  }

  /** What was read of where the logs are. */
  void seats(List<Seat> read) {
    seats = List.copyOf(read);
  }

  List<Seat> seats() {
    return seats;
  }

  Set<String> names() {
    return Set.copyOf(logs.keySet());
  }

  Optional<HeldLog> log(String name) {
    return Optional.ofNullable(logs.get(name));
  }

  Optional<HeldLog> log(int writer) {
    return logs.values().stream().filter(log -> log.number() == writer).findFirst();
  }

  /** Any log, this node's own before those it keeps for others. */
  Optional<HeldLog> anyLog() {
    Optional<HeldLog> first = own().flatMap(this::log);
    return first.isPresent() ? first : logs.values().stream().findFirst();
  }

  /** The writer that parties get which come to this node first. */
  int mine() {
    return own().flatMap(this::log).map(HeldLog::number).orElse(0);
  }

  /** What to ask where requests belong; empty while this process has nothing. */
  Optional<Desk> desk() {
    Desk writing = service;
    return writing == null ? anyLog().map(HeldLog::desk) : Optional.of(writing);
  }

  /** Whether this process has what the writer records with. */
  boolean has(int writer) {
    return writer == 0 ? service != null : log(writer).isPresent();
  }

  /** What is wrong with the logs here, for anyone to read; empty when nothing is. */
  String trouble() {
    if (own != null && !logs.containsKey(own)) {
      return "this node does not have its log "
          + own
          + ": another node gives it back, or it is opened; the rest of the service goes on";
    }
    return "";
  }
}
