package io.cellwitness.gateway.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Runs a Java class under strace: to see its system calls, or to make some of them fail. */
public final class Strace {

  /** What a process did to its files, in order. */
  sealed interface Call {}

  record Written(String file, long offset, byte[] data) implements Call {}

  record Truncated(String file, long length) implements Call {}

  record Synced(String file) implements Call {}

  record Removed(String file) implements Call {}

  record Said(String line) implements Call {}

  /** Output and exit code of a run. */
  public record Run(int exitCode, List<String> lines) {}

  /** A process under strace is slow, and slower beside a busy build. */
  private static final int PATIENCE_SECONDS = 600;

  private static final Pattern CALL =
      Pattern.compile(
          "(pwrite64|write|fsync|fdatasync|ftruncate)\\((\\d+)<([^>]*)>(?:, (.*))?\\)\\s+= (\\d+)");
  private static final Pattern REMOVAL =
      Pattern.compile("unlink(?:at)?\\((?:[^\"]*, )?\"([^\"]*)\".*\\)\\s+= 0");
  private static final Pattern DATA = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"(\\.\\.\\.)?.*");

  private Strace() {}

  /** Runs {@code main} with these options of strace; standard error goes to OUTPUT.err. */
  public static Run run(List<String> options, Class<?> main, Path output, String... arguments)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/strace")),
        "SKIPPED: strace is not installed (apt-get install strace)");
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/strace", "-f", "--seccomp-bpf", "-qq"));
    command.addAll(options);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path errorFile = output.resolveSibling(output.getFileName() + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errorFile.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the traced process does not end: " + command);
    }
    List<String> lines = Files.readAllLines(output);
    String errors = Files.readString(errorFile);
    Assumptions.assumeFalse(
        errors.contains("PTRACE") || errors.contains("seccomp"),
        "SKIPPED: strace may not trace here (" + errors.strip() + ")");
    return new Run(process.exitValue(), lines);
  }

  /** Reads a trace made with {@code -y -xx}. */
  static List<Call> read(Path trace, Path said) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, String> unfinished = new HashMap<>();
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      String[] parts = line.split("\\s+", 2);
      String call = parts[1];
      if (call.endsWith(" <unfinished ...>")) {
        unfinished.put(parts[0], call.substring(0, call.length() - " <unfinished ...>".length()));
        continue;
      }
      if (call.startsWith("<... ")) {
        call = unfinished.remove(parts[0]) + call.substring(call.indexOf('>') + 1);
      }
      Matcher matcher = CALL.matcher(call);
      if (matcher.matches()) {
        call(matcher, said).ifPresent(calls::add);
      }
      Matcher removal = REMOVAL.matcher(call);
      if (removal.matches() && isOurs(plain(removal.group(1)))) {
        calls.add(new Removed(name(plain(removal.group(1)))));
      }
    }
    return calls;
  }

  private static Optional<Call> call(Matcher matcher, Path said) {
    String file = plain(matcher.group(3));
    String rest = matcher.group(4);
    if (file.equals(said.toString())) {
      return Optional.of(new Said(new String(data(rest), StandardCharsets.UTF_8).strip()));
    }
    if (!isOurs(file)) {
      return Optional.empty();
    }
    String name = name(file);
    return switch (matcher.group(1)) {
      case "pwrite64" -> {
        long offset = Long.parseLong(rest.substring(rest.lastIndexOf(' ') + 1));
        yield Optional.of(new Written(name, offset, data(rest)));
      }
      case "fsync", "fdatasync" -> Optional.of(new Synced(name));
      case "ftruncate" -> Optional.of(new Truncated(name, Long.parseLong(rest)));
      default -> throw new AssertionError("unexpected " + matcher.group(1) + " on " + name);
    };
  }

  /** The index of the log is rebuilt from the log, so it does not count. */
  private static boolean isOurs(String file) {
    return file.contains("/" + StateDirectory.DATABASE) && !file.endsWith("-shm");
  }

  private static String name(String file) {
    return Path.of(file).getFileName().toString();
  }

  /** With -xx strace writes paths in hex, too. */
  private static String plain(String path) {
    return path.startsWith("\\x") ? new String(unhex(path), StandardCharsets.UTF_8) : path;
  }

  private static byte[] data(String arguments) {
    Matcher matcher = DATA.matcher(arguments);
    if (!matcher.matches() || matcher.group(2) != null) {
      throw new AssertionError("data cut short in the trace");
    }
    return unhex(matcher.group(1));
  }

  private static byte[] unhex(String text) {
    byte[] bytes = new byte[text.length() / 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte)
              (Character.digit(text.charAt(i * 4 + 2), 16) << 4
                  | Character.digit(text.charAt(i * 4 + 3), 16));
    }
    return bytes;
  }
}
