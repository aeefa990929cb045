package io.cellwitness.gateway.mqtt;

/**
 * The topics of one gateway: {@code <root>/<site>/<gateway>/…}, as design.md 9 lists them.
 *
 * @param root first level, for example {@code cellwitness}
 * @param site the workshop
 * @param gateway this machine
 */
public record Topics(String root, String site, String gateway) {

  private static final int LONGEST = 64;

  /** Rejects names that are empty, beyond 64 characters, or more than one topic level. */
  public Topics {
    requireLevel(root, "root");
    requireLevel(site, "site");
    requireLevel(gateway, "gateway");
  }

  /**
   * Whether the gateway is there: retained, set by the Last Will.
   *
   * @return the topic
   */
  public String status() {
    return under("status");
  }

  /**
   * Batches of readings of a pack.
   *
   * @param pack pseudonym, see {@link PackPseudonym}
   * @return the topic
   */
  public String telemetry(String pack) {
    return telemetryRoot() + requireLevel(pack, "pack");
  }

  /**
   * Signed reports of a pack.
   *
   * @param pack pseudonym, see {@link PackPseudonym}
   * @return the topic
   */
  public String report(String pack) {
    return under("report/" + requireLevel(pack, "pack"));
  }

  /**
   * Alarms and other events.
   *
   * @return the topic
   */
  public String event() {
    return under("event");
  }

  /**
   * Receipts: a consumer names the reports it has taken over.
   *
   * @return the topic
   */
  public String receipt() {
    return under("receipt");
  }

  /**
   * Signed commands to this gateway.
   *
   * @return the topic
   */
  public String command() {
    return under("cmd");
  }

  /**
   * Answers to commands.
   *
   * @return the topic
   */
  public String ack() {
    return under("ack");
  }

  /** What every telemetry topic begins with. */
  String telemetryRoot() {
    return under("telemetry/");
  }

  private String under(String rest) {
    return root + "/" + site + "/" + gateway + "/" + rest;
  }

  private static String requireLevel(String name, String what) {
    if (!name.matches("[A-Za-z0-9._-]{1," + LONGEST + "}")) {
      throw new IllegalArgumentException(
          "MQTT " + what + " '" + name + "' must be 1 to 64 letters, digits, '.', '_' or '-'");
    }
    return name;
  }
}
