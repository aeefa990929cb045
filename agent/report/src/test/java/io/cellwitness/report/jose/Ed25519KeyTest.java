package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519KeyTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest(name = "RFC 8032 section 7.1, test {index}")
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        + "f9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        + "f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        + "4dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void signsAndVerifiesAsTheStandardSays(
      String seed, String publicKey, String message, String signature) throws Malformed {
    SigningKey key = SigningKey.fromPem(pem(seed));
    byte[] bytes = HEX.parseHex(message);
    assertEquals(publicKey, HEX.formatHex(key.publicKey().encoded()));
    assertEquals(signature, HEX.formatHex(key.sign(bytes)));
    assertTrue(key.publicKey().verifies(bytes, HEX.parseHex(signature)));
  }

  @Test
  void thumbprintIsThatOfRfc8037AppendixA3() {
    assertEquals(
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", SampleReports.KEY.publicKey().thumbprint());
  }

  @Test
  void signsTheJwsOfRfc8037AppendixA4() throws Malformed {
    // The header there has no kid, so only the signing input is compared, not our own header.
    String input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    byte[] signature =
        Base64Url.decode(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(signature, SampleReports.KEY.sign(bytes));
    assertTrue(SampleReports.KEY.publicKey().verifies(bytes, signature));
  }

  @Test
  void refusesTheSameSignatureWithAnotherS() {
    byte[] message = {1, 2, 3};
    byte[] signature = SampleReports.KEY.sign(message);
    byte[] moved = signature.clone();
    BigInteger s = littleEndian(signature).add(order());
    for (int i = 0; i < 32; i++) {
      moved[32 + i] = s.shiftRight(8 * i).byteValue();
    }
    assertTrue(SampleReports.KEY.publicKey().verifies(message, signature));
    assertFalse(SampleReports.KEY.publicKey().verifies(message, moved), "S + L is the same point");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 63, 65, 128})
  void refusesAnyOtherLength(int length) {
    assertFalse(SampleReports.KEY.publicKey().verifies(new byte[0], new byte[length]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        // the same points written with y + p, and p itself
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        // y = 2 has no x on the curve
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesKeysOfLowOrderOffTheCurveOrNotCanonical(String hex) {
    assertThrows(Malformed.class, () -> Ed25519Key.of(HEX.parseHex(hex)));
  }

  private static BigInteger order() {
    return BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  }

  private static BigInteger littleEndian(byte[] signature) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 63; i >= 32; i--) {
      value = value.shiftLeft(8).or(BigInteger.valueOf(signature[i] & 0xff));
    }
    return value;
  }

  private static String pem(String seedHex) {
    byte[] der = HEX.parseHex("302e020100300506032b657004220420" + seedHex);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(der)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
