package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VariedReports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Bits of reports flipped, one at a time: none of the results is believed. Some bits of one report
 * of each kind, or with {@code -Dcellwitness.bitflips=100} every bit of so many reports, no two of
 * which are alike.
 */
class BitFlipTest {

  private static final int REPORTS = Integer.getInteger("cellwitness.bitflips", 0);
  private static final Expectations NOW =
      Expectations.at(SampleReports.ISSUED.plus(Duration.ofDays(365)));

  /** Odd, so that every place in a byte has its turn. */
  private static final int STEP = 37;

  @Test
  void noFlippedBitIsAccepted() {
    Verifier verifier =
        new Verifier(TrustList.EMPTY.with(TrustedKey.active("Own", SampleReports.KEY.publicKey())));
    int step = REPORTS == 0 ? STEP : 1;
    int count = REPORTS == 0 ? VariedReports.KINDS : REPORTS;
    Set<String> different = new HashSet<>();
    IntSummaryStatistics lengths = new IntSummaryStatistics();
    Map<String, Integer> kinds = new TreeMap<>();
    long flipped = 0;
    long accepted = 0;
    for (int number = 1; number <= count; number++) {
      SignedReport signed = VariedReports.signed(number);
      byte[] report = signed.jws().getBytes(StandardCharsets.US_ASCII);
      assertTrue(verifier.verify(report, NOW).valid(), "unchanged");
      different.add(signed.payloadHash());
      lengths.accept(report.length);
      kinds.merge(VariedReports.kind(number), 1, Integer::sum);
      int bits = report.length * 8;
      flipped += (bits + step - 1) / step;
      accepted +=
          IntStream.range(0, bits)
              .parallel()
              .filter(bit -> bit % step == 0)
              .filter(bit -> verifier.verify(flipped(report, bit), NOW).valid())
              .count();
    }
    System.out.println(
        "bit flips: " + flipped + " in " + count + " report(s), accepted: " + accepted);
    System.out.println(
        "  different "
            + different.size()
            + ", "
            + lengths.getMin()
            + " to "
            + lengths.getMax()
            + " characters, "
            + kinds);
    assertEquals(0, accepted);
    assertEquals(count, different.size());
  }

  private static byte[] flipped(byte[] report, int bit) {
    byte[] changed = report.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }
}
