package io.cellwitness.gateway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.command.CommandRefused.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command is taken once: through restarts, clocks that go back, and a full memory. */
class CommandMemoryTest {

  private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

  @TempDir Path dir;

  private Path file;

  @BeforeEach
  void name() {
    file = dir.resolve("commands.json");
  }

  @Test
  void isTakenOnceAlsoAfterARestart() throws Exception {
    RemoteCommand command = command(NOW.plusSeconds(60));
    CommandMemory.open(file).take(command, NOW);
    assertRefused(Reason.REPLAYED, CommandMemory.open(file), command, NOW);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void isNotTakenAgainWhenItIsForgottenAndTheClockGoesBack() throws Exception {
    RemoteCommand command = command(NOW.plusSeconds(60));
    CommandMemory memory = CommandMemory.open(file);
    memory.take(command, NOW);
    // Ten years ahead it is forgotten; the clock is then set right again.
    Instant jumped = NOW.plusSeconds(10L * 365 * 86_400);
    memory.take(command(jumped.plusSeconds(60)), jumped);
    assertEquals(1, memory.size());
    assertRefused(Reason.EXPIRED, memory, command, NOW);
    assertRefused(Reason.EXPIRED, CommandMemory.open(file), command, NOW);
    // What is new is still taken: the jump has not locked the desk out.
    memory.take(command(NOW.plusSeconds(61)), NOW);
  }

  @Test
  void aClockThatIsBehindGoesByTheNewestCommand() throws Exception {
    CommandMemory memory = CommandMemory.open(file);
    memory.take(command(NOW.plusSeconds(60)), NOW);
    memory.take(command(NOW), NOW.minusSeconds(1));
    Instant behind = NOW.minusSeconds(3600);
    assertEquals(NOW.minusSeconds(60), memory.now(behind));
    assertEquals(NOW.minusSeconds(60), CommandMemory.open(file).now(behind));
    assertEquals(NOW, memory.now(NOW));
  }

  @Test
  void isBounded() throws Exception {
    String seen =
        Stream.generate(UUID::randomUUID)
            .limit(CommandMemory.MOST)
            .map(id -> "{\"jti\":\"" + id + "\",\"exp\":" + (NOW.getEpochSecond() + 60) + "}")
            .collect(Collectors.joining(","));
    Files.writeString(
        file,
        "{\"schema\":\"cellwitness-commands/1\",\"forgottenUntil\":0,\"seen\":[" + seen + "]}");
    CommandMemory memory = CommandMemory.open(file);
    assertEquals(CommandMemory.MOST, memory.size());
    assertRefused(Reason.TOO_MANY, memory, command(NOW.plusSeconds(60)), NOW);
    Instant later = NOW.plusSeconds(60);
    memory.take(command(later.plusSeconds(60)), later);
    assertEquals(1, memory.size());
  }

  @Test
  void whatCannotBeKeptIsNotCarriedOut() throws Exception {
    CommandMemory memory = CommandMemory.open(dir.resolve("no-such-folder/commands.json"));
    RemoteCommand command = command(NOW.plusSeconds(60));
    assertRefused(Reason.STORAGE, memory, command, NOW);
    assertRefused(Reason.REPLAYED, memory, command, NOW);
  }

  @Test
  void aDamagedMemoryIsNotTakenForAnEmptyOne() throws Exception {
    for (String text : new String[] {"", "{}", "{\"schema\":\"cellwitness-commands/1\"", "[]"}) {
      Files.writeString(file, text);
      Failure failure = assertThrows(Failure.class, () -> CommandMemory.open(file));
      assertEquals(ExitCode.CONFIGURATION, failure.code());
      assertTrue(failure.getMessage().contains("is damaged"), failure.getMessage());
    }
  }

  private static RemoteCommand command(Instant expires) {
    return new RemoteCommand(
        UUID.randomUUID(), new RemoteCommand.Status(), expires.minusSeconds(60), expires);
  }

  private static void assertRefused(
      Reason reason, CommandMemory memory, RemoteCommand command, Instant now) {
    CommandRefused refused = assertThrows(CommandRefused.class, () -> memory.take(command, now));
    assertEquals(reason, refused.reason());
    assertEquals(command.id(), refused.id().orElseThrow());
  }
}
