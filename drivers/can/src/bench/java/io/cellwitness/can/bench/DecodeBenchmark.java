package io.cellwitness.can.bench;

import io.cellwitness.can.importer.Importer;
import io.cellwitness.can.profile.Broadcast;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.VehicleProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time to decode one broadcast frame, every signal of it with its range check, as the driver does.
 * The DBC file and the frames (message by message in turn, random bytes, multiplexor 0 to 3) are
 * those other decoders can be given: {@code pack.dbc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {

  private static final int FRAMES = 1_000;

  private final Map<Integer, Broadcast> broadcasts = new HashMap<>();
  private NaiveDecoder naive;
  private final int[] ids = new int[FRAMES];
  private final byte[][] frames = new byte[FRAMES][8];

  /** Imports the DBC file and makes the frames. */
  @Setup
  public void setUp() throws Exception {
    naive = new NaiveDecoder(Files.readString(Path.of("src", "bench", "resources", "pack.dbc")));
    Importer importer = Importer.of(Importer.Format.DBC, "bench", OptionalInt.empty());
    importer.add("pack.dbc", Files.readAllBytes(Path.of("src", "bench", "resources", "pack.dbc")));
    byte[] json = importer.finish().profileJson().getBytes(StandardCharsets.UTF_8);
    VehicleProfile profile = ProfileReader.read("bench", json);
    profile.broadcasts().forEach(b -> broadcasts.put(b.id(), b));
    Random random = new Random(1);
    int[] messages = {306, 658, 800, 1010};
    for (int i = 0; i < FRAMES; i++) {
      ids[i] = messages[i % messages.length];
      random.nextBytes(frames[i]);
      frames[i][0] = ids[i] == 1010 ? (byte) (i / 4 % 4) : frames[i][0];
    }
  }

  /** Decodes a thousand frames. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void oneFrame(Blackhole hole) {
    for (int i = 0; i < FRAMES; i++) {
      hole.consume(broadcasts.get(ids[i]).decode(frames[i]));
    }
  }

  /** The same frames by a decoder that compiles nothing. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void oneFrameBitByBit(Blackhole hole) {
    for (int i = 0; i < FRAMES; i++) {
      hole.consume(naive.decode(ids[i], frames[i]));
    }
  }
}
