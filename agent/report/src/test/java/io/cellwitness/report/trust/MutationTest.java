package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random changes to report, header and key list: none is accepted, and the verdict says of each
 * what is wrong. The full run is {@code -Dcellwitness.mutations=1000000}; it takes about two
 * minutes of CPU.
 */
class MutationTest {

  private static final int COUNT = Integer.getInteger("cellwitness.mutations", 3_000);
  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED.plusSeconds(60));
  private static final TrustList TRUST =
      TrustList.EMPTY.with(TrustedKey.active("Own", SampleReports.KEY.publicKey()));
  private static final byte[] REPORT =
      SampleReports.withoutPictures(1).jws().getBytes(StandardCharsets.US_ASCII);
  private static final String[] PARTS = new String(REPORT, StandardCharsets.US_ASCII).split("\\.");
  private static final byte[] LIST = TRUST.write();
  private static final String OWN = SampleReports.KEY.publicKey().thumbprint();
  private static final long SEED = 20_261_124;

  @Test
  void noMutationIsAccepted() {
    Verifier verifier = new Verifier(TRUST);
    assertTrue(verifier.verify(REPORT, NOW).valid(), "unchanged");
    Map<String, LongAdder> reasons = new ConcurrentSkipListMap<>();
    long accepted =
        IntStream.range(0, COUNT)
            .parallel()
            .filter(
                i -> {
                  Random random = new Random(SEED + i);
                  if (i % 3 == 2) {
                    return believedUnderAnotherKey(mutated(LIST, random), reasons);
                  }
                  byte[] changed = i % 3 == 0 ? mutated(REPORT, random) : otherHeader(random);
                  Verdict verdict = verifier.verify(changed, NOW);
                  count(reasons, kind(verdict.of(Check.Subject.SIGNATURE).reason()));
                  return verdict.valid();
                })
            .count();
    System.out.println("mutations: " + COUNT + ", accepted: " + accepted);
    reasons.forEach((reason, times) -> System.out.println("  " + times + "  " + reason));
    assertEquals(0, accepted);
    assertFalse(reasons.containsKey("Every byte is as it was signed"), "a signature that holds");
  }

  private static byte[] otherHeader(Random random) {
    byte[] header = mutated(decoded(PARTS[0]), random);
    return (Base64Url.encode(header) + "." + PARTS[1] + "." + PARTS[2])
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The sentence up to what differs from one mutation to the next. */
  private static String kind(String reason) {
    return reason.replaceAll("[.:;,].*|[0-9].*", "").strip();
  }

  private static void count(Map<String, LongAdder> reasons, String reason) {
    reasons.computeIfAbsent(reason, unused -> new LongAdder()).increment();
  }

  /** A changed name or white space leaves the same key; only belief in another key would count. */
  private static boolean believedUnderAnotherKey(byte[] list, Map<String, LongAdder> reasons) {
    try {
      TrustList changed = TrustList.parse(list);
      if (changed.find(OWN).isPresent()) {
        count(reasons, "(list) it holds the same key, its name or status changed");
        return false;
      }
      count(reasons, "(list) it holds another key, or none");
      return new Verifier(changed).verify(REPORT, NOW).valid();
    } catch (Malformed e) {
      count(reasons, "(list) refused");
      return false;
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
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
