package org.bricscodes.api.export;

import java.util.List;
import org.bricscodes.query.EventWalk;

/**
 * One file in the making: {@link #head}, then {@link #rows} for every batch, then {@link #tail},
 * one after the other by one thread at a time. The pieces in that order are the file. Memory is
 * bounded, however many rows come.
 */
public interface EventExport {

  /** What comes before the first row. */
  byte[] head();

  /** What these rows add; may be empty where rows are gathered first. */
  byte[] rows(List<EventWalk.Found> batch);

  /** What comes behind the last row. */
  byte[] tail();
}
