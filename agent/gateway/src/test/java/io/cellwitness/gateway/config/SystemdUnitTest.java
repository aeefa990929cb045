package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdUnitTest {

  private static final Path UNIT = Path.of("../../systemd/cellwitness.service").toAbsolutePath();
  private static final double MAX_EXPOSURE = 1.5;

  @TempDir Path folder;

  @BeforeEach
  void systemdIsInstalled() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
        "skipped: systemd-analyze is not installed");
  }

  @Test
  void exposesNoMoreThanItMust() throws Exception {
    Output output = analyze("security", "--offline=true", "--no-pager");
    Matcher level = Pattern.compile("Overall exposure level .*: ([0-9.]+)").matcher(output.out());
    assertTrue(level.find(), output.toString());
    assertTrue(Double.parseDouble(level.group(1)) <= MAX_EXPOSURE, output.out());
  }

  /** A misspelt value leaves the exit code at 0: only the error stream tells. */
  @Test
  void holdsNothingSystemdComplainsOf() throws Exception {
    Output output = analyze("verify");
    assertEquals("", output.err());
    assertEquals(0, output.code());
  }

  private record Output(int code, String out, String err) {}

  private Output analyze(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("/usr/bin/systemd-analyze"));
    command.addAll(List.of(arguments));
    // On the machine of a test the program is not installed; systemd asks for it by its name.
    Path unit = folder.resolve("cellwitness.service");
    Files.writeString(unit, Files.readString(UNIT).replace("/usr/bin/cellwitness", "/usr/bin/env"));
    command.add(unit.toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "systemd-analyze does not return");
    } finally {
      process.destroyForcibly();
    }
    return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
