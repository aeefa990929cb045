package io.cellwitness.gateway.config;

import io.cellwitness.gateway.config.Node.Entry;
import io.cellwitness.gateway.config.Node.Kind;
import io.cellwitness.gateway.config.Node.Mapping;
import io.cellwitness.gateway.config.Node.Scalar;
import io.cellwitness.gateway.config.Node.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one file into {@link Node}s. What goes wrong ends up in the list of problems. */
final class YamlReader {

  /** Far above any real configuration, far below what hurts. */
  static final int MAX_FILE_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 8;
  private static final Pattern ENGINE_LINE = Pattern.compile("line (\\d+), column \\d+");
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private final Path file;
  private final List<Problem> problems;

  private YamlReader(Path file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param problems receives what is wrong
   * @return the settings in it, or empty when it cannot be used at all
   */
  static Optional<Mapping> read(Path file, List<Problem> problems) {
    YamlReader reader = new YamlReader(file, problems);
    return reader.text().flatMap(reader::parse);
  }

  private Optional<String> text() {
    try {
      if (Files.isDirectory(file)) {
        return refuse("is a directory; give the configuration file itself.");
      }
      try (var in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length > MAX_FILE_BYTES) {
          return refuse("is larger than 1 MiB; this cannot be a configuration.");
        }
        var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return Optional.of(decoded.toString());
      }
    } catch (CharacterCodingException e) {
      return refuse("is not UTF-8 text; save it as UTF-8.");
    } catch (NoSuchFileException e) {
      return refuse("does not exist; 'cellwitness config sample' prints one to start from.");
    } catch (AccessDeniedException e) {
      return refuse("cannot be read by this user; check its owner and mode.");
    } catch (IOException e) {
      return refuse("cannot be read (" + e.getMessage() + ").");
    }
  }

  private Optional<Mapping> parse(String text) {
    try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return refuse("holds no setting; 'cellwitness config sample' prints a file to start from.");
      }
      int line = line(parser);
      Node root = node(parser, 0);
      if (!(root instanceof Mapping mapping)) {
        problems.add(
            Problem.at(new Origin(file, line), "settings are written as 'name: value' lines."));
        return Optional.empty();
      }
      if (parser.nextToken() != null) {
        problems.add(
            Problem.at(
                new Origin(file, line(parser)),
                "a second YAML document begins here; keep one document in a file."));
      }
      return Optional.of(mapping);
    } catch (JacksonException e) {
      problems.add(broken(e));
      return Optional.empty();
    }
  }

  private Node node(YAMLParser parser, int depth) {
    Origin origin = new Origin(file, line(parser));
    if (parser.isCurrentAlias()) {
      problems.add(
          Problem.at(origin, "YAML aliases (*name) are not understood; write the value out."));
    }
    if (parser.getTypeId() != null) {
      problems.add(
          Problem.at(origin, "YAML tags (!name) are not understood; write the plain value."));
    }
    if (depth > MAX_DEPTH) {
      problems.add(Problem.at(origin, "this is nested too deeply to be a setting."));
      parser.skipChildren();
      return new Scalar(origin, Kind.NOTHING, "");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, origin, depth);
      case START_ARRAY -> sequence(parser, origin, depth);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Scalar(origin, Kind.NUMBER, parser.getString());
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(origin, Kind.TRUTH, parser.getString());
      case VALUE_NULL -> new Scalar(origin, Kind.NOTHING, "");
      default -> new Scalar(origin, Kind.TEXT, parser.getString());
    };
  }

  private Mapping mapping(YAMLParser parser, Origin origin, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Origin at = new Origin(file, line(parser));
      parser.nextToken();
      Entry entry = new Entry(at, node(parser, depth + 1));
      Entry earlier = entries.putIfAbsent(name, entry);
      if (earlier != null) {
        problems.add(
            Problem.at(
                at,
                Words.quote(name)
                    + " was given already on line "
                    + earlier.origin().line()
                    + "; keep one."));
      }
    }
    return new Mapping(origin, entries);
  }

  private Sequence sequence(YAMLParser parser, Origin origin, int depth) {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser, depth + 1));
    }
    return new Sequence(origin, items);
  }

  private Problem broken(JacksonException e) {
    String message = e.getOriginalMessage();
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    // The engine's own mark is exact; Jackson's location is that of the token before.
    Matcher mark = ENGINE_LINE.matcher(message);
    // The first mark is where something begins, the last where the parser gave up.
    boolean more = mark.find();
    while (more) {
      line = Integer.parseInt(mark.group(1));
      more = !YamlTrouble.liesAtItsBeginning(message) && mark.find();
    }
    return Problem.at(new Origin(file, Math.max(1, line)), YamlTrouble.sentence(message));
  }

  private <T> Optional<T> refuse(String sentence) {
    problems.add(Problem.of(file, "the configuration file " + sentence));
    return Optional.empty();
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
