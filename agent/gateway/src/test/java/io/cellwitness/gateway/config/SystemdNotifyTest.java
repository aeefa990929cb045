package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdNotifyTest {

  private static final Map<String, String> LISTENING = Map.of("NOTIFY_SOCKET", "/run/notify");

  @TempDir Path folder;

  @Test
  void tellsReadyStatusAndStopping() throws Exception {
    Path told = folder.resolve("told");
    SystemdNotify notify =
        SystemdNotify.of(LISTENING, program("printf '%s|' \"$@\" >> '" + told + "'"));

    assertEquals(Optional.empty(), notify.tell("READY=1", "waiting for a car"));
    assertEquals(Optional.empty(), notify.tell("WATCHDOG=1", "two\nlines"));
    assertEquals(Optional.empty(), notify.stopping());

    assertEquals(
        List.of(
            "--no-block",
            "READY=1",
            "STATUS=waiting for a car",
            "--no-block",
            "WATCHDOG=1",
            "STATUS=two lines",
            "--no-block",
            "STOPPING=1"),
        List.of(Files.readString(told).split("\\|")));
  }

  @Test
  void saysNothingWhenSystemdDoesNotListen() throws Exception {
    Path told = folder.resolve("told");
    SystemdNotify notify = SystemdNotify.of(Map.of(), program("touch '" + told + "'"));
    assertEquals(Optional.empty(), notify.tell("READY=1", "x"));
    assertFalse(Files.exists(told));
  }

  @Test
  void aFailureIsASentenceAndNotAnException() throws Exception {
    assertTrue(
        SystemdNotify.of(LISTENING, program("exit 3"))
            .stopping()
            .orElseThrow()
            .endsWith("ended with 3."));
    assertTrue(
        SystemdNotify.of(LISTENING, folder.resolve("missing").toString()).stopping().isPresent());
  }

  private String program(String line) throws IOException {
    Path script = Files.writeString(folder.resolve("notify"), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }
}
