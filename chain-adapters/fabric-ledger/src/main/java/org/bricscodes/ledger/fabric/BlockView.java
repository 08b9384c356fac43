package org.bricscodes.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.OptionalInt;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.TxId;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A block as a peer gave it. */
record BlockView(Block block) {

  /**
   * @throws IllegalArgumentException if {@code bytes} is no block
   */
  static BlockView parse(byte[] bytes) {
    try {
      Block block = Block.parseFrom(bytes);
      if (!block.hasHeader()) {
        throw new IllegalArgumentException("a block has a header");
      }
      return new BlockView(block);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("this is no block", e);
    }
  }

  long number() {
    return block.getHeader().getNumber();
  }

  byte[] headerDer() {
    return Bytes.headerDer(
        number(),
        block.getHeader().getPreviousHash().toByteArray(),
        block.getHeader().getDataHash().toByteArray());
  }

  /** What the next block calls this one by. */
  String hash() {
    return Bytes.sha256Hex(headerDer());
  }

  /** The place of the first transaction with this id: later ones are repetitions without effect. */
  OptionalInt indexOf(TxId txId) {
    for (int i = 0; i < block.getData().getDataCount(); i++) {
      if (txId.value().equals(idAt(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  Position position(int index) {
    return new Position(number(), index, 0, hash());
  }

  /** What the peer that gave the block says became of a transaction. */
  TxValidationCode codeAt(int index) {
    ByteString codes = metadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
    TxValidationCode code =
        index < codes.size() ? TxValidationCode.forNumber(codes.byteAt(index) & 0xFF) : null;
    return code == null ? TxValidationCode.INVALID_OTHER_REASON : code;
  }

  /** The orderers' signatures. */
  Metadata signatures() {
    try {
      return Metadata.parseFrom(metadata(BlockMetadataIndex.SIGNATURES_VALUE));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("this block's signatures cannot be read", e);
    }
  }

  /** The first transaction: that of a configuration block is the configuration. */
  Payload firstPayload() {
    try {
      return Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
    } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("this block holds no configuration", e);
    }
  }

  private ByteString metadata(int index) {
    return index < block.getMetadata().getMetadataCount()
        ? block.getMetadata().getMetadata(index)
        : ByteString.EMPTY;
  }

  private String idAt(int index) {
    try {
      Payload payload =
          Payload.parseFrom(Envelope.parseFrom(block.getData().getData(index)).getPayload());
      return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getTxId();
    } catch (InvalidProtocolBufferException e) {
      return ""; // orderers take any bytes; peers mark these invalid
    }
  }
}
