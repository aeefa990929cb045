package io.cellwitness.report.jose;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;

/**
 * The public half of an Ed25519 seed. Java reads a private key without offering its public half,
 * but its generator takes the seed from the randomness it is given, so that is fed the seed. The
 * caller checks that both halves fit.
 */
final class SeedToPublic {

  private SeedToPublic() {}

  /**
   * Computes the public key.
   *
   * @param seed 32 bytes
   * @return encoded public key, 32 bytes
   */
  static byte[] publicKey(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      var point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
      byte[] bigEndian = point.getY().toByteArray();
      byte[] encoded = new byte[Ed25519Key.KEY_BYTES];
      for (int i = 0; i < Math.min(bigEndian.length, encoded.length); i++) {
        encoded[i] = bigEndian[bigEndian.length - 1 - i];
      }
      if (point.isXOdd()) {
        encoded[encoded.length - 1] |= (byte) 0x80;
      }
      return encoded;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** Randomness that is not random: the seed, once. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("asked for " + bytes.length + " bytes of a key's seed");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
