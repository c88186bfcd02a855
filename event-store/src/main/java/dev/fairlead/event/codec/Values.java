package dev.fairlead.event.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.time.Instant;

/** Single values. Amounts are decimal strings of base units, hashes are 0x hex. */
public final class Values {
  private Values() {}

  public static Asset asset(Token token) {
    return Asset.newBuilder()
        .setChainId(token.chain().value())
        .setAddress(token.address().toString())
        .setSymbol(token.symbol())
        .setDecimals(token.decimals())
        .build();
  }

  static Token token(Asset asset) {
    return new Token(
        new ChainId(asset.getChainId()),
        Address.parse(asset.getAddress()),
        asset.getSymbol(),
        asset.getDecimals());
  }

  public static AssetAmount amount(TokenAmount amount) {
    return AssetAmount.newBuilder()
        .setAsset(asset(amount.token()))
        .setAmount(amount.units().toString())
        .build();
  }

  static TokenAmount amount(AssetAmount amount) {
    return new TokenAmount(token(amount.getAsset()), Uint256.parse(amount.getAmount()));
  }

  public static dev.fairlead.api.v1.BlockRef block(ChainId chain, BlockRef block) {
    return dev.fairlead.api.v1.BlockRef.newBuilder()
        .setChainId(chain.value())
        .setNumber(block.number().value())
        .setHash(block.hash().toString())
        .build();
  }

  /** A block whose chain the intent tells. */
  static dev.fairlead.api.v1.BlockRef blockOfIntent(BlockRef block) {
    return dev.fairlead.api.v1.BlockRef.newBuilder()
        .setNumber(block.number().value())
        .setHash(block.hash().toString())
        .build();
  }

  static BlockRef block(dev.fairlead.api.v1.BlockRef block) {
    return new BlockRef(new BlockNumber(block.getNumber()), BlockHash.parse(block.getHash()));
  }

  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  static ByteString bytes(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }

  static Bytes bytes(ByteString bytes) {
    return Bytes.wrap(bytes.toByteArray());
  }

  static Wei wei(String text) {
    return new Wei(Uint256.parse(text));
  }
}
