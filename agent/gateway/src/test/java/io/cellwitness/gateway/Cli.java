package io.cellwitness.gateway;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of the program inside the test's own process.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Cli(int code, String out, String err) {

  /** Recordings committed for the tests of the method. */
  static final Path RECORDINGS = Path.of("..", "health", "src", "test", "resources", "recordings");

  private static final JsonMapper JSON = new JsonMapper();

  static Cli run(Object... args) {
    return at(new SystemTime(), args);
  }

  /** By another clock, one that runs faster for example. */
  static Cli at(TimeSource time, Object... args) {
    return at(time, StopRequest.never(), args);
  }

  /** The same, ended by the operator. */
  static Cli at(TimeSource time, StopRequest stop, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    int code =
        Main.run(
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0),
            stop,
            time,
            words);
    return new Cli(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * Checks a recorded drive, which gives a report without a number.
   *
   * @return the signed report
   */
  static Path reportOfADrive(Path stateDir) {
    Cli check =
        run(
            "check",
            "--source",
            "replay:" + RECORDINGS.resolve("vehicle/obd_drive.csv.gz"),
            "--chemistry",
            "NMC",
            "--state-dir",
            stateDir,
            "--json");
    return Path.of(check.event("report").path("files").path("report.jws").asString());
  }

  /** The JSON objects on standard output. */
  List<JsonNode> events() {
    return out.lines().map(JSON::readTree).toList();
  }

  /** The only event of a name. */
  JsonNode event(String name) {
    List<JsonNode> found =
        events().stream().filter(e -> e.path("event").asString("").equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " events '" + name + "' in " + out);
    }
    return found.get(0);
  }
}
