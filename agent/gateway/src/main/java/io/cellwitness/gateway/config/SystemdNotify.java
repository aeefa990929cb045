package io.cellwitness.gateway.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd how the daemon is doing, by {@code sd_notify(3)}. Does nothing when systemd did not
 * ask for it ({@code NOTIFY_SOCKET} unset). Java 17 cannot send to a Unix datagram socket, so the
 * program {@code systemd-notify} does; the unit allows it with {@code NotifyAccess=all}.
 */
public final class SystemdNotify {

  private static final int MAX_STATUS_LENGTH = 200;
  private static final long PATIENCE_MILLIS = 2_000;

  private static final String SOCKET = "NOTIFY_SOCKET";

  private final Optional<String> socket;
  private final String program;

  private SystemdNotify(Optional<String> socket, String program) {
    this.socket = socket;
    this.program = program;
  }

  /**
   * Looks whether systemd is listening.
   *
   * @param variables environment variables
   * @return a notifier, silent when nobody listens
   */
  public static SystemdNotify of(Map<String, String> variables) {
    return of(variables, "systemd-notify");
  }

  static SystemdNotify of(Map<String, String> variables, String program) {
    return new SystemdNotify(Optional.ofNullable(variables.get(SOCKET)), program);
  }

  /**
   * Says how the daemon is doing, and changes the line {@code systemctl status} shows.
   *
   * @param assignment as {@code sd_notify(3)} names it: {@code READY=1} when configuration and
   *     store are good and the work begins, {@code WATCHDOG=1} while every loop turns
   * @param status one line for people, without VIN
   * @return what went wrong, in one sentence; the daemon itself is none the worse for it
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Optional<String> tell(String assignment, String status) throws InterruptedException {
    return send(List.of(assignment, statusLine(status)));
  }

  /**
   * Says that the daemon is stopping.
   *
   * @return what went wrong, in one sentence
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Optional<String> stopping() throws InterruptedException {
    return send(List.of("STOPPING=1"));
  }

  private Optional<String> send(List<String> assignments) throws InterruptedException {
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of(program, "--no-block"));
    command.addAll(assignments);
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put(SOCKET, socket.get());
      process = builder.start();
    } catch (IOException e) {
      return Optional.of("systemd could not be told: " + e.getMessage() + ".");
    }
    try {
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return Optional.of("systemd could not be told: " + program + " does not return.");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(
              "systemd could not be told: " + program + " ended with " + process.exitValue() + ".");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String statusLine(String status) {
    String line = status.replaceAll("\\p{Cntrl}", " ");
    return "STATUS="
        + (line.length() > MAX_STATUS_LENGTH ? line.substring(0, MAX_STATUS_LENGTH) : line);
  }
}
