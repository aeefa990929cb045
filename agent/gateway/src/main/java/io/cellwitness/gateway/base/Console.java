package io.cellwitness.gateway.base;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people and programs see. With {@code --json}, standard output carries one JSON object a line
 * and people's text goes to standard error; otherwise people's text goes to standard output.
 * Threads may share it.
 */
public final class Console {

  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final int columns;
  private boolean json;
  private int progressWidth;

  /**
   * Makes a console.
   *
   * @param out standard output
   * @param err standard error
   * @param columns width of the terminal a person looks at; 0 where there is none
   */
  public Console(PrintStream out, PrintStream err, int columns) {
    this.out = out;
    this.err = err;
    this.terminal = columns > 0;
    this.columns = columns;
  }

  /**
   * Switches between people's text and JSON lines on standard output.
   *
   * @param on true for JSON
   */
  public void json(boolean on) {
    json = on;
  }

  /**
   * Whether standard output carries JSON.
   *
   * @return true with {@code --json}
   */
  public boolean json() {
    return json;
  }

  /**
   * Whether a line can be rewritten in place.
   *
   * @return true on a terminal
   */
  public boolean terminal() {
    return terminal;
  }

  /**
   * Says a line to people.
   *
   * @param text one or more lines without the last line break
   */
  public synchronized void say(String text) {
    clearProgress();
    people().println(text);
    people().flush();
  }

  /**
   * Says a line to people beside the answer, which standard output keeps for itself.
   *
   * @param text one or more lines without the last line break
   */
  public synchronized void aside(String text) {
    clearProgress();
    err.println(text);
    err.flush();
  }

  /**
   * Shows a passing line that the next one replaces; a line of its own where there is no terminal.
   *
   * @param text one line
   */
  public synchronized void progress(String text) {
    if (terminal) {
      // A line that wraps could not be taken back.
      String shown = text.length() < columns ? text : text.substring(0, columns - 1);
      int pad = Math.max(0, progressWidth - shown.length());
      people().print("\r" + shown + " ".repeat(pad));
      progressWidth = shown.length();
    } else {
      people().println(text);
    }
    people().flush();
  }

  /**
   * Says what went wrong: always on standard error, with {@code --json} also as an event.
   *
   * @param exitCode the process' exit code
   * @param message one sentence
   */
  public synchronized void error(int exitCode, String message) {
    clearProgress();
    if (json) {
      emit(event("error").put("code", exitCode).put("message", message));
    }
    err.println("cellwitness: " + message);
    err.flush();
  }

  /**
   * Starts an event.
   *
   * @param name the value of {@code event}
   * @return a JSON object to fill and {@link #emit}
   */
  public static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
  }

  /**
   * Writes an event as one line of JSON; without {@code --json} nothing is written.
   *
   * @param event a JSON object
   */
  public void emit(ObjectNode event) {
    if (json) {
      record(event);
    }
  }

  /**
   * Writes one line of JSON whatever was asked for: for verbs whose answer is JSON in itself.
   *
   * @param object a JSON object
   */
  public synchronized void record(ObjectNode object) {
    out.println(JSON.writeValueAsString(object));
    out.flush();
  }

  private PrintStream people() {
    return json ? err : out;
  }

  private void clearProgress() {
    if (terminal && progressWidth > 0) {
      people().print("\r" + " ".repeat(progressWidth) + "\r");
      progressWidth = 0;
    }
  }
}
