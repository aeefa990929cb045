package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.AcceleratedTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verbs that reach a bus, with tampered profiles, imported lists, senseless options and an
 * adapter that answers anything: whatever they are told, only reading leaves. The planner and the
 * importers alone are driven far longer in {@code OnlyReadingLeavesTest} of the driver. {@code
 * -Dcellwitness.guard.commands=5000} makes it long.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OnlyReadingLeavesCliTest {

  private static final int COMMANDS = Integer.getInteger("cellwitness.guard.commands", 60);
  private static final int AT_ONCE = 12;
  private static final Path VEHICLES = Path.of("..", "..", "config", "vehicles");
  private static final List<String> SEEDS =
      List.of("hyundai-kia-400v", "bmw-i3", "vw-meb", "nissan-leaf", "tesla-model-3-y");
  private static final String[] POISON = {
    "2E", "2F", "31", "14", "11", "27", "04", "1002", "7DF", "123", "\"", "\n", "0", "AT", "}"
  };
  private static final String TORQUE =
      "Name,ShortName,ModeAndPID,Equation,Min Value,Max Value,Units,Header\n"
          + "Volts,v,220101,((M<8)+N)/10,0,500,V,7E4\nLock,l,2FF030,A,0,9,A,7E4\n"
          + "Clear,c,04,A,0,255,,7DF\nId,i,22F190,A,0,255,,18DADBF1\nOld,o,2101,A,0,255,,79B\n";
  private static final String OBDB =
      "{\"commands\": [{\"hdr\": \"7E4\", \"rax\": \"7EC\", \"cmd\": {\"22\": \"0101\"}, \"freq\": 1,"
          + " \"signals\": [{\"id\": \"T\", \"fmt\": {\"len\": 8, \"max\": 100, \"unit\": \"percent\"}}]},"
          + "{\"hdr\": \"DADB\", \"rax\": \"F1DB\", \"cmd\": {\"2F\": \"0100\"}, \"freq\": 1,"
          + " \"signals\": [{\"id\": \"U\", \"fmt\": {\"len\": 16, \"max\": 100, \"unit\": \"volts\"}}]}]}";

  @TempDir Path folder;

  /** What one command came to. */
  private record Told(String verb, int code, long lines, long requests, List<String> offences) {}

  private static String tamper(String text, Random random) {
    StringBuilder tampered = new StringBuilder(text);
    for (int changes = random.nextInt(5); changes > 0; changes--) {
      int at = random.nextInt(tampered.length());
      String poison = POISON[random.nextInt(POISON.length)];
      if (random.nextBoolean()) {
        tampered.insert(at, poison);
      } else {
        tampered.replace(at, Math.min(tampered.length(), at + poison.length()), poison);
      }
    }
    return tampered.toString();
  }

  /** A tampered profile or what an import made of a tampered list; its id where it has one. */
  private String profile(Path home, Random random) throws Exception {
    Path profiles = Files.createDirectory(home.resolve("profiles"));
    int kind = random.nextInt(4);
    if (kind < 2) {
      String seed = SEEDS.get(random.nextInt(SEEDS.size()));
      String text = Files.readString(VEHICLES.resolve(seed + ".json"));
      // A tampered file of a well-known id stands in front of ours.
      Files.writeString(profiles.resolve("p.json"), tamper(text, random));
      return seed;
    }
    Path list = Files.writeString(home.resolve("list"), tamper(kind == 2 ? TORQUE : OBDB, random));
    Cli imported =
        Cli.run(
            "vehicles",
            "import",
            list,
            "--id",
            "mine",
            "--year",
            2022,
            "--out",
            profiles.resolve("p.json"));
    return imported.code() == 0 ? "mine" : "hyundai-kia-400v";
  }

  private static List<Object> options(String verb, Path home, Random random) {
    List<Object> words = new ArrayList<>(List.of(verb));
    switch (verb) {
      case "read" -> words.add("--once");
      case "check" -> {
        words.addAll(List.of("--mode", "quick", "--out", home.resolve("reports")));
        if (random.nextInt(4) == 0) {
          words.addAll(List.of("--series", random.nextInt(200) - 50));
        }
      }
      case "capture" ->
          words.addAll(List.of("--to", home.resolve("c.capture"), "--max-bytes", 10_000));
      default -> {
        // probe needs none
      }
    }
    if (random.nextInt(12) == 0) {
      words.addAll(List.of("--profile-" + random.nextInt(), "2EF190"));
    }
    return words;
  }

  private Told command(int number) throws Exception {
    Random random = new Random(number);
    Path home = Files.createDirectory(folder.resolve("h" + number));
    String id = profile(home, random);
    Path config = Files.writeString(home.resolve("agent.yaml"), "profileDirectories: [profiles]\n");
    String[] verbs = {"read", "read", "probe", "capture", "check"};
    String verb = verbs[random.nextInt(verbs.length)];
    try (RecordingWire wire = new RecordingWire(random.nextBoolean(), number)) {
      List<Object> words = options(verb, home, random);
      words.addAll(List.of("--source", wire.source(), "--config", config));
      words.addAll(List.of("--state-dir", home.resolve("state")));
      if (random.nextInt(8) > 0) {
        words.addAll(List.of("--profile", random.nextInt(10) == 0 ? tamper(id, random) : id));
      }
      // Two minutes of a quick check pass in two seconds.
      Cli cli = Cli.at(new AcceleratedTime(new SystemTime(), 60, Duration.ZERO), words.toArray());
      assertFalse(cli.err().contains("defect of CellWitness"), words + ": " + cli.err());
      return new Told(
          verb, cli.code(), wire.lines.get(), wire.requests.get(), List.copyOf(wire.offences));
    }
  }

  @Test
  void whateverIsToldOnlyReadingLeaves() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Told>> jobs = new ArrayList<>();
      for (int i = 0; i < COMMANDS; i++) {
        int number = i;
        jobs.add(() -> command(number));
      }
      Map<String, Integer> endings = new TreeMap<>();
      long lines = 0;
      long requests = 0;
      for (Future<Told> future : pool.invokeAll(jobs)) {
        Told told = future.get();
        assertEquals(List.of(), told.offences(), told.verb());
        endings.merge(told.verb() + " " + told.code(), 1, Integer::sum);
        lines += told.lines();
        requests += told.requests();
      }
      System.out.printf(
          Locale.ROOT,
          "only reading leaves the command line: %,d commands, %,d lines left, %,d of them to the"
              + " bus, each of them reading; verbs and exit codes %s%n",
          COMMANDS,
          lines,
          requests,
          endings);
      assertTrue(requests > COMMANDS, requests + " requests");
    } finally {
      pool.shutdownNow();
    }
  }
}
