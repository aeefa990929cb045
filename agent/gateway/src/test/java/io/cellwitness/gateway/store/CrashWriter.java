package io.cellwitness.gateway.store;

import java.nio.file.Path;

/**
 * A process to be killed: writes readings, messages and reports, and prints after each commit what
 * the store has answered for. Arguments: state directory, number of rounds.
 */
final class CrashWriter {

  private CrashWriter() {}

  public static void main(String[] arguments) {
    try (Store store = Store.open(Path.of(arguments[0]), new FakeTime())) {
      SessionId session = store.beginSession(Samples.session());
      int readings = 0;
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        for (int i = 0; i < 97; i++) {
          store.append(session, Samples.voltage(readings++));
        }
        store.flush();
        say("readings " + session + " " + readings);
        say("message " + store.outbox().add(Samples.telemetry(200)));
        say("report " + store.commitReport(Samples::report).sequence());
      }
      say("done");
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
