package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Bits of a report flipped, one at a time: none of the results is believed. One bit of each byte of
 * one report, or with {@code -Dcellwitness.bitflips=100} every bit of so many reports.
 */
class BitFlipTest {

  private static final int REPORTS = Integer.getInteger("cellwitness.bitflips", 0);
  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED.plusSeconds(60));

  @Test
  void noFlippedBitIsAccepted() {
    Verifier verifier =
        new Verifier(TrustList.EMPTY.with(TrustedKey.active("Own", SampleReports.KEY.publicKey())));
    long flipped = 0;
    long accepted = 0;
    int step = REPORTS == 0 ? 9 : 1;
    for (int number = 1; number <= Math.max(1, REPORTS); number++) {
      byte[] report =
          SampleReports.withoutPictures(number).jws().getBytes(StandardCharsets.US_ASCII);
      assertTrue(verifier.verify(report, NOW).valid(), "unchanged");
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
        "bit flips: "
            + flipped
            + " in "
            + Math.max(1, REPORTS)
            + " report(s), accepted: "
            + accepted);
    assertEquals(0, accepted);
  }

  private static byte[] flipped(byte[] report, int bit) {
    byte[] changed = report.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }
}
