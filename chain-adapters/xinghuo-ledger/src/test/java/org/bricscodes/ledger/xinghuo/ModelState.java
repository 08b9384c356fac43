package org.bricscodes.ledger.xinghuo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.ledger.xinghuo.Operation.Log;
import org.bricscodes.ledger.xinghuo.Operation.PayCoin;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;
import org.bricscodes.ledger.xinghuo.Operation.SetPrivilege;
import org.bricscodes.ledger.xinghuo.Operation.Signer;
import org.bricscodes.ledger.xinghuo.Operation.TypeThreshold;

/** All accounts at one height. Immutable; executing a transaction makes the next. */
record ModelState(Map<String, Account> accounts) {

  static final int OK = 0;
  static final int BAD_PARAMETER = 2;
  static final int WEIGHT = 93;
  static final int LOW_RESERVE = 100;
  static final int NO_ACCOUNT = 103;
  static final int VERSION = 144;
  static final int TOO_BIG = 146;

  private static final int MAX_KEY = 1024;
  private static final int MAX_VALUE = 256_000;

  record Entry(String value, long version) {}

  record Account(long balance, long nonce, Map<String, Entry> metadata) {

    Account {
      metadata = Map.copyOf(metadata);
    }
  }

  /** What a transaction came to: without effect, only its fee and its nonce are gone. */
  record Outcome(ModelState state, int code, String description) {}

  ModelState {
    accounts = Map.copyOf(accounts);
  }

  ModelState with(String address, Account account) {
    Map<String, Account> changed = new HashMap<>(accounts);
    changed.put(address, account);
    return new ModelState(changed);
  }

  Outcome execute(Transaction tx, long fee, long reserve) {
    Account payer = accounts.get(tx.source());
    if (payer == null) {
      throw new IllegalStateException("admitted without an account");
    }
    ModelState paid =
        with(tx.source(), new Account(payer.balance() - fee, payer.nonce() + 1, payer.metadata()));
    ModelState state = paid;
    for (Operation operation : tx.operations()) {
      if (!operation.source().isEmpty() && !operation.source().equals(tx.source())) {
        return new Outcome(paid, WEIGHT, "the operation's account did not sign");
      }
      Outcome outcome = state.execute(tx.source(), operation.content(), reserve);
      if (outcome.code() != OK) {
        return new Outcome(paid, outcome.code(), outcome.description());
      }
      state = outcome.state();
    }
    return new Outcome(state, OK, "");
  }

  private Outcome execute(String source, Operation.Content content, long reserve) {
    return switch (content) {
      case SetMetadata set -> setMetadata(source, set);
      case PayCoin(String dest, long amount, String _) -> pay(source, dest, amount, reserve);
      case Log(String _, List<String> _) -> new Outcome(this, OK, "");
      case SetPrivilege(String _, List<Signer> _, String _, List<TypeThreshold> _) ->
          failed(BAD_PARAMETER, "this model has no privileges");
    };
  }

  private Outcome setMetadata(String source, SetMetadata set) {
    if (set.key().isEmpty() || set.key().length() > MAX_KEY || set.value().length() > MAX_VALUE) {
      return failed(TOO_BIG, "a key has 1 to 1024 characters, a value up to 256000");
    }
    Account account = accounts.get(source);
    if (account == null) {
      return failed(NO_ACCOUNT, "no such account");
    }
    Entry there = account.metadata().get(set.key());
    long version = there == null ? 0 : there.version();
    boolean remove = set.removal() == Removal.DELETE;
    long expected = remove ? version : version + 1;
    if (set.version() != 0 && set.version() != expected) {
      return failed(VERSION, "the version of the metadata is " + version);
    }
    Map<String, Entry> metadata = new HashMap<>(account.metadata());
    if (remove) {
      metadata.remove(set.key());
    } else {
      metadata.put(set.key(), new Entry(set.value(), version + 1));
    }
    return new Outcome(
        with(source, new Account(account.balance(), account.nonce(), metadata)), OK, "");
  }

  private Outcome pay(String source, String dest, long amount, long reserve) {
    Account from = accounts.get(source);
    Account to = accounts.get(dest);
    if (from == null || to == null) {
      return failed(NO_ACCOUNT, "no such account");
    }
    if (from.balance() - amount < reserve) {
      return failed(LOW_RESERVE, "the balance is not enough");
    }
    return new Outcome(
        with(source, new Account(from.balance() - amount, from.nonce(), from.metadata()))
            .with(dest, new Account(to.balance() + amount, to.nonce(), to.metadata())),
        OK,
        "");
  }

  private Outcome failed(int code, String description) {
    return new Outcome(this, code, description);
  }
}
