package org.bricscodes.ledger.xinghuo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bricscodes.ledger.xinghuo.ChainProfile.DomainIds;
import org.bricscodes.ledger.xinghuo.ChainProfile.OperationFields;
import org.bricscodes.ledger.xinghuo.Operation.Content;
import org.bricscodes.ledger.xinghuo.Operation.Log;
import org.bricscodes.ledger.xinghuo.Operation.PayCoin;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;
import org.bricscodes.ledger.xinghuo.Operation.SetPrivilege;
import org.bricscodes.ledger.xinghuo.Operation.Signer;
import org.bricscodes.ledger.xinghuo.Operation.TypeThreshold;
import org.jspecify.annotations.Nullable;

/**
 * The serialised transaction, which the family calls blob: its SHA-256 is the transaction's hash,
 * its bytes are what is signed. {@link #parse} takes nothing but what {@link #print} writes, so a
 * transaction has one blob and a blob one transaction.
 */
final class BlobCodec {

  /** The ledger's own bound on a transaction. */
  static final int MAX_BYTES = 1 << 20;

  private static final int SET_METADATA = 4;
  private static final int PAY_COIN = 7;
  private static final int LOG = 8;
  private static final int SET_PRIVILEGE = 9;

  private final OperationFields fields;
  private final DomainIds domainIds;

  BlobCodec(ChainProfile profile) {
    this.fields = profile.fields();
    this.domainIds = profile.domainIds();
  }

  /**
   * @throws IllegalArgumentException if the transaction names a domain and the chain has none
   */
  byte[] print(Transaction tx) {
    if (tx.domainId() != 0 && domainIds == DomainIds.NONE) {
      throw new IllegalArgumentException("transactions of this chain have no domain id");
    }
    ProtoWriter out =
        new ProtoWriter().text(1, tx.source()).integer(2, tx.nonce()).text(3, tx.exprCondition());
    tx.operations().forEach(operation -> out.message(4, operation(operation)));
    return out.hex(5, tx.metadata())
        .integer(6, tx.feeLimit())
        .integer(7, tx.gasPrice())
        .integer(8, tx.ceilLedgerSeq())
        .integer(9, tx.chainId())
        .integer(12, tx.domainId())
        .written();
  }

  /**
   * The inverse of {@link #print}.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  Transaction parse(byte[] blob) {
    if (blob.length > MAX_BYTES) {
      throw new IllegalArgumentException("a blob takes 1 MiB at most");
    }
    Transaction tx = transaction(new ProtoReader("the transaction", blob));
    if (!Arrays.equals(print(tx), blob)) {
      throw new IllegalArgumentException(
          "the blob is not in canonical form: fields ascending and once, no zero values");
    }
    return tx;
  }

  private ProtoWriter operation(Operation operation) {
    ProtoWriter out =
        new ProtoWriter()
            .integer(1, type(operation.content()))
            .text(2, operation.source())
            .hex(3, operation.metadata());
    return switch (operation.content()) {
      case SetMetadata(String key, String value, long version, Removal removal) ->
          out.message(
              fields.setMetadata(),
              new ProtoWriter()
                  .text(1, key)
                  .text(2, value)
                  .integer(3, version)
                  .integer(4, removal == Removal.DELETE ? 1 : 0));
      case PayCoin(String dest, long amount, String input) ->
          out.message(
              fields.payCoin(), new ProtoWriter().text(1, dest).integer(2, amount).text(3, input));
      case Log(String topic, List<String> datas) -> {
        ProtoWriter log = new ProtoWriter().text(1, topic);
        datas.forEach(data -> log.element(2, data));
        yield out.message(fields.log(), log);
      }
      case SetPrivilege privilege -> out.message(fields.setPrivilege(), privilege(privilege));
    };
  }

  private static ProtoWriter privilege(SetPrivilege privilege) {
    ProtoWriter out = new ProtoWriter().text(1, privilege.masterWeight());
    for (Signer signer : privilege.signers()) {
      out.message(2, new ProtoWriter().text(1, signer.address()).integer(2, signer.weight()));
    }
    out.text(3, privilege.txThreshold());
    for (TypeThreshold type : privilege.types()) {
      out.message(4, new ProtoWriter().integer(1, type.type()).integer(2, type.threshold()));
    }
    return out;
  }

  private static int type(Content content) {
    return switch (content) {
      case SetMetadata _ -> SET_METADATA;
      case PayCoin _ -> PAY_COIN;
      case Log _ -> LOG;
      case SetPrivilege _ -> SET_PRIVILEGE;
    };
  }

  private Transaction transaction(ProtoReader in) {
    String source = "";
    String exprCondition = "";
    String metadata = "";
    long nonce = 0;
    long feeLimit = 0;
    long gasPrice = 0;
    long ceilLedgerSeq = 0;
    long chainId = 0;
    long domainId = 0;
    List<Operation> operations = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> source = in.text();
        case 2 -> nonce = in.integer();
        case 3 -> exprCondition = in.text();
        case 4 -> operations.add(operation(in.message("operation " + operations.size())));
        case 5 -> metadata = in.hex();
        case 6 -> feeLimit = in.integer();
        case 7 -> gasPrice = in.integer();
        case 8 -> ceilLedgerSeq = in.integer();
        case 9 -> chainId = in.integer();
        case 12 -> domainId = in.integer();
        default -> throw in.unknown();
      }
    }
    return new Transaction(
        source,
        nonce,
        exprCondition,
        operations,
        metadata,
        feeLimit,
        gasPrice,
        ceilLedgerSeq,
        chainId,
        domainId);
  }

  private Operation operation(ProtoReader in) {
    long type = 0;
    String source = "";
    String metadata = "";
    @Nullable Content content = null;
    while (in.next()) {
      int field = in.field();
      if (field == 1) {
        type = in.integer();
      } else if (field == 2) {
        source = in.text();
      } else if (field == 3) {
        metadata = in.hex();
      } else if (content == null) {
        content = content(in);
      } else {
        throw new IllegalArgumentException("an operation has one content");
      }
    }
    if (content == null || type(content) != type) {
      throw new IllegalArgumentException("an operation's type and its content do not agree");
    }
    return new Operation(source, metadata, content);
  }

  private Content content(ProtoReader in) {
    int field = in.field();
    if (field == fields.setMetadata()) {
      return setMetadata(in.message("set_metadata"));
    } else if (field == fields.payCoin()) {
      return payCoin(in.message("pay_coin"));
    } else if (field == fields.log()) {
      return log(in.message("log"));
    } else if (field == fields.setPrivilege()) {
      return setPrivilege(in.message("set_privilege"));
    }
    throw in.unknown();
  }

  private static SetMetadata setMetadata(ProtoReader in) {
    String key = "";
    String value = "";
    long version = 0;
    long delete = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        case 3 -> version = in.integer();
        case 4 -> delete = in.integer();
        default -> throw in.unknown();
      }
    }
    return new SetMetadata(key, value, version, delete == 1 ? Removal.DELETE : Removal.KEEP);
  }

  private static PayCoin payCoin(ProtoReader in) {
    String dest = "";
    String input = "";
    long amount = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> dest = in.text();
        case 2 -> amount = in.integer();
        case 3 -> input = in.text();
        default -> throw in.unknown();
      }
    }
    return new PayCoin(dest, amount, input);
  }

  private static Log log(ProtoReader in) {
    String topic = "";
    List<String> datas = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> topic = in.text();
        case 2 -> datas.add(in.text());
        default -> throw in.unknown();
      }
    }
    return new Log(topic, datas);
  }

  private static SetPrivilege setPrivilege(ProtoReader in) {
    String masterWeight = "";
    String txThreshold = "";
    List<Signer> signers = new ArrayList<>();
    List<TypeThreshold> types = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> masterWeight = in.text();
        case 2 -> signers.add(signer(in.message("a signer")));
        case 3 -> txThreshold = in.text();
        case 4 -> types.add(typeThreshold(in.message("a type's threshold")));
        default -> throw in.unknown();
      }
    }
    return new SetPrivilege(masterWeight, signers, txThreshold, types);
  }

  private static Signer signer(ProtoReader in) {
    String address = "";
    long weight = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> address = in.text();
        case 2 -> weight = in.integer();
        default -> throw in.unknown();
      }
    }
    return new Signer(address, weight);
  }

  private static TypeThreshold typeThreshold(ProtoReader in) {
    long type = 0;
    long threshold = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = in.integer();
        case 2 -> threshold = in.integer();
        default -> throw in.unknown();
      }
    }
    return new TypeThreshold(type, threshold);
  }
}
