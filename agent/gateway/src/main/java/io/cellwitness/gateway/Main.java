package io.cellwitness.gateway;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.BrokenOff;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Interpreter;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.base.Terminal;
import io.cellwitness.gateway.mqtt.UplinkException;
import io.cellwitness.gateway.store.StoreException;
import io.cellwitness.report.ReportException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Starts the program and turns every ending into a sentence and a documented exit code. */
public final class Main {

  /** Longer than any path the file system takes in one name. */
  private static final Pattern LONG_WORD = Pattern.compile("(\\S{80})\\S{300,}+");

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Console console =
        new Console(
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            Terminal.ofProcess(System.getenv()));
    StopRequest stop = StopRequest.ofProcess();
    int code = run(console, stop, args);
    stop.ended(code);
    System.exit(code);
  }

  /**
   * Runs one command.
   *
   * @param console where to write
   * @param stop how the operator ends it early
   * @param args the command line
   * @return the exit code
   */
  public static int run(Console console, StopRequest stop, String... args) {
    return run(console, stop, new SystemTime(), args);
  }

  /** The same by another clock, for tests. */
  static int run(Console console, StopRequest stop, TimeSource time, String... args) {
    // Before anything is parsed, so that a wrong command line is reported the way it asked for.
    List<String> words = Arrays.asList(args);
    console.json(words.contains("--json"));
    console.interpreter(
        Interpreter.of(Interpreter.language(words, System.getenv(), console.terminal())));
    try {
      CommandLine line = new Wiring(console, stop, time).commandLineFor(args);
      line.setParameterExceptionHandler((e, a) -> usage(console, e));
      line.setExecutionExceptionHandler((e, c, p) -> failed(console, e));
      int code = line.execute(args);
      console.ended();
      return written(console, code);
    } catch (RuntimeException | Error e) {
      // A broken installation, or memory at its end: still one sentence and the documented code.
      return failed(console, e);
    }
  }

  private static int usage(Console console, CommandLine.ParameterException e) {
    console.error(ExitCode.USAGE.number(), shortened(UsageWords.of(e)));
    return ExitCode.USAGE.number();
  }

  /** An answer that did not arrive is no success; a verb that failed keeps its own code. */
  private static int written(Console console, int code) {
    if (code != ExitCode.OK.number() || !console.outputLost()) {
      return code;
    }
    console.error(
        ExitCode.INPUT_OUTPUT.number(),
        "standard output could not be written (disk full or closed); its content is incomplete");
    return ExitCode.INPUT_OUTPUT.number();
  }

  /** Cuts words as long as no name is, so that a sentence stays one. */
  private static String shortened(String message) {
    return message == null ? "" : LONG_WORD.matcher(message).replaceAll("$1...");
  }

  /** Says in one sentence why a verb failed, and gives the exit code of that. */
  static int failed(Console console, Throwable e) {
    ExitCode code = codeOf(e);
    String message =
        code == ExitCode.INTERNAL
            ? "this is a defect of CellWitness ("
                + e.getClass().getSimpleName()
                + "); run again with CELLWITNESS_DEBUG=1 and report what it prints"
            : shortened(e.getMessage());
    console.error(code.number(), message);
    if (System.getenv("CELLWITNESS_DEBUG") != null) {
      e.printStackTrace();
    }
    return code.number();
  }

  private static ExitCode codeOf(Throwable e) {
    if (e instanceof Failure failure) {
      return failure.code();
    }
    if (e instanceof BrokenOff) {
      return ExitCode.NEGATIVE;
    }
    if (e instanceof DriverException driver) {
      return ExitCode.of(driver.kind());
    }
    if (e instanceof StoreException store) {
      return switch (store.kind()) {
        case IN_USE -> ExitCode.UNAVAILABLE;
        case NOT_OURS, UNSUITABLE -> ExitCode.CONFIGURATION;
        case NOT_WRITABLE, FULL, CORRUPT, INPUT_OUTPUT -> ExitCode.INPUT_OUTPUT;
        case MISUSE -> ExitCode.INTERNAL;
      };
    }
    if (e instanceof ReportException report) {
      return switch (report.kind()) {
        case BAD_DATA -> ExitCode.BAD_DATA;
        case INPUT_OUTPUT -> ExitCode.INPUT_OUTPUT;
        case CONFIGURATION -> ExitCode.CONFIGURATION;
      };
    }
    if (e instanceof UplinkException uplink) {
      return switch (uplink.kind()) {
        case UNAVAILABLE -> ExitCode.UNAVAILABLE;
        case UNTRUSTED, REFUSED, CONFIGURATION -> ExitCode.CONFIGURATION;
      };
    }
    return ExitCode.INTERNAL;
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
