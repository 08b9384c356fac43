package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchId;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.EpochStatus;
import org.bricscodes.codes.InnerStates;
import org.bricscodes.codes.KeyEpoch;
import org.bricscodes.codes.Serial;
import org.bricscodes.scans.IssuedItem;
import org.bricscodes.scans.IssuedItems;
import org.bricscodes.scans.ItemFacts;
import org.bricscodes.scans.ScanSubject;
import org.bricscodes.scans.Stage;

/**
 * What the book of codes knows of an item, in the words of the rules over its scans. Whether any
 * key of an epoch is compromised is remembered from the last {@link #refresh}, so that a look asks
 * no more than that where none is.
 */
final class BookItems implements IssuedItems {

  private static final int MAX_REPORTS = 100;

  private final CodeBook codes;
  private final CodeStates states;
  private final CodeLife life;
  private final InnerStates inner;

  /** Batches of which somebody reports what is on a pack. */
  private final Cache<BatchId, Boolean> followed =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  private volatile Set<KeyEpoch> suspect = Set.of();

  BookItems(CodeBook codes, CodeStates states, CodeLife life, InnerStates inner) {
    this.codes = codes;
    this.states = states;
    this.life = life;
    this.inner = inner;
    refresh();
  }

  /** Looks again which epochs have a key that others may know; blocks. */
  void refresh() {
    suspect =
        codes.epochs().list().stream()
            .filter(key -> key.standing() == EpochStatus.Standing.COMPROMISED)
            .map(EpochStatus::epoch)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<IssuedItem> find(ScanSubject subject) {
    return switch (codes.check(subject.gtin(), subject.serial())) {
      case CodeCheck.Genuine genuine -> Optional.of(item(genuine));
      case CodeCheck.WrongLot wrong ->
          Optional.of(item(new CodeCheck.Genuine(wrong.batch(), wrong.counter(), wrong.serial())));
      case CodeCheck.NotIssued _, CodeCheck.KeyUnknown _, CodeCheck.Malformed _ -> Optional.empty();
    };
  }

  private IssuedItem item(CodeCheck.Genuine code) {
    return item(code.batch(), code.serial(), states.standing(code));
  }

  /** Of an item that was looked up already. */
  IssuedItem item(Batch batch, Serial serial, CodeState state) {
    ItemFacts facts =
        new ItemFacts(
            stage(batch, state.status()),
            state.at(),
            batch.markets(),
            batch.expiry(),
            exposure(batch, serial),
            inner.state(batch.gtin(), serial).activated());
    return new IssuedItem(batch.owner(), batch.lot(), facts);
  }

  /** Of the generation that made the batch; its codes are all of one. */
  private ItemFacts.Exposure exposure(Batch batch, Serial serial) {
    if (!suspect.contains(batch.epoch())) {
      return ItemFacts.Exposure.NONE;
    }
    CodeCheck.Genuine first = new CodeCheck.Genuine(batch, batch.firstCounter(), serial);
    return codes.epochs().status(first).standing() == EpochStatus.Standing.COMPROMISED
        ? ItemFacts.Exposure.COMPROMISED
        : ItemFacts.Exposure.NONE;
  }

  /**
   * Codes of which nobody says when they get onto packs are taken to be on them: only where that is
   * reported of a batch does its absence say anything.
   */
  private Stage stage(Batch batch, CodeState.Status status) {
    return switch (status) {
      case ORDERED -> isFollowed(batch) ? Stage.ORDERED : Stage.ACTIVE;
      case PRINTED -> isFollowed(batch) ? Stage.PRINTED : Stage.ACTIVE;
      case APPLIED -> Stage.APPLIED;
      case ACTIVE -> Stage.ACTIVE;
      case SOLD -> Stage.SOLD;
      case RECALLED -> Stage.RECALLED;
      case VOID -> Stage.VOID;
    };
  }

  private boolean isFollowed(Batch batch) {
    return followed.get(
        batch.id(),
        id ->
            life.reports(batch, 0, MAX_REPORTS).stream()
                .anyMatch(report -> report.status() == CodeState.Status.APPLIED));
  }
}
