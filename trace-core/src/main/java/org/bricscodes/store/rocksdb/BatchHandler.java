package org.bricscodes.store.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Walks the rows of a batch that this program wrote: puts and deletes by family, and marks. */
abstract class BatchHandler extends WriteBatch.Handler {

  @Override
  public abstract void put(int family, byte[] key, byte[] value) throws RocksDBException;

  @Override
  public abstract void delete(int family, byte[] key) throws RocksDBException;

  @Override
  public void put(byte[] key, byte[] value) {
    throw foreign();
  }

  @Override
  public void delete(byte[] key) {
    throw foreign();
  }

  @Override
  public void merge(int family, byte[] key, byte[] value) {
    throw foreign();
  }

  @Override
  public void merge(byte[] key, byte[] value) {
    throw foreign();
  }

  @Override
  public void singleDelete(int family, byte[] key) {
    throw foreign();
  }

  @Override
  public void singleDelete(byte[] key) {
    throw foreign();
  }

  @Override
  public void deleteRange(int family, byte[] begin, byte[] end) {
    throw foreign();
  }

  @Override
  public void deleteRange(byte[] begin, byte[] end) {
    throw foreign();
  }

  @Override
  public void putBlobIndex(int family, byte[] key, byte[] value) {
    throw foreign();
  }

  @Override
  public void markBeginPrepare() {
    throw foreign();
  }

  @Override
  public void markEndPrepare(byte[] name) {
    throw foreign();
  }

  @Override
  public void markNoop(boolean empty) {}

  @Override
  public void markRollback(byte[] name) {
    throw foreign();
  }

  @Override
  public void markCommit(byte[] name) {
    throw foreign();
  }

  @Override
  public void markCommitWithTimestamp(byte[] name, byte[] time) {
    throw foreign();
  }

  private static IllegalStateException foreign() {
    return new IllegalStateException("a batch in the log was not written by this program");
  }
}
