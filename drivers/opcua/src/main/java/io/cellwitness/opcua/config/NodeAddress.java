package io.cellwitness.opcua.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value lives on a server. Namespaces are best given by URI, because a server may number
 * them differently after its next start.
 */
public sealed interface NodeAddress {

  /** Longest identifier or name, characters (OPC 10000-3, 8.2.4 allows 4,096). */
  int MAX_LENGTH = 4096;

  /**
   * As the operator wrote it, for messages and the source of readings.
   *
   * @return the text
   */
  String text();

  /** A namespace, by number or by URI. */
  sealed interface Namespace {
    /**
     * By number, as at the first connection.
     *
     * @param index 0..65535
     */
    record Index(int index) implements Namespace {}

    /**
     * By URI, whatever its number.
     *
     * @param uri the namespace's URI
     */
    record Uri(String uri) implements Namespace {}
  }

  /**
   * A node id.
   *
   * @param text as written
   * @param namespace the namespace
   * @param type {@code i} numeric, {@code s} string, {@code g} GUID, {@code b} opaque (base64)
   * @param identifier the part after {@code =}
   */
  record Id(String text, Namespace namespace, char type, String identifier) implements NodeAddress {

    private static final Pattern FORM =
        Pattern.compile("(?:ns=(\\d{1,5});|nsu=([^;]{1,1024});)?([isgb])=(.+)", Pattern.DOTALL);

    /**
     * Parses {@code ns=2;s=Pack.Voltage}, {@code nsu=urn:bench;i=17}, {@code g=…}, {@code b=…}.
     *
     * @param text the id as OPC 10000-6, 5.3.1.10 writes it
     * @return the id, or empty when it is not one
     */
    public static Optional<Id> parse(String text) {
      Matcher m = FORM.matcher(text);
      if (text.length() > MAX_LENGTH || !m.matches()) {
        return Optional.empty();
      }
      char type = m.group(3).charAt(0);
      String identifier = m.group(4);
      if (!fits(type, identifier)) {
        return Optional.empty();
      }
      return parseNamespace(m.group(1), m.group(2)).map(ns -> new Id(text, ns, type, identifier));
    }

    private static boolean fits(char type, String identifier) {
      return switch (type) {
        case 'i' -> identifier.matches("\\d{1,10}") && Long.parseLong(identifier) <= 0xFFFF_FFFFL;
        case 'g' -> identifier.matches("[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}");
        case 'b' ->
            identifier.matches("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
        default -> true;
      };
    }
  }

  /**
   * A path of browse names from the Objects folder.
   *
   * @param text as written, joined by {@code /}
   * @param steps at least one
   */
  record Path(String text, List<Step> steps) implements NodeAddress {

    /** Deepest path that is followed. */
    public static final int MAX_STEPS = 32;

    private static final Pattern FORM =
        Pattern.compile("(?:(\\d{1,5}):|nsu=([^;]{1,1024});)?(.+)", Pattern.DOTALL);

    /** Copies the list. */
    public Path {
      steps = List.copyOf(steps);
    }

    /**
     * One browse name.
     *
     * @param namespace the namespace of the name
     * @param name the name
     */
    public record Step(Namespace namespace, String name) {}

    /**
     * Parses the steps: {@code 2:Charger}, {@code nsu=urn:bench;Charger}, or a bare name of
     * namespace 0.
     *
     * @param steps the names from below the Objects folder down
     * @return the path, or empty when a step is none
     */
    public static Optional<Path> parse(List<String> steps) {
      if (steps.isEmpty() || steps.size() > MAX_STEPS) {
        return Optional.empty();
      }
      List<Step> parsed = new ArrayList<>();
      for (String step : steps) {
        Matcher m = FORM.matcher(step);
        Optional<Namespace> namespace =
            step.length() <= MAX_LENGTH && m.matches()
                ? parseNamespace(m.group(1), m.group(2))
                : Optional.empty();
        if (namespace.isEmpty()) {
          return Optional.empty();
        }
        parsed.add(new Step(namespace.get(), m.group(3)));
      }
      return Optional.of(new Path(String.join("/", steps), parsed));
    }
  }

  private static Optional<Namespace> parseNamespace(String index, String uri) {
    if (uri != null) {
      return Optional.of(new Namespace.Uri(uri));
    }
    int number = index == null ? 0 : Integer.parseInt(index);
    return number > 0xFFFF ? Optional.empty() : Optional.of(new Namespace.Index(number));
  }
}
