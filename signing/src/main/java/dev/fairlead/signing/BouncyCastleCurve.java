package dev.fairlead.signing;

import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Bouncy Castle: runs everywhere, about ten times slower than the native library. */
final class BouncyCastleCurve implements Curve {
  static final Curve INSTANCE = new BouncyCastleCurve();

  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(PARAMETERS);

  private BouncyCastleCurve() {}

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  @Override
  public byte[] publicKey(byte[] privateKey) {
    return encoded(
        new FixedPointCombMultiplier().multiply(DOMAIN.getG(), new BigInteger(1, privateKey)));
  }

  @Override
  public byte[] sign(byte[] digest, byte[] privateKey) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), DOMAIN));
    BigInteger[] signature = signer.generateSignature(digest);
    BigInteger s = signature[1].min(DOMAIN.getN().subtract(signature[1]));
    byte[] compact = new byte[EcdsaSignature.LENGTH];
    Uint256.of(signature[0]).writeTo(compact, 0);
    Uint256.of(s).writeTo(compact, 32);
    return compact;
  }

  @Override
  public Optional<byte[]> recover(byte[] digest, EcdsaSignature signature) {
    byte[] nonce = new byte[33];
    nonce[0] = (byte) (2 + signature.yParity());
    signature.r().writeTo(nonce, 1);
    ECPoint point;
    try {
      point = DOMAIN.getCurve().decodePoint(nonce);
    } catch (IllegalArgumentException noSuchPoint) {
      return Optional.empty();
    }
    BigInteger order = DOMAIN.getN();
    BigInteger inverse = signature.r().toBigInteger().modInverse(order);
    BigInteger forG = new BigInteger(1, digest).negate().multiply(inverse).mod(order);
    BigInteger forPoint = signature.s().toBigInteger().multiply(inverse).mod(order);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(DOMAIN.getG(), forG, point, forPoint);
    return key.isInfinity() ? Optional.empty() : Optional.of(encoded(key));
  }

  private static byte[] encoded(ECPoint point) {
    byte[] encoded = point.normalize().getEncoded(false);
    return Arrays.copyOfRange(encoded, 1, encoded.length);
  }
}
