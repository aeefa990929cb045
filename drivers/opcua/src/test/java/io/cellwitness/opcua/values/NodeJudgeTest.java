package io.cellwitness.opcua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.opcua.config.IndexRange;
import io.cellwitness.opcua.config.NodeAddress;
import io.cellwitness.opcua.config.NodeMapping;
import io.cellwitness.opcua.config.Sampling;
import io.cellwitness.opcua.config.Timestamps;
import io.cellwitness.opcua.config.Unit;
import io.cellwitness.opcua.link.UaValue;
import io.cellwitness.opcua.link.UaValue.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a value counts. Status codes are those of OPC 10000-4, 7.39 and OPC 10000-6, annex A. */
class NodeJudgeTest {

  private static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");
  private static final UUID BOOT = UUID.randomUUID();
  private static final Stamp RECEIVED = new Stamp(NOW, 1_000_000_000_000L, BOOT, true);

  private final SourceClock clock = new SourceClock(Duration.ofSeconds(2));

  private static NodeMapping mapping(Signal signal, String unit, double scale, int sign) {
    return new NodeMapping(
        signal,
        NodeAddress.Id.parse("ns=2;s=X").orElseThrow(),
        Optional.empty(),
        NodeMapping.indexed(signal) ? 1 : 0,
        new NodeMapping.Conversion(scale, 0, Unit.find(unit).orElseThrow(), sign),
        -1000,
        1000,
        Optional.empty());
  }

  private static NodeJudge current() {
    return new NodeJudge(mapping(Signals.CURRENT, "mA", 1, -1), Sampling.DEFAULT);
  }

  private static UaValue value(long status, double number, double ageSeconds) {
    return new UaValue(
        status,
        new Content.Scalar(number),
        Optional.of(NOW.minusNanos(Math.round(ageSeconds * 1e9))),
        Optional.of(NOW));
  }

  private Reading only(NodeJudge judge, UaValue value) {
    List<Reading> readings = judge.judge(value, RECEIVED, clock);
    assertEquals(1, readings.size(), readings::toString);
    return readings.get(0);
  }

  @Test
  void aGoodSampleIsConvertedAndDatedWhenItWasSampled() {
    Reading reading = only(current(), value(0, 12_500, 0.75));
    assertEquals(-12.5, ((Value.Number) reading.value()).number(), 1e-12);
    assertEquals(NOW.minusMillis(750), reading.at().wall());
    assertEquals(RECEIVED.monotonicNanos() - 750_000_000, reading.at().monotonicNanos());
    assertEquals("ns=2;s=X", reading.source());
  }

  @ParameterizedTest
  @CsvSource({
    "0x80000000, 0x80000000",
    "0x808C0000, Bad_SensorFailure",
    "0x80340000, Bad_NodeIdUnknown",
    "0x40900000, Uncertain_LastUsableValue",
    "0x40000000, 0x40000000",
    "0x00300000, clamped",
    "0x00960000, overridden",
    "0x00004000, meaning changed",
    "0x00000500, held at a limit",
    "0x00000600, held at a limit",
    "0x00000700, held at a limit"
  })
  void whatIsNotPlainlyGoodIsAGapEvenIfItCarriesANumber(String status, String reason) {
    Reading reading = only(current(), value(Long.decode(status), 12_500, 0));
    Value.Absent absent = assertInstanceOf(Value.Absent.class, reading.value());
    assertEquals(Quality.MISSING, absent.quality());
    assertTrue(absent.reason().contains(reason), absent.reason());
  }

  @Test
  void limitBitsCountOnlyWithTheirInfoType() {
    assertInstanceOf(Value.Number.class, only(current(), value(0x00000100, 12_500, 0)).value());
  }

  @Test
  void anOverflowIsAGapBeforeItsValue() {
    List<Reading> readings = current().judge(value(0x00000480, 12_500, 0), RECEIVED, clock);
    assertEquals(2, readings.size());
    assertInstanceOf(Value.Absent.class, readings.get(0).value());
    assertInstanceOf(Value.Number.class, readings.get(1).value());
  }

  @Test
  void anOverflowLiesBeforeItsValueAlsoWhenSortedByTime() {
    NodeJudge judge = current();
    List<Reading> first = judge.judge(value(0x00000480, 12_500, 0.5), RECEIVED, clock);
    assertEquals(RECEIVED.monotonicNanos() - 500_000_001, first.get(0).at().monotonicNanos());
    assertEquals(RECEIVED.monotonicNanos() - 500_000_000, first.get(1).at().monotonicNanos());
    Stamp second = new Stamp(NOW.plusSeconds(1), 1_001_000_000_000L, BOOT, true);
    UaValue next =
        new UaValue(
            0x00000480,
            new Content.Scalar(1),
            Optional.of(NOW.plusMillis(500)),
            Optional.of(NOW.plusSeconds(1)));
    List<Reading> readings = judge.judge(next, second, clock);
    assertEquals(RECEIVED.monotonicNanos() - 499_999_999, readings.get(0).at().monotonicNanos());
    assertEquals(NOW.minusNanos(499_999_999), readings.get(0).at().wall());
    assertEquals(second.monotonicNanos() - 500_000_000, readings.get(1).at().monotonicNanos());
  }

  @Test
  void aLossOnTheWayLiesBehindTheLastSampleAndBeforeTheNext() {
    NodeJudge judge = current();
    assertEquals(RECEIVED, judge.lost("lost", RECEIVED).get(0).at());
    judge.judge(value(0, 1, 0.5), RECEIVED, clock);
    Stamp told = new Stamp(NOW.plusSeconds(3), 1_003_000_000_000L, BOOT, true);
    assertEquals(
        RECEIVED.monotonicNanos() - 499_999_999,
        judge.lost("lost", told).get(0).at().monotonicNanos());
  }

  /** The source lags by half a second: what comes next was sampled before the gap was told. */
  @Test
  void aBadValueLiesBetweenTheSamplesAroundIt() {
    NodeJudge judge = current();
    long first = only(judge, value(0, 1, 0.5)).at().monotonicNanos();
    Stamp soon = new Stamp(NOW.plusMillis(100), 1_000_100_000_000L, BOOT, true);
    long gap = judge.judge(value(0x808C0000L, 1, 0), soon, clock).get(0).at().monotonicNanos();
    Stamp later = new Stamp(NOW.plusMillis(200), 1_000_200_000_000L, BOOT, true);
    assertEquals(later, judge.gap("the link was lost", later).get(0).at());
    UaValue next =
        new UaValue(0, new Content.Scalar(1), Optional.of(NOW.minusMillis(300)), Optional.empty());
    long second = judge.judge(next, later, clock).get(0).at().monotonicNanos();
    assertTrue(first < gap && gap < second, first + " " + gap + " " + second);
  }

  @Test
  void aValueThatNobodyDatedIsNotTakenForFresh() {
    UaValue undated = new UaValue(0, new Content.Scalar(1), Optional.empty(), Optional.empty());
    assertEquals(Quality.MISSING, only(current(), undated).quality());
  }

  /** A server dates a serial number when it starts, and a storage runs for months. */
  @Test
  void theNumberOnThePlateDoesNotAge() {
    NodeJudge judge = new NodeJudge(mapping(Signals.PACK_ID, "", 1, 1), Sampling.DEFAULT);
    UaValue plate =
        new UaValue(
            0, new Content.Text("SN-1"), Optional.of(NOW.minusSeconds(86_400)), Optional.of(NOW));
    assertEquals(new Value.Text("SN-1"), only(judge, plate).value());
    assertEquals(List.of(), judge.judge(plate, RECEIVED, clock));
    Stamp late = new Stamp(NOW.plusSeconds(60), 1_060_000_000_000L, BOOT, true);
    assertEquals(List.of(), judge.silence(late));
  }

  @Test
  void aStaleSampleIsNoValue() {
    assertEquals(Quality.GOOD, only(current(), value(0, 1, 4.9)).quality());
    assertEquals(Quality.STALE, only(current(), value(0, 1, 5.1)).quality());
  }

  @Test
  void aSampleOfTheFutureIsNoValueBeyondTheTolerance() {
    assertEquals(Quality.GOOD, only(current(), value(0, 1, -1.9)).quality());
    assertEquals(Quality.MISSING, only(current(), value(0, 1, -2.1)).quality());
  }

  @Test
  void oneSampleIsHandedOverOnceAndThenGoesStale() {
    NodeJudge judge = current();
    assertEquals(1, judge.judge(value(0, 1, 0), RECEIVED, clock).size());
    assertEquals(0, judge.judge(value(0, 1, 0), RECEIVED, clock).size());
    Stamp later = new Stamp(NOW.plusSeconds(6), 1_006_000_000_000L, BOOT, true);
    assertEquals(Quality.STALE, judge.judge(value(0, 1, 0), later, clock).get(0).quality());
  }

  @Test
  void aTimestampThatGoesBackIsAGap() {
    NodeJudge judge = current();
    judge.judge(value(0, 1, 1), RECEIVED, clock);
    assertEquals(Quality.MISSING, only(judge, value(0, 1, 2)).quality());
    assertEquals(Quality.GOOD, only(judge, value(0, 1, 1.5)).quality());
  }

  @Test
  void datesByArrivalDoNotSeeAgeButEveryReadCounts() {
    Sampling d = Sampling.DEFAULT;
    Sampling receive =
        new Sampling(
            false,
            d.interval(),
            d.staleAfter(),
            d.clockTolerance(),
            Timestamps.RECEIVE,
            d.answerWithin(),
            d.giveUpAfter());
    NodeJudge judge = new NodeJudge(mapping(Signals.CURRENT, "A", 1, 1), receive);
    assertEquals(Quality.GOOD, only(judge, value(0, 1, 500)).quality());
    Reading again = only(judge, value(0, 1, 500));
    assertEquals(RECEIVED, again.at());
    assertTrue(judge.silence(new Stamp(NOW, 9_000_000_000_000L, BOOT, true)).isEmpty());
  }

  @Test
  void silenceIsAGapOnceTheLastSampleIsOld() {
    NodeJudge judge = current();
    Stamp soon = new Stamp(NOW.plusSeconds(4), 1_004_000_000_000L, BOOT, true);
    Stamp late = new Stamp(NOW.plusSeconds(6), 1_006_000_000_000L, BOOT, true);
    assertTrue(judge.silence(late).isEmpty(), "nothing yet is not silence");
    judge.judge(value(0, 1, 0), RECEIVED, clock);
    assertTrue(judge.silence(soon).isEmpty());
    assertEquals(Quality.STALE, judge.silence(late).get(0).quality());
  }

  @ParameterizedTest
  @CsvSource({"NaN, MISSING", "Infinity, MISSING", "1000001, OUT_OF_RANGE", "1000000, GOOD"})
  void numbersThatCannotBeRightAreNeitherKeptNorClamped(double raw, Quality quality) {
    assertEquals(quality, only(current(), value(0, raw, 0)).quality());
  }

  @Test
  void anArrayFeedsItsElementsAndAGapCoversAllOfThem() {
    NodeJudge judge = new NodeJudge(mapping(Signals.CELL_VOLTAGE, "mV", 1, 1), Sampling.DEFAULT);
    UaValue array =
        new UaValue(
            0,
            new Content.Numbers(new double[] {3700, 3701, 3702}),
            Optional.of(NOW),
            Optional.empty());
    List<Reading> cells = judge.judge(array, RECEIVED, clock);
    assertEquals(List.of(1, 2, 3), cells.stream().map(Reading::index).toList());
    assertEquals(3.701, ((Value.Number) cells.get(1).value()).number(), 1e-12);
    assertEquals(3, judge.gap("link lost", RECEIVED).size());
  }

  @Test
  void anArrayOfAnotherLengthThanAskedForIsNotGuessedAt() {
    NodeMapping plain = mapping(Signals.CELL_VOLTAGE, "V", 1, 1);
    NodeMapping ranged =
        new NodeMapping(
            plain.signal(),
            plain.address(),
            Optional.of(new IndexRange(0, 3)),
            5,
            plain.conversion(),
            0,
            5,
            Optional.empty());
    NodeJudge judge = new NodeJudge(ranged, Sampling.DEFAULT);
    UaValue two =
        new UaValue(
            0, new Content.Numbers(new double[] {3.7, 3.7}), Optional.of(NOW), Optional.empty());
    List<Reading> readings = judge.judge(two, RECEIVED, clock);
    assertEquals(List.of(5, 6, 7, 8), readings.stream().map(Reading::index).toList());
    assertTrue(readings.stream().allMatch(r -> r.quality() == Quality.MISSING));
  }

  @Test
  void structuresAndStrayTextsAreNoValues() {
    NodeJudge judge = current();
    for (Content content :
        List.of(new Content.Unreadable("a structure"), new Content.Text("12.5"))) {
      UaValue value = new UaValue(0, content, Optional.empty(), Optional.empty());
      assertEquals(Quality.MISSING, only(judge, value).quality());
    }
  }
}
