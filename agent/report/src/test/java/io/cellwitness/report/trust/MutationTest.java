package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random changes to report, header and key list: none is accepted. The full run is {@code
 * -Dcellwitness.mutations=1000000}.
 */
class MutationTest {

  private static final int COUNT = Integer.getInteger("cellwitness.mutations", 3_000);
  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED.plusSeconds(60));
  private static final TrustList TRUST =
      TrustList.EMPTY.with(TrustedKey.active("Own", SampleReports.KEY.publicKey()));
  private static final String JWS =
      ReportPayload.sign(SampleReports.number(), SampleReports.KEY).jws();

  private final Random random = new Random(20_261_124);

  @Test
  void noMutationIsAccepted() {
    byte[] report = JWS.getBytes(StandardCharsets.US_ASCII);
    byte[] list = TRUST.write();
    String[] parts = JWS.split("\\.");
    byte[] header = decoded(parts[0]);
    Verifier verifier = new Verifier(TRUST);
    assertTrue(verifier.verify(report, NOW).valid(), "unchanged");
    int accepted = 0;
    for (int i = 0; i < COUNT; i++) {
      boolean valid =
          switch (i % 3) {
            case 0 -> verifier.verify(mutated(report), NOW).valid();
            case 1 ->
                verifier
                    .verify(
                        (Base64Url.encode(mutated(header)) + "." + parts[1] + "." + parts[2])
                            .getBytes(StandardCharsets.US_ASCII),
                        NOW)
                    .valid();
            default -> believedUnderAnotherKey(mutated(list), report);
          };
      accepted += valid ? 1 : 0;
    }
    System.out.println("mutations: " + COUNT + ", accepted: " + accepted);
    assertEquals(0, accepted);
  }

  /** A changed name or white space leaves the same key; only belief in another key would count. */
  private static boolean believedUnderAnotherKey(byte[] list, byte[] report) {
    try {
      TrustList changed = TrustList.parse(list);
      String own = SampleReports.KEY.publicKey().thumbprint();
      return changed.find(own).isEmpty() && new Verifier(changed).verify(report, NOW).valid();
    } catch (Malformed e) {
      return false;
    }
  }

  private byte[] mutated(byte[] original) {
    byte[] changed;
    do {
      int at = random.nextInt(original.length);
      int length = 1 + random.nextInt(8);
      switch (random.nextInt(4)) {
        case 0 -> {
          changed = original.clone();
          changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        case 1 -> changed = Arrays.copyOf(original, at);
        case 2 -> {
          changed = original.clone();
          for (int i = at; i < Math.min(original.length, at + length); i++) {
            changed[i] = original[random.nextInt(original.length)];
          }
        }
        default -> {
          changed = Arrays.copyOf(original, original.length + length);
          System.arraycopy(original, at, changed, at + length, original.length - at);
        }
      }
    } while (Arrays.equals(changed, original));
    return changed;
  }

  private static byte[] decoded(String part) {
    try {
      return Base64Url.decode(part);
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }
}
