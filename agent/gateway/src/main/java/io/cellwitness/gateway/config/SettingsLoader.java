package io.cellwitness.gateway.config;

import io.cellwitness.gateway.config.Node.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads {@code agent.yaml} and the drop-ins {@code conf.d/*.yaml} beside it, and reports everything
 * wrong with them at once. Looks at files only; never at the network.
 */
public final class SettingsLoader {

  /** More drop-ins than this are a mistake. */
  private static final int MAX_DROP_INS = 100;

  private final Environment environment;

  /**
   * Makes a loader.
   *
   * @param environment what the files are read against
   */
  public SettingsLoader(Environment environment) {
    this.environment = environment;
  }

  /**
   * The settings when there is no configuration file.
   *
   * @return the defaults
   */
  public Settings defaults() {
    List<Problem> problems = new ArrayList<>();
    Origin nowhere = new Origin(Path.of("defaults"), 1);
    Settings settings =
        new SettingsReader(environment, problems).read(new Mapping(nowhere, Map.of()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("the defaults contradict themselves: " + problems);
    }
    return settings;
  }

  /**
   * Loads a configuration. Calling it again re-reads everything, so a caller may keep what it has
   * when the new one is not good.
   *
   * @param file the main file; an empty drop-in is a problem too, because a file cut short by a
   *     power failure looks like that
   * @return the settings, or all problems
   */
  public LoadResult load(Path file) {
    List<Problem> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>(List.of(file));
    files.addAll(dropIns(file, problems));
    Mapping merged = new Mapping(new Origin(file, 1), new LinkedHashMap<>());
    boolean complete = true;
    for (Path each : files) {
      Optional<Mapping> layer = YamlReader.read(each, problems);
      complete &= layer.isPresent();
      merged = layer.isPresent() ? Layers.lay(merged, layer.get()) : merged;
    }
    // What a file says that cannot be read is not known: nothing may be called missing then.
    if (complete) {
      Settings settings = new SettingsReader(environment, problems).read(merged);
      if (problems.isEmpty()) {
        return new LoadResult.Loaded(settings, files);
      }
    }
    problems.sort(
        Comparator.comparingInt((Problem p) -> files.indexOf(p.file()))
            .thenComparingInt(p -> p.line().orElse(0)));
    return new LoadResult.Problems(problems.stream().distinct().toList());
  }

  private static List<Path> dropIns(Path file, List<Problem> problems) {
    Path folder = file.resolveSibling("conf.d");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found;
    try (Stream<Path> entries = Files.list(folder)) {
      found =
          entries
              .filter(path -> path.getFileName().toString().matches("[^.].*\\.ya?ml"))
              .sorted(Comparator.comparing(path -> path.getFileName().toString()))
              .limit(MAX_DROP_INS + 1L)
              .toList();
    } catch (IOException e) {
      problems.add(
          Problem.of(folder, "the folder of drop-ins cannot be read; check its owner and mode."));
      return List.of();
    }
    if (found.size() > MAX_DROP_INS) {
      problems.add(Problem.of(folder, "holds more than " + MAX_DROP_INS + " drop-ins."));
      return List.of();
    }
    found.stream()
        .filter(path -> path.toString().endsWith(".yml"))
        .forEach(
            path ->
                problems.add(
                    Problem.of(path, "a drop-in's name must end in .yaml; rename this file.")));
    return found.stream().filter(path -> path.toString().endsWith(".yaml")).toList();
  }
}
